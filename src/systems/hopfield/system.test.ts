// What is particular to the Hopfield network; the conformance suite holds it to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { Dynamics, drawNetwork } from './experiment/network.ts';
import { runTrial } from './experiment/trial.ts';
import type { HopfieldParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { hopfield } from './system.ts';
import { firstStepError } from './theory/first-step.ts';
import { tanhAverages } from './theory/gaussian-averages.ts';
import { capacity, glassEnergy, retrieval } from './theory/order-parameters.ts';

await describeConformance(hopfield);
describeReferenceCases(evaluators, 'data.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(hopfield, settings) as HopfieldParameters);

describe('the theory', () => {
  it.each([0.02, 0.1, 0.4, 0.8])('solves the equations of the order parameters at temperature %d', (T) => {
    const alpha = 0.9 * capacity(T).alpha;
    const { m, q, r } = retrieval(alpha, T)!;
    const { mean, square } = tanhAverages(m / T, Math.sqrt(alpha * r) / T);
    expect(mean).toBeCloseTo(m, 11);
    expect(square).toBeCloseTo(q, 11);
    expect(q / (1 - (1 - q) / T) ** 2 / r).toBeCloseTo(1, 10);
  });

  it('has no seam at temperature 0', () => {
    const [cold, warm] = [0, 0.02].map((T) => retrieval(0.1, T)!);
    expect(warm.m).toBeCloseTo(cold.m, 3);
    expect(warm.energy).toBeCloseTo(cold.energy, 3);
    expect(warm.r).toBeCloseTo(cold.r, 2);
  });

  it('ends in the triple point of the phase diagram, T = 1 without load', () => {
    expect(capacity(1).alpha).toBe(0);
    // α_c falls as (1 − T)³, up to a factor: m² ≈ 3(1 − T).
    const [near, nearer] = [0.02, 0.01].map((below) => capacity(1 - below).alpha);
    expect(Math.log2(near / nearer)).toBeCloseTo(2, 0);
  });

  it('has patterns and spin glass change places near a load of 0.05', () => {
    const over = (alpha: number) => retrieval(alpha, 0)!.energy - glassEnergy(alpha);
    expect(over(0.05)).toBeLessThan(0);
    expect(over(0.053)).toBeGreaterThan(0);
  });

  it('counts a field of zero as half an error, exactly', () => {
    // Three units, two patterns: S of two signs is −2, 0 or 2, and the field 0, 2/3 or 4/3.
    expect(firstStepError(3, 2)).toBeCloseTo(1 / 8, 14);
    // Four units, two patterns: three signs, and −3 has the chance 1/8.
    expect(firstStepError(4, 2)).toBeCloseTo(1 / 16, 14);
  });
});

describe('a network', () => {
  it('lowers its energy until every unit agrees with its field', () => {
    engine.heap.scope(() => {
      const network = drawNetwork(120, 30, createRandom(3), engine);
      const dynamics = new Dynamics(network, 0);
      let before = dynamics.energy();
      while (dynamics.follow() > 0) {
        expect(dynamics.energy()).toBeLessThan(before);
        before = dynamics.energy();
      }
      const [J, s] = [network.couplings.values, dynamics.state];
      const fields = s.map((_, i) => s.reduce((sum, one, j) => sum + J[i * 120 + j] * one, 0));
      expect(fields.every((field, i) => field * s[i] >= 0)).toBe(true);
      expect(dynamics.energy()).toBeCloseTo(fields.reduce((sum, field, i) => sum - field * s[i], 0) / 2 / 120 ** 2, 12);
    });
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = problem({ units: 100, temperature: 0.3, sweeps: 20 });
    const run = () => runTrial(small, trialContext(hopfield, createRandom(1), engine));
    expect(run()).toEqual(run());
    const stopped = trialContext(hopfield, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(small, stopped)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('is refused what is no network', () => {
    expect(() => problem({ units: 100, load: 0.001 })).toThrow(/load is 0.001, which is 0 of 100 units.*at least 0.02/);
    expect(() => problem({ temperature: 0.001 })).toThrow(/temperature is 0.001, but must be 0 or at least 0.01/);
  });
});
