import { describe, expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { fullyConnected } from './fully-connected.ts';
import { muon } from './muon.ts';
import { Network } from './network.ts';
import { adam } from './optimisers.ts';

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each([
    [6, 6],
    [9, 4],
    [4, 9],
  ])('a hidden %d → %d matrix moves along the orthogonalised gradient', (fanIn, fanOut) => {
    heap.scope(() => {
      const model = fullyConnected({ sizes: [2, fanIn, fanOut, 1], activation: 'tanh', parameterisation: 'ntk' });
      const network = new Network(engine, model);
      createRandom('gradient').fillNormal(network.flat.adjoint);
      muon(network, { momentum: 0.9 }).step(0.25);
      const { value, adjoint, multiplier } = network.parameters[2];
      expect(multiplier).not.toBe(1);
      const side = Math.min(fanIn, fanOut);
      const step = heap.matrixFrom(
        fanOut,
        fanIn,
        value.values.map((w) => (-w * multiplier) / 0.25),
      );

      // Its singular values are near √max(1, out/in) …
      const gram = heap.matrix(side, side);
      engine.syrk({ a: step, c: gram, transpose: fanOut > fanIn });
      const values = engine.eigh(gram).map((x) => Math.sqrt(x / Math.max(1, fanOut / fanIn)));
      expect(values[0]).toBeGreaterThan(0.5);
      expect(values[side - 1]).toBeLessThan(1.3);
      // … and its singular vectors the gradient's: stepᵀ gradient is symmetric and positive.
      const product = heap.matrix(fanIn, fanIn);
      engine.gemm({ a: step, transposeA: true, b: adjoint, c: product });
      const skew = product.values.map((x, at) => x - product.values[(at % fanIn) * fanIn + Math.floor(at / fanIn)]);
      expect(Math.max(...skew.map(Math.abs))).toBeLessThan(1e-12);
      expect(engine.eigh(product)[0]).toBeGreaterThan(-1e-12);
    });
  });

  test('momentum and decay of the matrix, and Adam for the rest', () => {
    heap.scope(() => {
      const model = fullyConnected({ sizes: [2, 5, 5, 1], activation: 'tanh' });
      const [network, plain] = [new Network(engine, model), new Network(engine, model)];
      const optimisers = [
        muon(network, { momentum: 0.5, weightDecay: 0.1, adamFactor: 0.3, adam: { epsilon: 1e-3 } }),
        adam(plain, { epsilon: 1e-3, weightDecay: 0.1 / 0.3 }),
      ];
      const theta = heap.matrix(model.size, 1);
      createRandom('theta').fillNormal(theta);
      for (const each of [network, plain]) each.flat.value.values.set(theta.values);
      for (let step = 0; step < 3; step++) {
        for (const each of [network, plain]) createRandom('gradient').stream(step).fillNormal(each.flat.adjoint);
        optimisers[0].step(0.1);
        optimisers[1].step(0.03);
      }
      network.parameters.forEach(({ role, value }, i) => {
        const same = plain.parameters[i].value.values.every((x, j) => x === value.values[j]);
        expect(same).toBe(role !== 'hidden');
      });
    });
  });

  test('a zero gradient leaves the matrix', () => {
    heap.scope(() => {
      const network = new Network(engine, fullyConnected({ sizes: [2, 3, 3, 1], activation: 'tanh' }));
      muon(network).step(0.1);
      expect(network.flat.value.values.every((w) => w === 0)).toBe(true);
    });
  });
});

test('settings that cannot be are refused', () => {
  const [, engine] = engines[0];
  engine.heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [2, 3, 3, 1], activation: 'tanh' }));
    expect(() => muon(network, { momentum: 1 })).toThrow(OutOfRange);
  });
});
