import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { createRandom } from '../../../numeric/random.ts';
import { drawStarts } from './dynamics.ts';
import { Landscape } from './landscape.ts';

const engine = createWasmEngine();

describe('a landscape of real couplings', () => {
  it.each([
    [2, 12],
    [3, 8],
    [4, 6],
    [5, 5],
  ])('at p = %i has energies of variance 1/(2N), and opposite ones beside them', (order, size) => {
    const draws = 500;
    let squares = 0;
    for (let draw = 0; draw < draws; draw++)
      engine.heap.scope(() => {
        const random = createRandom(draw).stream('landscape', order);
        const landscape = new Landscape({ order, size, signal: 0 }, 2, random.stream('couplings'), engine);
        const at = drawStarts(landscape, undefined, random.stream('starts'), engine);
        const [energy, opposite] = landscape.force(at, new Float64Array(at.length));
        expect(opposite).toBeCloseTo(-energy, 5);
        squares += (2 * size * energy ** 2) / draws;
      });
    // The square of a normal number has the variance 2.
    expect(Math.abs(squares - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
  });

  it.each([2, 3, 4, 5])('at p = %i has the force and the curvature that its energy has', (order) =>
    engine.heap.scope(() => {
      const size = 6;
      const random = createRandom(7).stream(order);
      const landscape = new Landscape({ order, size, signal: 2 }, 2, random.stream('couplings'), engine);
      const at = drawStarts(landscape, 0.5, random.stream('starts'), engine);
      const force = new Float64Array(at.length);
      const step = 0.02;
      const forceAt = (i: number, by: number) => {
        const moved = at.slice();
        moved[2 * i] += by;
        const energy = landscape.force(moved, force)[0];
        return { energy, force: force.slice() };
      };
      const here = forceAt(0, 0).force;
      const second = landscape.secondDerivatives(at, 0);
      for (let i = 0; i < size; i++) {
        const [up, down] = [forceAt(i, step), forceAt(i, -step)];
        expect((size * (down.energy - up.energy)) / (2 * step)).toBeCloseTo(here[2 * i], 1);
        for (let j = 0; j < size; j++)
          expect((down.force[2 * j] - up.force[2 * j]) / (2 * step)).toBeCloseTo(second[i * size + j], 1);
      }
    }),
  );
});
