import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { createRandom } from '../numeric/random.ts';
import {
  descentLoss,
  energyDrop,
  flowLoss,
  onePassLargestStep,
  onePassRisk,
  onePassStationaryRisk,
  stabilityThreshold,
  type UpdateRule,
} from './least-squares.ts';

const lambda = [3, 1, 0.2];
const errors = [1, -2, 0.5];

describe('gradient descent on a quadratic', () => {
  it('has the loss that its steps have', () => {
    let e = errors;
    for (let k = 0; k < 17; k++) e = e.map((x, i) => x - 0.3 * lambda[i] * x);
    const loss = e.reduce((sum, x, i) => sum + (lambda[i] * x * x) / 2, 0);
    expect(descentLoss(lambda, errors, 0.3, 17)).toBeCloseTo(loss, 14);
  });

  it('turns into the flow as 1/steps, whose loss is the gradient norm integrated', () => {
    const off = (steps: number) => descentLoss(lambda, errors, 2 / steps, steps) / flowLoss(lambda, errors, 2) - 1;
    expect(off(1000) / off(4000)).toBeCloseTo(4, 1);
    expect(energyDrop(lambda, errors, 2)).toBeCloseTo(flowLoss(lambda, errors, 0) - flowLoss(lambda, errors, 2), 13);
    expect(() => flowLoss([1], errors, 1)).toThrow(/1 eigenvalues but 3/);
    expect(() => flowLoss([-1], [1], 1)).toThrow(/eigenvalue 0 is -1/);
  });
});

describe('stability thresholds', () => {
  /** One coordinate of curvature h, followed for long. */
  const grows = (update: UpdateRule, eta: number, beta: number, h: number): boolean => {
    let [w, m, last] = [1e-3, 0, 1e-3];
    for (let k = 0; k < 5000; k++) {
      if (update === 'gd') w -= eta * h * w;
      else if (update === 'nesterov') {
        const y = w + beta * (w - last);
        last = w;
        w = y - eta * h * y;
      } else {
        m = beta * m + (update === 'heavyball' ? 1 : 1 - beta) * h * w;
        w -= eta * m;
      }
      if (Math.abs(w) > 1e3) return true;
    }
    return false;
  };

  it.each([
    ['gd', 0],
    ['heavyball', 0.9],
    ['nesterov', 0.6],
    ['ema_heavyball', 0.8],
  ] as const)('of %s with momentum %f is where it starts to grow', (update, beta) => {
    const threshold = stabilityThreshold(update, 0.1, beta);
    expect(grows(update, 0.1, beta, 0.99 * threshold)).toBe(false);
    expect(grows(update, 0.1, beta, 1.01 * threshold)).toBe(true);
  });

  it('are 2/η without momentum', () => {
    const all: UpdateRule[] = ['gd', 'heavyball', 'nesterov', 'ema_heavyball', 'adam_frozen', 'rmsprop_frozen'];
    for (const update of all) expect(stabilityThreshold(update, 0.1, 0)).toBeCloseTo(20, 12);
    expect(() => stabilityThreshold('sgd' as UpdateRule, 0.1, 0)).toThrow(/update is sgd/);
    expect(() => stabilityThreshold('gd', 0.1, 1)).toThrow(/momentum is 1/);
  });
});

describe('one-pass SGD', () => {
  it('has the mean risk of its runs', () => {
    const engine = createWasmEngine();
    const sgd = { lambda, eta: 0.15, batch: 2, sigma: 0.5 };
    const [steps, runs] = [6, 20000];
    const predicted = onePassRisk(sgd, errors, [steps])[0];
    const risks = engine.heap.scope(() => {
      const inputs = engine.heap.matrix(runs, steps * 2 * 3);
      const noise = engine.heap.matrix(runs, steps * 2);
      createRandom(5).stream('inputs').fillNormal(inputs);
      createRandom(5).stream('noise').fillNormal(noise);
      return Array.from({ length: runs }, (_, run) => {
        const e = errors.slice();
        for (let k = 0; k < steps; k++) {
          const slope = [0, 0, 0];
          for (let b = 0; b < 2; b++) {
            const x = lambda.map((l, i) => Math.sqrt(l) * inputs.values[run * steps * 6 + (2 * k + b) * 3 + i]);
            const residual =
              x.reduce((sum, value, i) => sum + value * e[i], 0) - 0.5 * noise.values[run * steps * 2 + 2 * k + b];
            for (let i = 0; i < 3; i++) slope[i] += (residual * x[i]) / 2;
          }
          for (let i = 0; i < 3; i++) e[i] -= 0.15 * slope[i];
        }
        return e.reduce((sum, x, i) => sum + lambda[i] * x * x, 0);
      });
    });
    const mean = risks.reduce((sum, risk) => sum + risk, 0) / runs;
    const error = Math.sqrt(risks.reduce((sum, risk) => sum + (risk - mean) ** 2, 0)) / runs;
    expect(Math.abs(mean - predicted)).toBeLessThan(4 * error);
    expect(error / predicted).toBeLessThan(0.03);
  });

  it('settles at its stationary risk, and nowhere above the largest step', () => {
    const sgd = { lambda, eta: 0.2, batch: 4, sigma: 0.3 };
    expect(onePassRisk(sgd, errors, [20000])[0]).toBeCloseTo(onePassStationaryRisk(sgd), 12);
    const largest = onePassLargestStep(sgd);
    expect(onePassStationaryRisk({ ...sgd, eta: 1.001 * largest })).toBe(Number.POSITIVE_INFINITY);
    expect(onePassRisk({ ...sgd, eta: 1.01 * largest }, errors, [20000])[0]).toBeGreaterThan(1e3);
    expect(onePassRisk({ ...sgd, sigma: 0, eta: 0.99 * largest }, errors, [20000])[0]).toBeLessThan(1e-6);
  });

  it('has the known largest steps: equal eigenvalues, and large batches', () => {
    const equal = { lambda: [0.5, 0.5, 0.5, 0.5], eta: 0.1, batch: 3, sigma: 0 };
    expect(onePassLargestStep(equal)).toBeCloseTo((2 * 3) / (0.5 * (3 + 4 + 1)), 12);
    expect(onePassLargestStep({ lambda, eta: 0.1, batch: 1e9, sigma: 0 })).toBeCloseTo(2 / 3, 6);
  });
});
