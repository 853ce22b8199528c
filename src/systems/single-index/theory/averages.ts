import { arccos } from '../../../numeric/arc.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { remember } from '../../../numeric/remember.ts';
import { cos, exp, sin, squared } from '../../../numeric/special.ts';
import { activation, type Nonlinearity } from '../activations.ts';

/**
 * Averages over the student's field a and the teacher's b, standard normal with correlation m, of
 * what a step on the sample does; g = (σ(a) − σ(b)) σ′(a) is the derivative of the loss by a, and ξ
 * = (b − ma)/√(1 − m²).
 */
export interface StepAverages {
  /** ½E(σ(a) − σ(b))² = Σ c_k² (1 − m^k): the population loss. */
  loss: number;
  /** E σ′(a)σ′(b) = Σ k c_k² m^(k−1), which the gradient of the loss is −(1 − m²)^½ times of. */
  slope: number;
  /** V = E g². */
  noise: number;
}

/**
 * Moments of what one step does to the overlap at finite d. With ε = δ/d, the step leaves m + Δm,
 * Δm = −εX to leading order in 1/d, where X = √(1 − m²) gξ/q + mδ g²/(q(1 + q)), q² = 1 + δ²g²/d:
 * the pull along the teacher, and what the return to the sphere takes. Both terms fluctuate alike,
 * and large g, which turn the weights far, count less than they would to second order in δ.
 */
export interface StepMoments {
  /** −E X, which is dm/dt; for d → ∞ it is the flow's drift. */
  drift: number;
  /** Var X; the overlap has variance (δ/d) Var X per unit time. */
  variance: number;
}

/** Degree of a table over θ = arccos m, and nodes of the quadrature in radius and angle. */
interface Resolution {
  degree: number;
  radii: number;
  angles: number;
}

/** Enough for 1e-9 of every average of the activations offered. */
const FINE: Resolution = { degree: 32, radii: 40, angles: 20 };
/**
 * Enough for 1e-4 of the moments of a step where steps are not strained; every step size needs them
 * afresh.
 */
const QUICK: Resolution = { degree: 24, radii: 36, angles: 18 };
const LARGEST_RADIUS = 13;

/** What the interpolated averages promise, absolute in units of their largest values. */
export const averagesPromise = 1e-9;

/** The averages at one overlap in [−1, 1]. */
export function stepAverages({ value, slope }: Nonlinearity, m: number): StepAverages {
  const [loss, slopes, noise] = fieldMeans(m, 3, FINE, (a, b, _, out) => {
    const difference = value(a) - value(b);
    const slopeA = slope(a);
    out[0] = 0.5 * difference * difference;
    out[1] = slopeA * slope(b);
    out[2] = squared(difference * slopeA);
  });
  return { loss, slope: slopes, noise };
}

/** The moments at one overlap in [−1, 1], for steps δ/d in d dimensions. */
export function stepMoments(
  { value, slope }: Nonlinearity,
  m: number,
  delta: number,
  dimension: number,
  resolution = FINE,
): StepMoments {
  const X = stepOf({ value, slope }, m, delta, dimension);
  const [mean, square] = fieldMeans(m, 2, resolution, (a, b, xi, out) => {
    out[0] = X(a, b, xi);
    out[1] = out[0] * out[0];
  });
  return { drift: -mean, variance: square - mean * mean };
}

/** E cos tX and E sin tX for each of `times`, one after the other. */
export function stepCharacteristic(
  sigma: Nonlinearity,
  m: number,
  delta: number,
  dimension: number,
  times: Float64Array,
): Float64Array {
  const X = stepOf(sigma, m, delta, dimension);
  return fieldMeans(m, 2 * times.length, FINE, (a, b, xi, out) => {
    const x = X(a, b, xi);
    for (let i = 0; i < times.length; i++) {
      out[2 * i] = cos(times[i] * x);
      out[2 * i + 1] = sin(times[i] * x);
    }
  });
}

/** X as a function of a, b and ξ. */
function stepOf({ value, slope }: Pick<Nonlinearity, 'value' | 'slope'>, m: number, delta: number, dimension: number) {
  const sine = Math.sqrt(1 - m * m);
  const tau = (delta * delta) / dimension;
  return (a: number, b: number, xi: number) => {
    const g = (value(a) - value(b)) * slope(a);
    const q = Math.sqrt(1 + tau * g * g);
    return (sine * g * xi + (m * delta * g * g) / (1 + q)) / q;
  };
}

/** E(gξ)⁴ / (E g²ξ²)² at m = 0: how heavy the tails of single steps are. */
export function stepKurtosis({ value, slope }: Nonlinearity): number {
  const [second, fourth] = fieldMeans(0, 2, FINE, (a, b, xi, out) => {
    const square = squared((value(a) - value(b)) * slope(a) * xi);
    out[0] = square;
    out[1] = square * square;
  });
  return fourth / (second * second);
}

