import { describe, expect, it } from 'vitest';
import { Stopped } from './errors.ts';
import { minimise, type Objective } from './minimise.ts';

const rosenbrock: Objective = ([x, y], gradient) => {
  gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
  gradient[1] = 200 * (y - x * x);
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
};

describe('minimisation', () => {
  it('follows a curved valley to its end', () => {
    const { x, value, steps } = minimise(rosenbrock, [-1.2, 1]);
    expect(x[0]).toBeCloseTo(1, 8);
    expect(x[1]).toBeCloseTo(1, 8);
    expect(value).toBeLessThan(1e-18);
    expect(steps).toBeLessThan(60);
  });

  it('follows a valley of many variables with the memory of a few steps', () => {
    const n = 200;
    const chain: Objective = (x, gradient) => {
      gradient.fill(0);
      let sum = 0;
      for (let i = 0; i + 1 < n; i++) {
        const [off, rest] = [x[i + 1] - x[i] * x[i], 1 - x[i]];
        sum += 100 * off * off + rest * rest;
        gradient[i] += -400 * x[i] * off - 2 * rest;
        gradient[i + 1] += 200 * off;
      }
      return sum;
    };
    const { x, value } = minimise(chain, new Float64Array(n), { memory: 12, steps: 3000 });
    expect(value).toBeLessThan(1e-12);
    expect(Math.max(...x.map((one) => Math.abs(one - 1)))).toBeLessThan(1e-5);
  });

  it('gets along with kinks', () => {
    const kinked: Objective = ([x, y], gradient) => {
      gradient[0] = Math.sign(x - 1) + 0.1 * x;
      gradient[1] = 3 * Math.sign(y + x);
      gradient[0] += 3 * Math.sign(y + x);
      return Math.abs(x - 1) + 0.05 * x * x + 3 * Math.abs(y + x);
    };
    const { x } = minimise(kinked, [7, 3]);
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(-1, 6);
  });

  it('stays where it cannot go down, and stops when asked', () => {
    expect(minimise(rosenbrock, [1, 1])).toMatchObject({ value: 0, steps: 0 });
    const check = () => {
      throw new Stopped();
    };
    expect(() => minimise(rosenbrock, [0, 0], { check })).toThrow(Stopped);
  });
});
