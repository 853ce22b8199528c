import { OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { maximise, type Rows } from '../../../numeric/small-systems.ts';
import { exp, log, power } from '../../../numeric/special.ts';
import { supportVectors } from './support-vectors.ts';

export type Norm = 'l1' | 'l2' | 'linf';

/**
 * The largest margin max min_n z_n·w over ‖w‖ ≤ 1, to which steepest descent in that norm converges
 * (Gunasekar et al. 2018, 1802.08246): by its dual linear program max Σα, ‖Σα_n z_n‖_* ≤ 1, or as
 * the support vector machine's. Throws `NoSolution` or `OutOfRange` where no w separates the data.
 */
export function largestMargin(Z: Rows, norm: Norm): number {
  if (norm === 'l2') return supportVectors(Z).margin;
  const components = signedComponents(Z);
  if (norm === 'l1') return 1 / mostWithin(components);
  // |Σα_n z_n|_i ≤ s_i and Σs ≤ 1.
  const d = Z[0].length;
  const rows = components.map((row, k) => [...row, ...Array.from({ length: d }, (_, j) => (k % d === j ? -1 : 0))]);
  rows.push([...Z.map(() => 0), ...new Array(d).fill(1)]);
  const bounds = rows.map((_, i) => (i === 2 * d ? 1 : 0));
  const costs = [...Z.map(() => 1), ...new Array(d).fill(0)];
  return 1 / maximise(costs, rows, bounds).value;
}

/**
 * The same margin from its other side: min over probabilities p of the dual norm ‖Σp_n z_n‖_*, by a
 * linear program of its own. For ‖w‖_∞ ≤ 1 it has 2^d constraints.
 */
export function smallestCombination(Z: Rows, norm: 'l1' | 'linf'): number {
  // As a game: w in the ball's corners against data. Payoffs are lifted to be positive.
  const corners: number[][] =
    norm === 'l1'
      ? signedComponents(Z)
      : Array.from({ length: power(2, Z[0].length) }, (_, bits) =>
          Z.map((z) => Array.from(z).reduce((sum, one, i) => sum + ((bits >> i) & 1 ? one : -one), 0)),
        );
  const lift = 1 - Math.min(...corners.flat());
  return 1 / mostWithin(corners.map((row) => row.map((one) => one + lift))) - lift;
}

/** ±z_ni, a row for each component i and sign: 2d × N. */
function signedComponents(Z: Rows): number[][] {
  return [1, -1].flatMap((sign) => Array.from(Z[0], (_, i) => Z.map((z) => sign * z[i])));
}

/** max Σα over α ≥ 0 with Aα ≤ 1. */
function mostWithin(A: number[][]): number {
  return maximise(
    A[0].map(() => 1),
    A,
    A.map(() => 1),
  ).value;
}

/**
 * The rates between which −d ln L/dk of Adam with ε = 0 and a constant step lies: sign descent's
 * γ_∞η, and what the memory of the squared gradients allows, ½ ln(1/β₂); it is near the lesser one,
 * where they are far apart.
 */
export function adamRates(gammaInf: number, step: number, beta2: number) {
  const [sign, memory] = [gammaInf * step, -0.5 * log(beta2)];
  return { sign, memory, rate: Math.min(sign, memory) };
}

/**
 * −d ln L/dk of Adam with ε = 0 and a constant step η, at late times and between those two: where
 * gradients fall as e^(−rk), both moments are geometric sums of them, and r is the root of
 *
 *     r = γ_∞ η (1 − β₁)/(1 − β₁e^r) √((1 − β₂e^{2r})/(1 − β₂)),
 *
 * for β₁ ≤ β₂. Our own; the tests hold it against Adam, to 1e-6 and, without a first moment, to
 * 3e-5. Throws `OutOfRange` for a rate of signs that is not positive and for β₁ above β₂.
 */
export function adamRate(gammaInf: number, step: number, beta1: number, beta2: number): number {
  if (!(gammaInf * step > 0)) throw new OutOfRange('the rate of signs', gammaInf * step, 'positive');
  if (!(beta1 <= beta2)) throw new OutOfRange('β₁', beta1, `at most β₂ = ${beta2}`);
  if (beta2 === 0) return gammaInf * step;
  const excess = (r: number) => {
    const mean = (1 - beta1) / (1 - beta1 * exp(r));
    const square = Math.max(0, 1 - beta2 * exp(2 * r)) / (1 - beta2);
    return gammaInf * step * mean * Math.sqrt(square) - r;
  };
  return brent(excess, 0, -0.5 * log(beta2));
}
