import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, log, power } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import type { QuantaProblem } from '../problem.ts';

/** p_k = k^(−β)/total for k = 1 … `quanta`, which may be `Infinity`. */
export type Zipf = Pick<QuantaProblem, 'beta' | 'quanta' | 'total'>;

/** Ranks that are taken one by one: this many, and those with t p_k above `OFTEN`. */
const ONE_BY_ONE = 256;
const OFTEN = 4;
/** Where t p_k is below it, a function of it is expanded. */
const RARE = 1e-6;
/** Width in ln k of the pieces between, and nodes on each. */
const PIECE = 0.5;
const NODES = 10;

/**
 * Σ_k f(k) for a function that varies with t p_k, as a sum over `visit(k, weight)` up to a rank
 * beyond which t p_k < 1e-6, and that rank is returned. Ranks are taken one by one as long as
 * neighbours differ; then integrated over, with the first corrections of Euler and Maclaurin.
 */
export function visitRanks(
  { beta, quanta, total }: Zipf,
  t: number,
  visit: (k: number, weight: number) => void,
): number {
  const rankAt = (u: number) => power(t / (u * total), 1 / beta);
  const direct = Math.min(quanta, Math.ceil(Math.max(ONE_BY_ONE, rankAt(OFTEN))));
  for (let k = 1; k <= direct; k++) visit(k, 1);
  if (direct === quanta) return quanta;
  const last = Math.min(quanta, Math.max(2 * direct, rankAt(RARE)));
  // Σ_{a<k≤b} f(k) = ∫ f from a + ½ to b + ½, less (f′(b + ½) − f′(a + ½))/24.
  visit(direct, -1 / 24);
  visit(direct + 1, 1 / 24);
  integrate(direct + 0.5, last + 0.5, visit);
  visit(last, 1 / 24);
  visit(last + 1, -1 / 24);
  return last;
}

/** Σ k^(−s) over the ranks beyond `last`. */
export function tail({ quanta }: Zipf, s: number, last: number): number {
  if (last >= quanta) return 0;
  const all = hurwitzZeta(s, last + 1);
  return quanta === Number.POSITIVE_INFINITY ? all : all - hurwitzZeta(s, quanta + 1);
}

/** Gauss–Legendre in ln k, on pieces. */
function integrate(from: number, to: number, visit: (k: number, weight: number) => void): void {
  const { nodes, weights } = gaussLegendre(NODES);
  const [low, high] = [log(from), log(to)];
  const pieces = Math.ceil((high - low) / PIECE);
  const half = (high - low) / (2 * pieces);
  for (let piece = 0; piece < pieces; piece++)
    for (let i = 0; i < NODES; i++) {
      const k = exp(low + half * (2 * piece + 1 + nodes[i]));
      visit(k, weights[i] * half * k);
    }
}
