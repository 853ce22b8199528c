import { gaussLegendre } from '../../numeric/quadrature.ts';
import { type Activation, activation } from './activations.ts';

/**
 * Averages over the student's field a and the teacher's b, standard normal with correlation m, of what a step on the sample does;
 * g = (σ(a) − σ(b)) σ′(a) is the derivative of the loss by a, and ξ = (b − ma)/√(1 − m²).
 */
export interface StepAverages {
  /** ½E(σ(a) − σ(b))² = Σ c_k² (1 − m^k): the population loss. */
  loss: number;
  /** E σ′(a)σ′(b) = Σ k c_k² m^(k−1), which the gradient of the loss is −(1 − m²)^½ times of. */
  slope: number;
  /** V = E g². */
  noise: number;
  /** Var gξ = E g²ξ² − (1 − m²)·slope². */
  spread: number;
}

/** Angles θ = arccos m of the table, radii and angles of the quadrature; enough for 1e-9 of every average of the activations offered. */
const DEGREE = 32;
const RADII = gaussLegendre(40);
const LARGEST_RADIUS = 13;
const ANGLES = gaussLegendre(20);

/** What the interpolated averages promise, absolute in units of their largest values. */
export const averagesPromise = 1e-9;

/** The averages at one overlap in [−1, 1]. */
export function stepAverages({ value, slope }: Activation, m: number): StepAverages {
  const [loss, slopes, noise, spread] = fieldMeans(m, 4, (a, b, xi, out) => {
    const difference = value(a) - value(b);
    const slopeA = slope(a);
    const g2 = (difference * slopeA) ** 2;
    out[0] = 0.5 * difference * difference;
    out[1] = slopeA * slope(b);
    out[2] = g2;
    out[3] = g2 * xi * xi;
  });
  return { loss, slope: slopes, noise, spread: spread - (1 - m * m) * slopes * slopes };
}

/** E(gξ)⁴ / (E g²ξ²)² at m = 0: how heavy the tails of single steps are. */
export function stepKurtosis({ value, slope }: Activation): number {
  const [second, fourth] = fieldMeans(0, 2, (a, b, xi, out) => {
    const square = ((value(a) - value(b)) * slope(a) * xi) ** 2;
    out[0] = square;
    out[1] = square * square;
  });
  return fourth / (second * second);
}

/** Means of `count` functions of a, b and ξ, by quadrature in polar coordinates, where kinks are rays: Gauss–Legendre between them. */
function fieldMeans(
  m: number,
  count: number,
  f: (a: number, b: number, xi: number, out: Float64Array) => void,
): Float64Array {
  const theta = Math.acos(Math.max(-1, Math.min(1, m)));
  // a = r cos ψ and b = r cos(ψ − θ) vanish on these rays.
  const rays = [-Math.PI / 2, theta - Math.PI / 2, Math.PI / 2, theta + Math.PI / 2, (3 * Math.PI) / 2];
  const sums = new Float64Array(count);
  const out = new Float64Array(count);
  for (let sector = 0; sector < 4; sector++) {
    const half = (rays[sector + 1] - rays[sector]) / 2;
    if (half <= 0) continue;
    const middle = (rays[sector + 1] + rays[sector]) / 2;
    for (let i = 0; i < ANGLES.nodes.length; i++) {
      const psi = middle + half * ANGLES.nodes[i];
      const [forA, forB, forXi] = [Math.cos(psi), Math.cos(psi - theta), Math.sin(psi)];
      for (let j = 0; j < RADII.nodes.length; j++) {
        const r = (LARGEST_RADIUS / 2) * (1 + RADII.nodes[j]);
        const density = (r * Math.exp(-0.5 * r * r)) / (2 * Math.PI);
        const weight = density * half * ANGLES.weights[i] * (LARGEST_RADIUS / 2) * RADII.weights[j];
        f(r * forA, r * forB, r * forXi, out);
        for (let e = 0; e < count; e++) sums[e] += weight * out[e];
      }
    }
  }
  return sums;
}

/** The averages as functions of m, interpolated. */
export type AverageFunctions = { [name in keyof StepAverages]: (m: number) => number };

const tables = new Map<string, AverageFunctions>();

/** The averages of an activation: a table over θ = arccos m, in which they are analytic, made once. */
export function averagesOf(name: string): AverageFunctions {
  let table = tables.get(name);
  if (!table) {
    const sigma = activation(name);
    const at = Array.from({ length: DEGREE + 1 }, (_, i) =>
      stepAverages(sigma, Math.cos(thetaOf(Math.cos((Math.PI * i) / DEGREE)))),
    );
    const interpolate = (pick: keyof StepAverages) => chebyshev(at.map((averages) => averages[pick]));
    table = {
      loss: interpolate('loss'),
      slope: interpolate('slope'),
      noise: interpolate('noise'),
      spread: interpolate('spread'),
    };
    tables.set(name, table);
  }
  return table;
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
    for (let i = 0; i <= n; i++) sum += (i === 0 || i === n ? 0.5 : 1) * values[i] * Math.cos((Math.PI * i * k) / n);
    return ((k === 0 || k === n ? 1 : 2) * sum) / n;
  });
  return (m) => {
    const u = 1 - (2 / Math.PI) * Math.acos(Math.max(-1, Math.min(1, m)));
    let [next, after] = [0, 0];
    for (let k = n; k >= 1; k--) [next, after] = [2 * u * next - after + coefficients[k], next];
    return u * next - after + coefficients[0];
  };
}
