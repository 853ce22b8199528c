/**
 * Gegenbauer polynomials of the sphere S^{d−1} with P_k(1) = 1: P_{k+1}(t) from P_k(t) and
 * P_{k−1}(t). (At d = 2 the general formula is 0/0 for k = 0, where P_1 = t.)
 */
export function nextGegenbauer(dimension: number, k: number, t: number, now: number, before: number): number {
  return k === 0 ? t : ((2 * k + dimension - 2) * t * now - k * before) / (k + dimension - 2);
}

/**
 * Krawtchouk polynomials of {±1}^d with P_k = 1 at t = 1, t = x·x′/d: P_{k+1} from P_k and P_{k−1};
 * level d is the last.
 */
export function nextKrawtchouk(dimension: number, k: number, t: number, now: number, before: number): number {
  return k >= dimension ? 0 : (dimension * t * now - k * before) / (dimension - k);
}
