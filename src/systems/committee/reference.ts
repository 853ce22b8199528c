import { list, num } from '../../data/reference-inputs.ts';
import { BadInput } from '../../numeric/errors.ts';
import { squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import type { Overlaps } from './overlaps.ts';
import { i2, i3, i4, j2 } from './theory/erf-integrals.ts';
import { generalisationError, type Learning, writeSlopes } from './theory/order-parameters.ts';

/** The formulas on committee machines, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'single_index.saad_solla': (inputs) => {
    const [K, M, eta] = [num(inputs, 'K'), num(inputs, 'M'), num(inputs, 'eta')];
    const start = { K, M, Q: rowMajor(inputs.Q0, K, K), R: rowMajor(inputs.R0, K, M), T: rowMajor(inputs.T, M, M) };
    const learning = { stepSize: eta, noise: squared(num(inputs, 'sigma')) };
    const overlaps = byMidpointRule(start, learning, list(inputs, 'alphas'));
    return { eps_g: overlaps.map(generalisationError), Q11_R11: overlaps.map(({ Q, R }) => [Q[0], R[0]]) };
  },
  'single_index.erf_integrals': (inputs) => {
    const units = (inputs.C as unknown[]).length;
    const C = rowMajor(inputs.C, units, units);
    const c = (a: number, b: number) => C[(a - 1) * units + b - 1];
    return {
      I2: i2(c(1, 1), c(1, 2), c(2, 2)),
      J2: j2(c(1, 1), c(1, 2), c(2, 2)),
      I3: i3(c(1, 1), c(1, 2), c(1, 3), c(2, 3), c(3, 3)),
      I4: i4(c(1, 1), c(1, 2), c(1, 3), c(1, 4), c(2, 2), c(2, 3), c(2, 4), c(3, 3), c(3, 4), c(4, 4)),
    };
  },
};

/** The step in α of the reference's integration. */
const REFERENCE_STEP = 0.02;

/**
 * The expected values were integrated by the midpoint rule with this step, and are off the
 * equations' solution by up to 1e-4 (see theory.test.ts). Taking the same steps holds the
 * equations' right-hand sides to all of the values' digits.
 */
function byMidpointRule(start: Overlaps, learning: Learning, alphas: number[]): Overlaps[] {
  const { K, M, T } = start;
  const empty = (): Overlaps => ({ K, M, Q: new Float64Array(K * K), R: new Float64Array(K * M), T });
  const moved = (from: Overlaps, slopes: Overlaps, by: number): Overlaps => ({
    ...from,
    Q: from.Q.map((value, e) => value + by * slopes.Q[e]),
    R: from.R.map((value, e) => value + by * slopes.R[e]),
  });
  let [now, reached] = [start, 0];
  return alphas.map((alpha) => {
    const steps = Math.max(1, Math.round((alpha - reached) / REFERENCE_STEP));
    const h = (learning.stepSize * (alpha - reached)) / steps;
    for (let step = 0; step < steps; step++) {
      const slopes = empty();
      writeSlopes(now, learning, slopes);
      writeSlopes(moved(now, slopes, h / 2), learning, slopes);
      now = moved(now, slopes, h);
    }
    reached = alpha;
    return now;
  });
}

function rowMajor(given: unknown, rows: number, columns: number): Float64Array {
  if (!Array.isArray(given) || given.length !== rows || !given.every((row) => row?.length === columns))
    throw new BadInput(`expected a ${rows}×${columns} matrix, not ${JSON.stringify(given)}`);
  return Float64Array.from(given.flat() as number[]);
}
