import { describe, expect, it } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { Network } from './network.ts';
import { tiled } from './tiled.ts';

const options = { places: 8, channels: 3, tile: 2, widths: [5, 4], outputs: 2, activation: 'tanh' } as const;

describe.each(engines)('a tiled network on %s', (_, engine) => {
  const { heap } = engine;

  it('is a tree of the same small network at all places of a layer', () => {
    heap.scope(() => {
      const network = new Network(engine, tiled({ ...options, biasDeviation: 0.3 }));
      network.initialise(createRandom('tiled'));
      const [w1, b1, w2, b2, w3, b3] = network.parameters.map(({ value }) => value);
      const inputs = heap.matrix(3, 8 * 3);
      createRandom('inputs').fillNormal(inputs);
      const layer = (x: number[], w: typeof w1, b: typeof w1) =>
        Array.from({ length: w.rows }, (_, o) =>
          x.reduce((sum, one, i) => sum + one * w.values[o * w.columns + i], b.values[o]),
        );
      const tiles = (x: number[], size: number) =>
        Array.from({ length: x.length / size }, (_, i) => x.slice(i * size, (i + 1) * size));
      const below = (x: number[], w: typeof w1, b: typeof w1) =>
        tiles(x, w.columns).flatMap((tile) => layer(tile, w, b).map(Math.tanh));
      const outputs = network.predict(inputs);
      for (let row = 0; row < 3; row++) {
        const x = Array.from(inputs.values.subarray(row * 24, (row + 1) * 24));
        layer(below(below(x, w1, b1), w2, b2), w3, b3).forEach((value, o) => {
          expect(outputs.values[row * 2 + o]).toBeCloseTo(value, 12);
        });
      }
    });
  });

  it('has the gradient and the curvature of finite differences', () => {
    heap.scope(() => {
      const network = new Network(engine, tiled(options));
      network.initialise(createRandom('tiled'));
      const [inputs, targets] = [heap.matrix(4, 24), heap.matrix(4, 2)];
      createRandom('inputs').fillNormal(inputs);
      createRandom('targets').fillNormal(targets);
      const objective = network.objective('squared', inputs, targets);
      const { value, adjoint } = network.flat;
      const [direction, product] = [heap.matrix(value.rows, 1), heap.matrix(value.rows, 1)];
      createRandom('direction').fillNormal(direction);
      const at = (step: number) => {
        const start = Float64Array.from(value.values);
        for (let i = 0; i < start.length; i++) value.values[i] += step * direction.values[i];
        const loss = objective.gradient();
        const gradient = Float64Array.from(adjoint.values);
        value.values.set(start);
        return { loss, gradient };
      };
      const [before, after] = [at(-1e-5), at(1e-5)];
      const { gradient } = at(0);
      objective.hessianVector(direction, product);
      const along = gradient.reduce((sum, one, i) => sum + one * direction.values[i], 0);
      expect((after.loss - before.loss) / 2e-5).toBeCloseTo(along, 7);
      product.values.forEach((one, i) => {
        expect((after.gradient[i] - before.gradient[i]) / 2e-5).toBeCloseTo(one, 6);
      });
    });
  });
});

it('refuses what tiles do not fit', () => {
  expect(() => tiled({ ...options, places: 6 })).toThrow('places is 6, but must be a multiple of 2^2');
  expect(() => tiled({ ...options, widths: [] })).toThrow(OutOfRange);
  expect(() => tiled({ ...options, tile: 1.5 })).toThrow('tile is 1.5, but must be a whole number from 1');
});
