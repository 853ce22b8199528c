/**
 * Mean squared error of least squares with p functions that make up the target, from n uniform
 * samples on a sphere with noise σ²: σ²p/(n − p + 1). The mean of tr(ΦᵀΦ)⁻¹ is p/n + p(p − 1)/n² to
 * second order, exactly, since the squares of all harmonics up to a degree add up to p at every
 * point; the form is that of Marchenko and Pastur's law, which holds for many functions.
 */
export function fitError(p: number, n: number, noise: number): number {
  return (noise * p) / (n - p + 1);
}

/** Its leading power, σ²p/n: the variance-limited exponent 1 of Bahri et al. 2021 (2102.06701). */
export function fitPower(p: number, n: number, noise: number): number {
  return (noise * p) / n;
}
