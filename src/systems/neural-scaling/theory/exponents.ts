// Exponents of the loss under source and capacity, λ_k = k^(−b) and λ_k w_k² = k^(−a) with a,
// b > 1: the loss falls as t^(−exponent), P^(−exponent), N^(−exponent) where the other two are as
// large as one likes and labels have no noise. Source: 2402.01092; the model's exponent, b and not
// 2b where a − 1 is larger, is that of one draw of the projections, whose variance falls as N^(−b).

/** Of one bottleneck: (a − 1)/b. */
export function timeExponent(a: number, b: number): number {
  return (a - 1) / b;
}

/** min(a − 1, 2b). */
export function dataExponent(a: number, b: number): number {
  return Math.min(a - 1, 2 * b);
}

/** min(a − 1, b). */
export function modelExponent(a: number, b: number): number {
  return Math.min(a - 1, b);
}

/** min(a − 1, 2b) of the mean prediction over all projections. */
export function ensembleExponent(a: number, b: number): number {
  return Math.min(a - 1, 2 * b);
}
