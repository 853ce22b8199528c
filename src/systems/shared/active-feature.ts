// The two integrals over one active feature u ~ U[0,1] that every loss of the toy model is made of,
// with their derivatives. Pieces are polynomials, so nothing is approximated.

export interface Integral {
  value: number;
  /** By the first argument: s, or c. */
  byScale: number;
  byBias: number;
}

/** A(s, b) = E(u − (su + b)₊)², of the feature that is active itself; s = |w|² ≥ 0. */
export function reconstruction(s: number, b: number): Integral {
  if (s + b <= 0) return { value: 1 / 3, byScale: 0, byBias: 0 };
  const from = b >= 0 ? 0 : -b / s;
  const rest = 1 - s;
  const first = 1 - from;
  const second = (1 - from * from) / 2;
  const third = (1 - from * from * from) / 3;
  return {
    value: (from * from * from) / 3 + rest * rest * third - 2 * b * rest * second + b * b * first,
    byScale: -2 * (rest * third - b * second),
    byBias: -2 * (rest * second - b * first),
  };
}

/** O(c, b) = E(cu + b)₊², what a feature that is active adds to another one; c = wᵢ·wⱼ. */
export function interference(c: number, b: number): Integral {
  const [atZero, atOne] = [b > 0, c + b > 0];
  if (!atZero && !atOne) return { value: 0, byScale: 0, byBias: 0 };
  const from = atZero ? 0 : -b / c;
  const to = atOne ? 1 : -b / c;
  const first = to - from;
  const second = (to * to - from * from) / 2;
  const third = (to * to * to - from * from * from) / 3;
  return {
    value: c * c * third + 2 * b * c * second + b * b * first,
    byScale: 2 * (c * third + b * second),
    byBias: 2 * (c * second + b * first),
  };
}
