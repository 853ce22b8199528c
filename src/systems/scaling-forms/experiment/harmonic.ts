/**
 * A spherical harmonic of degree ℓ on S^d with power 1: the real part of (x₁ + i x₂)^ℓ, normalised
 * by E|x₁ + i x₂|^{2ℓ} = Π_{j≤ℓ} j/(j + (d − 1)/2), of which it has half. `x` holds points in d + 1
 * dimensions one after the other.
 */
export function harmonic(degree: number, d: number): (x: Float64Array, point: number) => number {
  let power = 0.5;
  for (let j = 1; j <= degree; j++) power *= j / (j + (d - 1) / 2);
  const scale = 1 / Math.sqrt(power);
  return (x, point) => {
    const [a, b] = [x[point * (d + 1)], x[point * (d + 1) + 1]];
    let [real, imaginary] = [1, 0];
    for (let j = 0; j < degree; j++) [real, imaginary] = [real * a - imaginary * b, real * b + imaginary * a];
    return scale * real;
  };
}
