import { power } from '../../../numeric/special.ts';
import { tail, visitRanks, type Zipf } from './ranks.ts';

/**
 * How often quanta have been met after D examples, on average: the number of those met c times, and
 * the share of use p that they have together. `numbers[0]` is 0: there may be infinitely many.
 */
export interface CountSpectrum {
  numbers: Float64Array;
  shares: Float64Array;
}

/** Binomial weights below this share of the largest are left out. */
const NEGLIGIBLE = 1e-19;
const RANKS_BETWEEN_CHECKS = 64;

/**
 * numbers[c] = Σ_k P(M_k = c) and shares[c] = Σ_k p_k P(M_k = c) with M_k binomial, of D draws with
 * chance p_k. What is summed over counts with them has a relative error below 1e-6.
 * `check` is called often.
 */
export function countSpectrum(zipf: Zipf, D: number, check?: () => void): CountSpectrum {
  const { beta, total } = zipf;
  // The most used quantum is met D p₁ times, and never much more often.
  const mean = D / total;
  const most = Math.min(D, Math.ceil(mean + 12 * Math.sqrt(mean) + 40));
  const numbers = new Float64Array(most + 1);
  const shares = new Float64Array(most + 1);
  const last = visitRanks(zipf, D, (k, weight) => {
    if (k % RANKS_BETWEEN_CHECKS === 0) check?.();
    const p = power(k, -beta) / total;
    visitCounts(D, p, (c, chance) => {
      if (c > 0) numbers[c] += weight * chance;
      shares[c] += weight * chance * p;
    });
  });
  // Beyond, a quantum is met once with probability D p, to first order.
  const share = tail(zipf, beta, last) / total;
  const met = (D * tail(zipf, 2 * beta, last)) / (total * total);
  numbers[1] += D * share;
  shares[1] += met;
  shares[0] += share - met;
  return { numbers, shares };
}

/**
 * The probabilities of D draws with chance p, those that matter: by their ratios from the mode on,
 * normalised to 1.
 */
export function visitCounts(D: number, p: number, visit: (c: number, chance: number) => void): void {
  const mode = Math.min(D, Math.floor((D + 1) * p));
  const odds = p / (1 - p);
  let sum = 1;
  const above: number[] = [];
  for (let c = mode, weight = 1; c < D; c++) {
    weight *= ((D - c) / (c + 1)) * odds;
    if (weight < NEGLIGIBLE) break;
    above.push(weight);
    sum += weight;
  }
  const below: number[] = [];
  for (let c = mode, weight = 1; c > 0; c--) {
    weight *= c / ((D - c + 1) * odds);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
    sum += weight;
  }
  for (let i = below.length - 1; i >= 0; i--) visit(mode - 1 - i, below[i] / sum);
  visit(mode, 1 / sum);
  for (let i = 0; i < above.length; i++) visit(mode + 1 + i, above[i] / sum);
}
