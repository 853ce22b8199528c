import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { Stopped } from '../../../numeric/errors.ts';
import { createRandom } from '../../../numeric/random.ts';
import { parameters } from '../parameters.ts';
import { prepare } from '../problem.ts';
import { type Setting, type State, train } from './dynamics.ts';
import { gridOfSources, type Population, randomNeurons, unitVectors } from './population.ts';
import { predict } from './prediction.ts';

const engine = createWasmEngine();
const { heap } = engine;

/** The state after the last step. */
function last(setting: Setting, layers: () => Population[], tolerance = 1e-18): State {
  let found: State | undefined;
  heap.scope(() =>
    train(engine, setting, layers(), { tolerance }, (state) => {
      found = state;
    }),
  );
  return found!;
}

const far = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Math.max(...Array.from(one, (value, i) => Math.abs(value - other[i])));

const twoPoints: Setting = {
  activation: 'linear',
  inputKernel: [
    [1, 0.3],
    [0.3, 1],
  ],
  targets: [1, -0.5],
  richness: 1,
  rate: 0.02,
  steps: 59,
};

describe('linear networks', () => {
  // Mean residuals of networks of width 400 000, with their standard errors.
  it.each([
    [0.5, [0.3691138662374575, -0.2685784406299611], [0.00016536493865937135, 0.00011297513915482805]],
    [1, [0.33942579099973647, -0.2540910481814998], [0.00018074471983908343, 0.00012099160550255793]],
    [2, [0.24148740607804853, -0.2020432820194813], [0.00017707429314213426, 0.00012706971759607935]],
  ])('of one hidden layer learn two data as networks do, γ₀ = %s', (richness, residuals, errors) => {
    const { f } = last({ ...twoPoints, richness }, () => [unitVectors(3)]);
    residuals.forEach((residual, mu) => {
      expect(Math.abs(twoPoints.targets[mu] - f[mu] - residual)).toBeLessThan(3 * errors[mu]);
    });
  });

  it('are alike among unit vectors, on grids and among random neurons, whose second moments are the same', () => {
    const exact = last(twoPoints, () => [unitVectors(3)]);
    const grid = last(twoPoints, () => [gridOfSources(heap, 3, 0.5)]);
    expect(far(grid.tangent, exact.tangent)).toBeLessThan(1e-6);
    const random = (layers: number) =>
      Array.from({ length: layers }, (_, l) => randomNeurons(heap, 512, createRandom(1).stream(l), false));
    expect(far(last(twoPoints, () => random(1)).tangent, exact.tangent)).toBeLessThan(1e-10);
    const deep = last(twoPoints, () => [unitVectors(300), unitVectors(300)]);
    expect(far(last(twoPoints, () => random(2)).tangent, deep.tangent)).toBeLessThan(1e-8);
  });
});

describe('the start of deep networks', () => {
  const start = (activation: 'erf' | 'relu') =>
    last({ ...twoPoints, activation, steps: 0 }, () =>
      [0, 1].map((l) => randomNeurons(heap, 65_536, createRandom(3).stream(l), activation === 'relu')),
    );

  it('has the tangent kernel of erf units', () => {
    // ⟨φφ⟩ and ⟨φ′φ′⟩ of Gaussian fields with this kernel (Williams 1997).
    const layer = ([q, c]: number[]) => ({
      value: [q, c].map((k) => (2 / Math.PI) * Math.asin((2 * k) / (1 + 2 * q))),
      slope: [q, c].map((k) => 4 / (Math.PI * Math.sqrt((1 + 2 * q) ** 2 - 4 * k ** 2))),
    });
    const first = layer([1, 0.3]);
    const second = layer(first.value);
    const expected = [1, 0.3].map((k, i) => second.value[i] + second.slope[i] * (first.value[i] + first.slope[i] * k));
    const { tangent } = start('erf');
    expect(far(tangent, [expected[0], expected[1], expected[1], expected[0]])).toBeLessThan(0.005);
  });

  it('has the tangent kernel of relu units', () => {
    const { tangent, f } = start('relu');
    expect(far(f, [0, 0])).toBe(0);
    expect(far([tangent[0], tangent[3]], [0.75, 0.75])).toBeLessThan(1e-3);
  });
});

describe('a prediction', () => {
  const problem = prepare(parameters.parse({ depth: 2, activation: 'tanh', steps: 20 }));

  it('is given up when nobody wants it, and leaves the heap as it was', () => {
    const { used } = heap;
    let asked = 0;
    const check = () => {
      if (++asked > 30) throw new Stopped();
    };
    const fractions: number[] = [];
    expect(() => predict(problem, { engine, check, progress: (one) => fractions.push(one) })).toThrow(Stopped);
    expect(heap.used).toBe(used);
    expect(fractions.length).toBeGreaterThan(1);
  });

  it('says how far it is from its first step on, of every way of solving, and never goes back', () => {
    for (const settings of [{ activation: 'linear', depth: 2 }, {}, { activation: 'relu', depth: 1 }]) {
      const told: number[] = [];
      const context = { engine, check: () => {}, progress: (one: number) => void told.push(one) };
      predict(prepare(parameters.parse({ ...settings, steps: 7, rate: 0.11 })), context);
      expect(told.length).toBeGreaterThanOrEqual(8);
      expect(told[0]).toBe(0);
      expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
      expect(told.at(-1)).toBeLessThanOrEqual(1);
    }
  });

  it('leaves out what it does not know to a per cent, and says when training diverges', () => {
    const quiet = { engine, check: () => {}, progress: () => {} };
    const long = prepare(parameters.parse({ activation: 'relu', steps: 100, samples: 3, depth: 1 }));
    const { observables } = predict(long, quiet);
    for (const quantity of Object.values(observables)) expect(quantity.error).toBeLessThan(0.01);
    const wild = prepare(parameters.parse({ activation: 'linear', rate: 40 }));
    expect(() => predict(wild, quiet)).toThrow(/diverges at step \d+: choose a smaller rate or richness/);
  });
});
