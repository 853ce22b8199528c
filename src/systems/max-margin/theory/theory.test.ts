import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { createRandom } from '../../../numeric/random.ts';
import { inner } from '../../../numeric/small-systems.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { alongDirection, gapCoefficient, lateWeights, offset } from './asymptotics.ts';
import { logisticFlow, logisticLoss, marginOf } from './flow.ts';
import { adamRate, adamRates, largestMargin, smallestCombination } from './margins.ts';
import { relaxationRates, supportVectors } from './support-vectors.ts';

describeReferenceCases(evaluators, 'bias-and-depth.json');

/** The example of the reference cases. */
const Z = [
  [1, 0.5],
  [0.8, -0.6],
  [2, 1.5],
  [1.7, -2],
  [3, 0.2],
];

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
/** Up to seven data in three dimensions, with a first component that separates them. */
const separable = fc.array(fc.tuple(fc.double({ min: 0.2, max: 3, noNaN: true }), coordinate, coordinate), {
  minLength: 2,
  maxLength: 7,
});

describe('the largest margin', () => {
  it('of ℓ2 is that of a scan over angles', () => {
    fc.assert(
      fc.property(separable, (data) => {
        const plane = data.map(([x, y]) => [x, y]);
        let most = -Infinity;
        for (let k = 0; k <= 20_000; k++) {
          const angle = (k / 20_000 - 0.5) * Math.PI;
          most = Math.max(most, Math.min(...plane.map((z) => inner(z, [Math.cos(angle), Math.sin(angle)]))));
        }
        expect(largestMargin(plane, 'l2') / most).toBeCloseTo(1, 2);
        expect(largestMargin(plane, 'l2')).toBeGreaterThan(most * (1 - 1e-9));
      }),
      { numRuns: 20 },
    );
  });

  it('has duals of its own, and orders the norms', () => {
    fc.assert(
      fc.property(separable, (data) => {
        const [l1, l2, linf] = (['l1', 'l2', 'linf'] as const).map((norm) => largestMargin(data, norm));
        expect(smallestCombination(data, 'l1') / l1).toBeCloseTo(1, 8);
        expect(smallestCombination(data, 'linf') / linf).toBeCloseTo(1, 8);
        // The larger the norm, the smaller its unit ball.
        expect(l1).toBeLessThan(l2 * (1 + 1e-9));
        expect(l2).toBeLessThan(linf * (1 + 1e-9));
      }),
    );
  });

  it('is made by support vectors, with multipliers that add up', () => {
    fc.assert(
      fc.property(separable, (data) => {
        const { direction, alpha, support, margin } = supportVectors(data);
        for (const n of support) expect(inner(data[n], direction)).toBeCloseTo(1, 7);
        for (const z of data) expect(inner(z, direction)).toBeGreaterThan(1 - 1e-7);
        expect(alpha.reduce((sum, one) => sum + one, 0) * margin ** 2).toBeCloseTo(1, 7);
        expect(alpha.every((one) => one >= 0)).toBe(true);
      }),
    );
  });

  it('is that of data in any unit, also far from the plane beside how far they are from each other', () => {
    const far = createRandom('far data');
    const data = Array.from({ length: 2000 }, () => [100 + far.uniform(), far.uniform() - 0.5, far.uniform() - 0.5]);
    const { margin, direction } = supportVectors(data);
    for (const z of data) expect(inner(z, direction)).toBeGreaterThan(1 - 1e-7);
    const small = data.map((z) => z.map((one) => 1e-3 * one));
    expect(supportVectors(small).margin / margin).toBeCloseTo(1e-3, 10);
  });

  it('does not exist where no plane separates', () => {
    expect(() =>
      supportVectors([
        [1, 0],
        [-1, 0.1],
        [0, -1],
      ]),
    ).toThrow(NoSolution);
    expect(() =>
      largestMargin(
        [
          [1, 0],
          [-1, 0],
        ],
        'linf',
      ),
    ).toThrow(OutOfRange);
  });
});

describe('the flow', () => {
  const times = [1e2, 1e6, 1e9, 1e12];
  const path = logisticFlow(Z, times);
  const machine = supportVectors(Z);

  it('is what small steps of descent do', () => {
    const w = new Float64Array(2);
    const step = 1e-3;
    for (let k = 0; k < 1e5; k++) {
      const pulls = Z.map((z) => 1 / (1 + Math.exp(inner(z, w))));
      for (let i = 0; i < 2; i++) w[i] += step * Z.reduce((sum, z, n) => sum + pulls[n] * z[i], 0);
    }
    expect(w[0]).toBeCloseTo(path[0][0], 4);
    expect(w[1]).toBeCloseTo(path[0][1], 4);
  });

  it('comes to its law, at the rate of the slowest mode', () => {
    const slowest = Math.min(...relaxationRates(Z, machine, createWasmEngine()), machine.secondMargin - 1);
    const distances = times.map((tau, k) => {
      const late = lateWeights(Z, machine, tau);
      return Math.hypot(path[k][0] - late[0], path[k][1] - late[1]);
    });
    for (const k of [2, 3])
      expect(Math.log(distances[k - 1] / distances[k]) / Math.log(1e3) / slowest).toBeCloseTo(1, 1);
    times.slice(1).forEach((tau, k) => {
      expect(logisticLoss(Z, path[k + 1]) * tau * machine.margin ** 2).toBeCloseTo(1, 4);
      expect(inner(path[k + 1], machine.direction) * machine.margin).toBeCloseTo(alongDirection(machine, tau), 4);
    });
  });

  it('leaves the gap of the margin that is predicted', () => {
    const { direction, margin } = machine;
    const along = alongDirection(machine, 1e12) * margin;
    const across = offset(Z, machine).map(
      (one, i) => one - inner(offset(Z, machine), direction) * margin ** 2 * direction[i],
    );
    const angle = Math.hypot(...across) / alongDirection(machine, 1e12);
    const gap = gapCoefficient(machine) / along + angle ** 2 / 2;
    expect((1 - marginOf(Z, path[3]) / margin) / gap).toBeCloseTo(1, 2);
  });
});

describe('the rate of Adam', () => {
  it('is that of signs with small steps, and of its memory with large ones', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (beta2, share) => {
          const beta1 = share * beta2;
          expect(adamRate(1.3, 1e-7, beta1, beta2) / 1.3e-7).toBeCloseTo(1, 3);
          const { memory } = adamRates(1.3, 1, beta2);
          const rates = [0.01, 0.1, 1, 10].map((step) => adamRate(1.3, step, beta1, beta2));
          rates.forEach((rate, k) => {
            expect(rate).toBeLessThanOrEqual(memory);
            if (k > 0) expect(rate).toBeGreaterThanOrEqual(rates[k - 1]);
          });
        },
      ),
    );
    expect(adamRate(1.3, 1e3, 0.9, 0.95) / adamRates(1.3, 1, 0.95).memory).toBeCloseTo(1, 3);
    expect(() => adamRate(1.3, 0, 0.9, 0.95)).toThrow(OutOfRange);
    expect(() => adamRate(1.3, 0.1, 0.99, 0.95)).toThrow(OutOfRange);
  });
});