/**
 * Means of `count` functions of a, b and ξ, by quadrature in polar coordinates, where kinks are
 * rays: Gauss–Legendre between them.
 */
function fieldMeans(
  m: number,
  count: number,
  { radii, angles }: Resolution,
  f: (a: number, b: number, xi: number, out: Float64Array) => void,
): Float64Array {
  const theta = arccos(Math.max(-1, Math.min(1, m)));
  const [byRadius, byAngle] = [gaussLegendre(radii), gaussLegendre(angles)];
  // a = r cos ψ and b = r cos(ψ − θ) vanish on these rays.
  const rays = [-Math.PI / 2, theta - Math.PI / 2, Math.PI / 2, theta + Math.PI / 2, (3 * Math.PI) / 2];
  const sums = new Float64Array(count);
  const out = new Float64Array(count);
  for (let sector = 0; sector < 4; sector++) {
    const half = (rays[sector + 1] - rays[sector]) / 2;
    if (half <= 0) continue;
    const middle = (rays[sector + 1] + rays[sector]) / 2;
    for (let i = 0; i < byAngle.nodes.length; i++) {
      const psi = middle + half * byAngle.nodes[i];
      const [forA, forB, forXi] = [cos(psi), cos(psi - theta), sin(psi)];
      for (let j = 0; j < byRadius.nodes.length; j++) {
        const r = (LARGEST_RADIUS / 2) * (1 + byRadius.nodes[j]);
        const density = (r * exp(-0.5 * r * r)) / (2 * Math.PI);
        const weight = density * half * byAngle.weights[i] * (LARGEST_RADIUS / 2) * byRadius.weights[j];
        f(r * forA, r * forB, r * forXi, out);
        for (let e = 0; e < count; e++) sums[e] += weight * out[e];
      }
    }
  }
  return sums;
}

/** The averages as functions of m, interpolated. */
export type AverageFunctions = { [name in keyof StepAverages]: (m: number) => number };

/**
 * The averages of an activation by name: a table over θ = arccos m, in which they are analytic,
 * made once.
 */
export const averagesOf = remember(
  (name: string): AverageFunctions => {
    const sigma = activation(name);
    return interpolated(FINE.degree, ['loss', 'slope', 'noise'], (m) => stepAverages(sigma, m));
  },
  (name) => name,
  16,
);

/** The moments as functions of m, interpolated. */
export type MomentFunctions = { [name in keyof StepMoments]: (m: number) => number };

/** The moments of an activation by name, for steps δ/d in d dimensions; made once. */
export function momentsOf(name: string, delta: number, dimension: number): MomentFunctions {
  return momentTable({ name, delta, dimension });
}

const momentTable = remember(
  ({ name, delta, dimension }: { name: string; delta: number; dimension: number }): MomentFunctions => {
    const sigma = activation(name);
    return interpolated(QUICK.degree, ['drift', 'variance'], (m) => stepMoments(sigma, m, delta, dimension, QUICK));
  },
  ({ name, delta, dimension }) => `${name} ${delta} ${dimension}`,
  64,
);

function interpolated<K extends string>(
  degree: number,
  keys: K[],
  at: (m: number) => Record<K, number>,
): Record<K, (m: number) => number> {
  const values = Array.from({ length: degree + 1 }, (_, i) => at(cos(thetaOf(cos((Math.PI * i) / degree)))));
  return Object.fromEntries(keys.map((key) => [key, chebyshev(values.map((one) => one[key]))])) as Record<
    K,
    (m: number) => number
  >;
}

/** θ in [0, π] of u in [−1, 1], so that u = 1 is m = 1. */
function thetaOf(u: number): number {
  return (Math.PI / 2) * (1 - u);
}

/** The function of m through values at the Chebyshev points u_i = cos(πi/n) of θ's interval. */
function chebyshev(values: number[]): (m: number) => number {
  const n = values.length - 1;
  const coefficients = Float64Array.from({ length: n + 1 }, (_, k) => {
    let sum = 0;
    for (let i = 0; i <= n; i++) sum += (i === 0 || i === n ? 0.5 : 1) * values[i] * cos((Math.PI * i * k) / n);
    return ((k === 0 || k === n ? 1 : 2) * sum) / n;
  });
  return (m) => {
    const u = 1 - (2 / Math.PI) * arccos(Math.max(-1, Math.min(1, m)));
    let [next, after] = [0, 0];
    for (let k = n; k >= 1; k--) [next, after] = [2 * u * next - after + coefficients[k], next];
    return u * next - after + coefficients[0];
  };
}
