/** Functions on a sphere; `at` gives their values at a point of `x`, in an array that it reuses. */
export interface Functions {
  count: number;
  at(x: Float64Array, point: number): Float64Array;
}

/**
 * A basis of all polynomials of degree ≤ ℓ on the sphere S^d: the monomials of degree ℓ and ℓ − 1
 * in d + 1 coordinates, since |x|² = 1. Each is scaled by the root of its multinomial coefficient,
 * so that their squares add up to 1 for either degree.
 */
export function monomials(degree: number, d: number): Functions {
  const all = [...exponents(degree, d + 1), ...exponents(degree - 1, d + 1)];
  const scales = all.map((powers) => Math.sqrt(multinomial(powers)));
  const values = new Float64Array(all.length);
  return {
    count: all.length,
    at: (x, point) => {
      all.forEach((powers, f) => {
        let value = scales[f];
        for (let i = 0; i <= d; i++) for (let j = 0; j < powers[i]; j++) value *= x[point * (d + 1) + i];
        values[f] = value;
      });
      return values;
    },
  };
}

/** All ways to share `degree` among `variables`. */
function exponents(degree: number, variables: number): number[][] {
  if (variables === 1) return [[degree]];
  return Array.from({ length: degree + 1 }, (_, first) =>
    exponents(degree - first, variables - 1).map((rest) => [first, ...rest]),
  ).flat();
}

function multinomial(powers: readonly number[]): number {
  let [coefficient, sum] = [1, 0];
  for (const power of powers) for (let j = 1; j <= power; j++) coefficient *= ++sum / j;
  return coefficient;
}
