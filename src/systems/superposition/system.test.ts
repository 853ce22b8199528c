// What is particular to superposition; the conformance suite holds it to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createRandom } from '../../numeric/random.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { SparseInputs } from './experiment/inputs.ts';
import { ToyModel } from './experiment/toy-model.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { superposition } from './system.ts';
import { pairLoss, pairMinima } from './theory/pair.ts';
import { secondDimensionality } from './theory/prediction.ts';

await describeConformance(superposition);
describeReferenceCases(evaluators, 'superposition.json');

describe('the loss of a pair', () => {
  it.each([
    [0.9, -0.8, 0.1, -0.05],
    [0.9, -0.8, -0.1, 0.3],
    [0.6, 0.7, -0.2, -0.4],
    [0.8, 0, 0.1, 0.2],
  ])('has the gradient of its differences at %d, %d, %d, %d', (...x) => {
    const gradient = new Float64Array(4);
    pairLoss(0.4, [1, 0.7], x, gradient);
    for (let i = 0; i < 4; i++) {
      const at = (h: number) =>
        pairLoss(
          0.4,
          [1, 0.7],
          x.map((one, j) => one + (i === j ? h : 0)),
        );
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
    }
  });

  // By quadrature of the network itself on a grid of 300², and L-BFGS from eight random starts.
  it.each([
    [1, 0.3, 0.0293103, 0.5],
    [0.8, 0.48, 0.0637505, 0.4687],
    [0.5, 0.48, 0.0507051, 0.3565],
    [0.25, 0.3, 0.017169, 0.3861],
    [0.25, 0.48, 0.0255999, 0],
    [0.8, 0.7, 0.0886371, 0.02099],
  ])('is least where a search finds it, at importance %d and density %d', (importance, p, loss, D) => {
    const [best] = pairMinima(p, importance);
    expect(best.loss).toBeCloseTo(loss, 5);
    expect(secondDimensionality(best)).toBeCloseTo(D, 3);
  });
});

describe('the experiment', () => {
  it('draws inputs with as many active features as independent ones have', () => {
    const inputs = new SparseInputs(3, 0.3, createRandom(1));
    const x = new Float64Array(3);
    const { none, one, several } = inputs.chances;
    expect([none, one, several].map((chance) => Number(chance.toFixed(12)))).toEqual([0.343, 0.441, 0.216]);
    let all = 0;
    for (let i = 0; i < 20_000; i++) {
      inputs.draw(x, 'one');
      expect(x.filter((value) => value > 0).length).toBe(1);
      inputs.draw(x, 'several');
      const active = x.filter((value) => value > 0).length;
      expect(active).toBeGreaterThan(1);
      all += active === 3 ? 1 : 0;
    }
    // 0.3³ of 0.216.
    expect(all / 20_000).toBeCloseTo(0.125, 2);
  });

  it('steps downhill', () => {
    const model = new ToyModel([1, 0.5], 1, createRandom(2));
    const x = Float64Array.of(0.9, 0);
    const before = model.see(x);
    for (let step = 0; step < 200; step++) {
      model.see(x, 1);
      model.step(0.02);
    }
    expect(model.see(x)).toBeLessThan(before / 100);
  });
});

it('calls a training strained whose steps are too small to come anywhere', () => {
  const ids = (settings: Record<string, unknown>) =>
    superposition.validity(prepare(superposition.parameters.parse(settings))).map(({ id }) => id);
  expect(ids({})).toEqual([]);
  expect(ids({ rate: 1e-9 })).toEqual(['short-path']);
  expect(ids({ rate: 0.0016 })).toEqual([]);
});
