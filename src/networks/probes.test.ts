import { expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { createRandom } from '../numeric/random.ts';
import { fullyConnected } from './fully-connected.ts';
import { Network } from './network.ts';
import {
  blockNorms,
  everySteps,
  kernelAlignment,
  kernelMovement,
  layerAlignments,
  logarithmicSteps,
  parameterMovement,
} from './probes.ts';
import { featureKernel, tangentKernel } from './tangent-kernel.ts';

const [, engine] = engines[0];
const { heap } = engine;

test('steps to probe at', () => {
  expect(everySteps(4, 10)).toEqual([0, 4, 8, 10]);
  expect(everySteps(5, 10)).toEqual([0, 5, 10]);
  expect(logarithmicSteps(2, 100)).toEqual([0, 1, 3, 10, 32, 100]);
  expect(logarithmicSteps(2, 0)).toEqual([0]);
});

test('norms and movement by block', () => {
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [2, 1], activation: 'linear' }));
    const { values } = network.flat.value;
    values.set([3, 4, 0]);
    const movement = parameterMovement(network);
    values.set([3, 5, 2]);
    expect(movement()).toEqual([1 / 5, 2]);
    expect(blockNorms(network)).toEqual([Math.sqrt(34), 2]);
  });
});

test('a doubled first layer quadruples a linear network’s feature kernel', () => {
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [3, 4, 1], activation: 'linear', biases: false }));
    network.initialise(createRandom(1));
    const inputs = heap.matrix(5, 3);
    createRandom(2).fillNormal(inputs);
    const evaluation = network.evaluation(inputs);
    const [features, tangent] = [featureKernel, tangentKernel].map((kernel) => kernelMovement(evaluation, kernel));
    expect([features(), tangent()]).toEqual([0, 0]);
    const [first] = network.parameters;
    for (let i = 0; i < 12; i++) first.value.values[i] *= 2;
    expect(features()).toBeCloseTo(3, 12);
    expect(tangent()).toBeGreaterThan(0);
  });
});

test('aligned layers have alignment one, orthogonal ones zero', () => {
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [2, 3, 3, 1], activation: 'linear', biases: false }));
    const [first, second, third] = network.parameters;
    // W₁ = 2 e₁ aᵀ, W₂ = e₂ e₁ᵀ + a little, W₃ = e₃ᵀ.
    first.value.values.set([2, 1, 0, 0, 0, 0]);
    second.value.values.set([0, 0, 0, 1, 0, 0, 0, 0, 0.1]);
    third.value.values.set([0, 0, 1]);
    expect(layerAlignments(network)).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
  });
});

test('the kernel yyᵀ is aligned with y', () => {
  heap.scope(() => {
    const y = heap.matrixFrom(3, 1, [1, -2, 0.5]);
    const kernel = heap.matrix(3, 3);
    engine.syrk({ a: y, c: kernel });
    expect(kernelAlignment(kernel, y)).toBeCloseTo(1, 14);
    kernel.values.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(kernelAlignment(kernel, y)).toBeCloseTo(1 / Math.sqrt(3), 14);
  });
});
