import { exp, squared, tanh } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import { evenGaussianMean, gaussianMean, inverseMills } from './gaussian-mean.ts';

/** `information` of y = |u| + √Δε. */
export function absInformation(V: number, noise: number): number {
  return noise === 0 ? exactMagnitude(V) : noisyMagnitude(V, noise);
}

/**
 * Without noise ⟨u⟩ = y tanh(yω/V), and the information is (1 − E y² sech²(yω/V)/V)/V: what is not
 * known of the sign is missing.
 */
function exactMagnitude(V: number): number {
  const k = Math.sqrt((1 - V) / V);
  // The sign is known but for e^(−a²/2) where a = ω/√V is large: a² + ξ² bounds the range.
  const width = 1 / Math.sqrt(1 + k * k);
  const missing = evenGaussianMean((z) => {
    const a = k * width * z;
    return exp(0.5 * a * a) * unknownSign(a);
  }, 0.25);
  return (1 - width * missing) / V;
}

/** E (a + s)² sech²(a(a + s)) over standard normal s, whose poles come as near as π/2a. */
function unknownSign(a: number): number {
  return gaussianMean(
    (s) => {
      const u = a + s;
      return squared(u) * (1 - squared(tanh(a * u)));
    },
    Math.min(0.25, 0.6 / (1 + Math.abs(a))),
  );
}

/** The field on either side of 0, given a noisy magnitude y, and how likely it lies there. */
function side(y: number, omega: number, V: number, noise: number) {
  const total = V + noise;
  const mean = (omega * noise + y * V) / total;
  const deviation = Math.sqrt((V * noise) / total);
  const t = mean / deviation;
  return {
    weight: (exp((-0.5 * squared(y - omega)) / total) / Math.sqrt(2 * Math.PI * total)) * normalCdf(t),
    mean: mean + deviation * inverseMills(t),
    square: squared(mean) + squared(deviation) + mean * deviation * inverseMills(t),
  };
}

/** The trapezoidal rule over y, with this many points to the narrowest of its scales. */
const POINTS = 2.5;
const REACH = 9;

/**
 * ∫ f over labels y, where their density is above 1e-18: their own scale is √(V + Δ), and that of
 * the edge at 0 is √(Δ(V + Δ)/V).
 */
function overLabels(f: (y: number) => number, omega: number, V: number, noise: number): number {
  const total = V + noise;
  const step = Math.min(Math.sqrt(total), Math.sqrt((noise * total) / V)) / POINTS;
  const from = Math.floor((-REACH * Math.sqrt(noise)) / step);
  const to = Math.ceil((Math.abs(omega) + REACH * Math.sqrt(total)) / step);
  let sum = 0;
  for (let i = from; i <= to; i++) sum += f(i * step);
  return sum * step;
}

/** E⟨u⟩² − ω², over V²: two truncated normals, weighed by how likely each is. */
function noisyMagnitude(V: number, noise: number): number {
  return evenGaussianMean(
    (xi) => {
      const omega = Math.sqrt(1 - V) * xi;
      return overLabels(
        (y) => {
          const [up, down] = [side(y, omega, V, noise), side(y, -omega, V, noise)];
          const weight = up.weight + down.weight;
          if (weight === 0) return 0;
          const field = (up.weight * up.mean - down.weight * down.mean) / weight;
          return weight * squared((field - omega) / V);
        },
        omega,
        V,
        noise,
      );
    },
    // The two signs change places over ω of the size of √(V + Δ).
    Math.min(0.5, 0.15 * Math.sqrt((V + noise) / (1 - V))),
  );
}

/**
 * Rows per dimension from which on a small overlap grows under message passing, for y = |u| + √Δε
 * and a teacher of power 1: 1/E(E[u² − 1 | y])². It is 1/2 without noise. Mondelli & Montanari
 * (1708.05932), Barbier et al. (1708.03395).
 */
export function weakRecovery(noise: number): number {
  if (noise === 0) return 0.5;
  const told = overLabels(
    (y) => {
      const { weight, square } = side(y, 0, 1, noise);
      return 2 * weight * squared(square - 1);
    },
    0,
    1,
    noise,
  );
  return 1 / told;
}
