import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { type Rule, stabilityThreshold } from './threshold.ts';

describe('the threshold', () => {
  const rules: [Rule, (w: number[], slope: number) => number[]][] = [
    [{ optimiser: 'gradient-descent' }, ([w], s) => [w - s * w]],
    [{ optimiser: 'heavy-ball', beta: 0.7 }, ([w, m], s) => [w - 0.7 * m - s * w, 0.7 * m + s * w]],
    [
      { optimiser: 'nesterov', beta: 0.7 },
      ([w, before], s) => {
        const y = w + 0.7 * (w - before);
        return [y - s * y, w];
      },
    ],
    [{ optimiser: 'adam', beta: 0.9 }, ([w, m], s) => [w - 0.9 * m - 0.1 * s * w, 0.9 * m + 0.1 * s * w]],
  ];

  it.each(rules)('parts what dies down from what grows, on a quadratic: %o', (rule, step) => {
    const size = (slope: number) => {
      let state = [1, 0.5];
      for (let k = 0; k < 4000; k++) state = step(state, slope);
      return Math.abs(state[0]);
    };
    const threshold = stabilityThreshold(rule, 1);
    expect(size(0.99 * threshold)).toBeLessThan(1e-3);
    expect(size(1.01 * threshold)).toBeGreaterThan(1e3);
    expect(stabilityThreshold(rule, 0.25)).toBeCloseTo(4 * threshold, 12);
  });

  it('refuses what has none', () => {
    expect(() => stabilityThreshold({ optimiser: 'heavy-ball', beta: 1 }, 1)).toThrow(OutOfRange);
    expect(() => stabilityThreshold({ optimiser: 'rmsprop' }, 0)).toThrow(OutOfRange);
  });
});
