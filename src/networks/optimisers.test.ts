import { describe, expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { OutOfRange } from '../numeric/errors.ts';
import type { Dtype } from '../numeric/heap.ts';
import { fullyConnected } from './fully-connected.ts';
import { freeze } from './model.ts';
import { muon } from './muon.ts';
import { Network } from './network.ts';
import { adam, type DiagonalOptimiser, gradientDescent, heavyBall, nesterov, rmsProp } from './optimisers.ts';

const [, engine] = engines[0];
const { heap } = engine;

/** Plain versions, one parameter at a time: from w and the gradients of three steps to w. */
const RATE = 0.05;
const rules: Record<
  string,
  { make: (network: Network) => DiagonalOptimiser; rule: (w: number, gradients: number[]) => number }
> = {
  'gradient descent with decay': {
    make: (network) => gradientDescent(network, { weightDecay: 0.1 }),
    rule: (w, gradients) => gradients.reduce((x, g) => (1 - RATE * 0.1) * x - RATE * g, w),
  },
  'heavy ball': {
    make: (network) => heavyBall(network, { momentum: 0.8, weightDecay: 0.1 }),
    rule(w, gradients) {
      let m = 0;
      for (const g of gradients) {
        m = 0.8 * m + g;
        w = (1 - RATE * 0.1) * w - RATE * m;
      }
      return w;
    },
  },
  nesterov: {
    make: (network) => nesterov(network, { momentum: 0.8 }),
    // The textbook's: w_{k+1} = y_k − rate g(y_k), y_{k+1} = w_{k+1} + momentum (w_{k+1} − w_k).
    rule(y, gradients) {
      let w = y;
      for (const g of gradients) {
        const next = y - RATE * g;
        y = next + 0.8 * (next - w);
        w = next;
      }
      return y;
    },
  },
  rmsProp: {
    make: (network) => rmsProp(network, { beta: 0.9, epsilon: 1e-3 }),
    rule(w, gradients) {
      let v = 0;
      for (const g of gradients) {
        v = 0.9 * v + 0.1 * g * g;
        w -= (RATE * g) / (Math.sqrt(v) + 1e-3);
      }
      return w;
    },
  },
  AdamW: {
    make: (network) => adam(network, { beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.2 }),
    rule(w, gradients) {
      let [m, v] = [0, 0];
      gradients.forEach((g, i) => {
        m = 0.8 * m + 0.2 * g;
        v = 0.9 * v + 0.1 * g * g;
        const [mHat, vHat] = [m / (1 - 0.8 ** (i + 1)), v / (1 - 0.9 ** (i + 1))];
        w = (1 - RATE * 0.2) * w - (RATE * mHat) / (Math.sqrt(vHat) + 1e-3);
      });
      return w;
    },
  },
  'GI-Adam': {
    make: (network) => adam(network, { beta1: 0.8, beta2: 0.9, epsilon: 1e-3, gradientInitialised: true }),
    rule(w, gradients) {
      let [m, v] = [0, gradients[0] ** 2];
      gradients.forEach((g, i) => {
        m = 0.8 * m + 0.2 * g;
        v = 0.9 * v + 0.1 * g * g;
        w -= (RATE * m) / (1 - 0.8 ** (i + 1)) / (Math.sqrt(v / (1 - 0.9 ** (i + 1))) + 1e-3);
      });
      return w;
    },
  },
};

describe.each(['f64', 'f32'] as Dtype[])('%s', (dtype) => {
  test.each(Object.entries(rules))('%s', (_, { make, rule }) => {
    heap.scope(() => {
      const network = new Network(engine, fullyConnected({ sizes: [3, 2, 1], activation: 'tanh' }), dtype);
      const { value, adjoint } = network.flat;
      const start = Array.from(value.values, (_, i) => 1 - i / 7);
      const gradients = [0, 1, 2].map((k) => start.map((_, i) => Math.cos(3 * k + i)));
      value.values.set(start);
      const optimiser = make(network);
      for (const gradient of gradients) {
        adjoint.values.set(gradient);
        optimiser.step(RATE);
      }
      value.values.forEach((w: number, i: number) => {
        const wanted = rule(
          start[i],
          gradients.map((gradient) => gradient[i]),
        );
        expect(Math.abs(w - wanted)).toBeLessThan(dtype === 'f64' ? 1e-14 : 1e-6);
      });
    });
  });
});

test('blocks move at their own rates', () => {
  heap.scope(() => {
    const model = fullyConnected({ sizes: [3, 16, 16, 1], activation: 'tanh', parameterisation: 'mup', richness: 2 });
    for (const family of ['sgd', 'adam'] as const) {
      const network = new Network(engine, model);
      network.flat.adjoint.values.fill(1);
      const optimiser = family === 'sgd' ? gradientDescent(network) : adam(network, { epsilon: 0 });
      optimiser.step(0.5);
      const rates = { sgd: [16, 16, 1, 16, 1 / 16, 1], adam: [1, 1, 1 / 16, 1, 1 / 16, 1] }[family];
      network.parameters.forEach(({ value }, i) => {
        for (const w of value.values) expect(w).toBeCloseTo(-0.5 * rates[i] * (family === 'sgd' ? 4 : 2), 12);
      });
    }
  });
});

test('frozen blocks do not move, decay, or count in the preconditioned Hessian', () => {
  heap.scope(() => {
    const model = freeze(fullyConnected({ sizes: [3, 4, 4, 1], activation: 'tanh' }), ({ name }) => /2$/.test(name));
    for (const make of [
      (network: Network) => gradientDescent(network, { weightDecay: 0.1 }),
      (network: Network) => heavyBall(network, { momentum: 0.5, weightDecay: 0.1 }),
      (network: Network) => adam(network, { weightDecay: 0.1 }),
      (network: Network) => muon(network, { weightDecay: 0.1 }),
    ]) {
      const network = new Network(engine, model);
      network.flat.value.values.fill(1);
      network.flat.adjoint.values.fill(1);
      make(network).step(0.1);
      for (const { name, value } of network.parameters)
        for (const w of value.values) expect(w === 1).toBe(/2$/.test(name));
    }
    const network = new Network(engine, model);
    const p = heap.matrix(model.size, 1);
    gradientDescent(network).preconditioner(p);
    for (const { name, offset } of network.parameters) expect(p.values[offset]).toBe(/2$/.test(name) ? Infinity : 1);
  });
});

/** On ½ Σ hᵢ wᵢ² with hᵢ/pᵢ just below and just above the threshold. */
test.each([
  ['gradient descent', (network: Network) => gradientDescent(network)],
  ['heavy ball', (network: Network) => heavyBall(network, { momentum: 0.7 })],
  ['nesterov', (network: Network) => nesterov(network, { momentum: 0.7 })],
] as const)('%s is stable up to its threshold', (_, make) => {
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [1, 1], activation: 'linear', biases: true }));
    const optimiser = make(network);
    const { value, adjoint } = network.flat;
    const threshold = optimiser.threshold(0.1);
    const curvatures = [0.98 * threshold, 1.02 * threshold];
    value.values.fill(1e-3);
    for (let step = 0; step < 2000; step++) {
      for (let i = 0; i < 2; i++) adjoint.values[i] = curvatures[i] * value.values[i];
      optimiser.step(0.1);
    }
    expect(Math.abs(value.values[0])).toBeLessThan(1e-6);
    expect(Math.abs(value.values[1])).toBeGreaterThan(1);
  });
});

test('settings that cannot be are refused', () => {
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [1, 1], activation: 'linear' }));
    expect(() => heavyBall(network, { momentum: 1 })).toThrow(OutOfRange);
    expect(() => adam(network, { beta2: -0.1 })).toThrow(OutOfRange);
    expect(() => gradientDescent(network, { weightDecay: Number.NaN })).toThrow(OutOfRange);
  });
});
