// What is particular to the spectra of Jacobians; the conformance suite holds it to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { JacobianParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { jacobianSpectrum } from './system.ts';
import { exactMoments } from './theory/moments.ts';
import { freeSpectrum, fussCatalanMoment, sharesAbove, upperEdge } from './theory/spectrum.ts';

await describeConformance(jacobianSpectrum);
describeReferenceCases(evaluators, 'bias-and-depth.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(jacobianSpectrum, settings) as JacobianParameters);
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(jacobianSpectrum, createRandom(seed), engine)).observables as Record<
    string,
    number
  >;

it('says that networks scatter, unless they are orthogonal and linear', () => {
  const notes = (settings: object) =>
    jacobianSpectrum.validity(problem({ depth: 40, activation: 'linear', ...settings })).map(({ id }) => id);
  expect(notes({})).toContain('wild-networks');
  expect(notes({ weights: 'orthogonal' })).toEqual([]);
});

describe('free spectra', () => {
  it.each([
    ['linear', 'gaussian', 3, (k: number) => fussCatalanMoment(3, k), 0],
    ['relu', 'gaussian', 3, (k: number) => [1, 1, 7][k], 0.5],
    ['relu', 'orthogonal', 5, (k: number) => [1, 1, 6][k], 0.5],
  ] as const)('of %s %s layers have their moments and zeros', (phi, weights, depth, moment, zeros) => {
    const spectrum = freeSpectrum(phi, weights, depth)!;
    const edge = upperEdge(spectrum);
    const at = Array.from({ length: 401 }, (_, i) => edge * (i / 400) ** 4).slice(1);
    const above = sharesAbove(spectrum, at);
    // ∫ x^k ρ dx = ∫ k x^(k−1) (share above x) dx.
    for (const k of [1, 2]) {
      const sum = at.reduce((total, x, i) => {
        const [low, high] = [i === 0 ? 1 - zeros : above[i - 1], above[i]];
        return total + ((low + high) / 2) * (x ** k - (i === 0 ? 0 : at[i - 1]) ** k);
      }, 0);
      expect(sum / moment(k)).toBeCloseTo(1, 3);
    }
    expect(sharesAbove(spectrum, [1e-12])[0]).toBeCloseTo(1 - zeros, 2);
  });

  it('are not there where all is one number', () => {
    expect(freeSpectrum('linear', 'orthogonal', 3)).toBeUndefined();
    expect(freeSpectrum('relu', 'orthogonal', 1)).toBeUndefined();
    expect(freeSpectrum('tanh', 'gaussian', 3)).toBeUndefined();
  });

  it('of one relu gaussian layer end at 3 + 2√2, where (1 + w)(1 + 2w)/w is least', () => {
    // Its slope in w is 2 − 1/w², which is zero at 1/√2.
    expect(upperEdge(freeSpectrum('relu', 'gaussian', 1)!)).toBeCloseTo(3 + 2 * Math.SQRT2, 9);
  });

  it('of two orthogonal relu layers end at a hard edge', () => {
    const spectrum = freeSpectrum('relu', 'orthogonal', 2)!;
    expect(upperEdge(spectrum)).toBe(4);
    // Two free projections: squared cosines of angles that are uniform.
    expect(sharesAbove(spectrum, [1, 2])[0]).toBeCloseTo(1 / 3, 9);
    expect(sharesAbove(spectrum, [2])[0]).toBeCloseTo(0.25, 9);
  });
});

describe('a narrow network', () => {
  it('has the second moment of the exact recursion, far from that of infinite width', () => {
    const count = 3000;
    let [sum, squares] = [0, 0];
    for (let seed = 0; seed < count; seed++) {
      const { secondMoment } = measure({ activation: 'linear', weightVariance: 1, depth: 3, width: 8 }, seed);
      sum += secondMoment / count;
      squares += secondMoment ** 2 / count;
    }
    const error = Math.sqrt((squares - sum ** 2) / count);
    const { second } = exactMoments('linear', 8, 3);
    expect(Math.abs(sum - second)).toBeLessThan(4 * error);
    expect(sum - 4).toBeGreaterThan(4 * error);
  });
});

describe('a trial', () => {
  it('of orthogonal linear layers is an isometry, to rounding', () => {
    const { mean, spread, largest } = measure({
      activation: 'linear',
      weights: 'orthogonal',
      weightVariance: 1,
      depth: 6,
      width: 60,
    });
    expect(mean).toBeCloseTo(1, 12);
    expect(largest).toBeCloseTo(1, 12);
    expect(spread).toBeLessThan(1e-20);
  });

  it('leaves the heap as it found it and repeats itself', () => {
    const { used } = engine.heap;
    expect(measure({ width: 30 })).toEqual(measure({ width: 30 }));
    expect(engine.heap.used).toBe(used);
  });
});
