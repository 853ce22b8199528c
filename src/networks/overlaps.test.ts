import { expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { fullyConnected } from './fully-connected.ts';
import { Network } from './network.ts';
import { functionCosine, functionOverlap } from './overlaps.ts';

const [, engine] = engines[0];
const { heap } = engine;

test('overlaps are means over inputs, summed over outputs, of what is left without the means', () => {
  heap.scope(() => {
    const f = heap.matrixFrom(2, 2, [1, 5, 3, 5]);
    const g = heap.matrixFrom(2, 2, [0, 1, 4, 9]);
    expect(functionOverlap(f, g)).toBe(2);
    expect(functionOverlap(f, f)).toBe(1);
    expect(functionCosine(f, g)).toBeCloseTo(2 / Math.sqrt(4 + 16), 14);
    expect(() => functionOverlap(f, heap.matrix(2, 1))).toThrow(BadShape);
  });
});

test('of linear networks they are those of the weights, on inputs ±√d e_i and with any bias', () => {
  heap.scope(() => {
    const d = 5;
    const inputs = heap.matrix(2 * d, d);
    for (let i = 0; i < d; i++)
      for (const sign of [1, -1]) inputs.values[((sign === 1 ? 0 : d) + i) * d + i] = sign * Math.sqrt(d);
    const outputs = ['one', 'other'].map((name) => {
      const network = new Network(engine, fullyConnected({ sizes: [d, 1], activation: 'linear', biasDeviation: 1 }));
      network.initialise(createRandom(name));
      const [weights] = network.parameters;
      return { said: network.predict(inputs), w: Array.from(weights.value.values, (w) => w) };
    });
    const [{ said: f, w }, { said: g, w: v }] = outputs;
    const product = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    expect(functionOverlap(f, g)).toBeCloseTo(product(w, v), 12);
    expect(functionCosine(f, g)).toBeCloseTo(product(w, v) / Math.sqrt(product(w, w) * product(v, v)), 12);
  });
});
