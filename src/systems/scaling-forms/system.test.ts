// What is particular to power laws from geometry; the conformance suite holds them to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { harmonic } from './experiment/harmonic.ts';
import { monomials } from './experiment/monomials.ts';
import { drawSphereData, leastSquares } from './experiment/on-sphere.ts';
import { onCircle, onGrid } from './experiment/on-torus.ts';
import { parameters } from './parameters.ts';
import { functionsUpTo, prepare } from './problem.ts';
import { scalingForms } from './system.ts';

await describeConformance(scalingForms);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

describe('the functions of the experiment', () => {
  it('have a power of 1 on spheres', () => {
    for (const [degree, dimension] of [
      [1, 1],
      [2, 3],
      [3, 5],
    ]) {
      const p = parameters.parse({ degree, dimension, noise: 0 });
      const { points } = drawSphereData(p, { samples: 40000, tests: 1 }, createRandom('power'), engine);
      const target = harmonic(degree, dimension);
      let power = 0;
      for (let i = 0; i < 40000; i++) power += target(points, i) ** 2 / 40000;
      expect(Math.abs(power - 1)).toBeLessThan(0.05);
    }
  });

  it('are as many as polynomials on the sphere, and contain the target', () => {
    for (const [degree, dimension] of [
      [3, 1],
      [2, 2],
      [3, 4],
    ]) {
      const count = functionsUpTo(degree, dimension);
      expect(monomials(degree, dimension).count).toBe(count);
      const p = parameters.parse({ degree, dimension, noise: 0 });
      const data = drawSphereData(p, { samples: 3 * count, tests: 20 }, createRandom('fit'), engine);
      const regress = leastSquares(data, dimension, degree, engine);
      regress({ first: 0, size: 3 * count }, { from: 0, to: 20 }, (query, value) => {
        expect(Math.abs(value - data.targets[query])).toBeLessThan(1e-9);
      });
    }
    expect(functionsUpTo(3, 1)).toBe(7);
    expect(functionsUpTo(4, 2)).toBe(25);
  });

  it('that are linear between points come through them, and around the torus', () => {
    const label = (x: ArrayLike<number>) => x[0] + 10 * x[1];
    const grid = onGrid(label, 2, 4);
    expect(grid(Float64Array.of(0.25, 0.5))).toBeCloseTo(5.25, 12);
    expect(grid(Float64Array.of(0.3, 0.6))).toBeCloseTo(6.3, 12);
    // Half way from 3/4 to 0 on both sides.
    expect(grid(Float64Array.of(0.875, 0.875))).toBeCloseTo(11 * 0.375, 12);
    // A constant has no gap where the circle closes.
    const circle = onCircle(() => 1, 7, createRandom('circle'));
    for (const x of [0, 0.01, 0.5, 0.999]) expect(circle(Float64Array.of(x))).toBeCloseTo(1, 12);
  });
});

it('refuses what has no error, no grid or no lines', () => {
  expect(() => problemOf({ regressor: 'harmonics' })).toThrow('noise is 0, but least squares');
  expect(() => problemOf({ regressor: 'harmonics', noise: 1, dimension: 8, degree: 8 })).toThrow('19305 functions');
  expect(() => problemOf({ regressor: 'piecewise', design: 'random', dimension: 2 })).toThrow(
    'dimension=1 or design=grid',
  );
  expect(() => problemOf({ regressor: 'piecewise', dimension: 4, samples: 1000 })).toThrow(
    'a grid of 8 points each way',
  );
  expect(() => problemOf({ neighbours: 60, samples: 100 })).toThrow('samples is 100, but must be at least 120');
});

it('says of the leading power how far it is off', () => {
  expect(scalingForms.validity(problemOf({}))).toEqual([]);
  const [note] = scalingForms.validity(problemOf({ theory: 'power-law', dimension: 4 }));
  expect(note.level).toBe('strained');
});
