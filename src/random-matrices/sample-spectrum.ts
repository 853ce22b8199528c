import { compress } from '../data/spectra.ts';
import { NoConvergence } from '../numeric/errors.ts';
import { brent } from '../numeric/roots.ts';
import { asModes } from './modes.ts';
import { checkSamples } from './renormalized-ridge.ts';

/** The limiting spectrum of the sample covariance XᵀX/P (D × D), x ~ N(0, Σ). */
export interface SampleSpectrum {
  /** Ends of the bulk's intervals, ascending: edges[0]…edges[1] is the first, and so on. */
  edges: number[];
  /** Weight at 0: 1 − min(P, rank)/D. */
  atom: number;
  /** Density of the continuous part per unit of eigenvalue, normalised so that with the atom it has weight 1; 0 outside the edges. */
  density: (x: number) => number;
  /** First and second moment: tr Σ/D and tr Σ²/D + (tr Σ)²/(DP). */
  moments: [number, number];
}

/** Distinct eigenvalues and how often each occurs. */
interface Poles {
  eta: Float64Array;
  count: Float64Array;
  samples: number;
}

/**
 * `eta`: D eigenvalues η_k ≥ 0 of Σ, not all 0; `samples`: P > 0. The spectrum of Σ is taken as it is: gaps open only between clusters
 * of eigenvalues far enough apart for P, and for a quasi-continuous spectrum of a finite D only the outer edges mean much.
 * Edges and densities have relative error below 1e-9 (densities near an edge, where they rise as a square root, in absolute terms).
 * `density` throws `NoConvergence` where the continuation from the upper half plane fails.
 * Sources: Marchenko & Pastur 1967; Silverstein & Choi 1995 (edges); 2405.00592.
 */
export function sampleSpectrum(eta: ArrayLike<number>, samples: number): SampleSpectrum {
  checkSamples(samples);
  const { rank, dimension, trace, trace2 } = asModes(eta);
  const sorted = Float64Array.from(eta)
    .sort()
    .subarray(dimension - rank);
  const { values, multiplicities } = compress(sorted);
  const poles: Poles = { eta: values, count: multiplicities, samples };
  const edges = rank === 0 ? [] : edgesOf(poles, trace);
  const inside = (x: number) => edges.some((edge, i) => i % 2 === 0 && x > edge && x < edges[i + 1]);
  return {
    edges,
    atom: 1 - Math.min(samples, rank) / dimension,
    density: (x) => (inside(x) ? (samples / dimension) * companionDensity(poles, x, values[values.length - 1]) : 0),
    moments: [trace / dimension, trace2 / dimension + (trace / dimension) * (trace / samples)],
  };
}

/** x = −λ(κ) at the real critical points Df2(κ) = P: one right of all poles −η, one left of them, and pairs between neighbours. */
function edgesOf(poles: Poles, trace: number): number[] {
  const { eta, count, samples } = poles;
  const last = eta.length - 1;
  // Σ η²/(η+κ)² ≤ (Σ η)²/(distance to the nearest pole)², and at least what the nearest pole contributes.
  const reach = (2 * trace) / Math.sqrt(samples) + eta[last];
  const excess = (kappa: number) => df2(poles, kappa) - samples;
  const step = (k: number) => (eta[k] * Math.sqrt(count[k] / samples)) / 2;
  const critical = [
    brent(excess, -eta[0] + step(0), -eta[0] + reach),
    brent(excess, -eta[last] - reach, -eta[last] - step(last)),
  ];
  for (let k = 0; k < last; k++) {
    const [a, b] = [Math.cbrt(count[k] * eta[k] ** 2), Math.cbrt(count[k + 1] * eta[k + 1] ** 2)];
    const gap = eta[k + 1] - eta[k];
    // The least that the two neighbours alone contribute between them.
    if ((a + b) ** 3 / gap ** 2 >= samples) continue;
    const [right, left] = [-eta[k] - Math.min(step(k), gap / 2), -eta[k + 1] + Math.min(step(k + 1), gap / 2)];
    const bottom = minimum(poles, left, right);
    if (excess(bottom) < 0) critical.push(brent(excess, left, bottom), brent(excess, bottom, right));
  }
  return critical.map((kappa) => edgeAt(poles, kappa)).sort((x, y) => x - y);
}

/** Where Df2, convex between two poles, is least. */
function minimum(poles: Poles, left: number, right: number): number {
  const rise = (kappa: number) => {
    let sum = 0;
    for (let k = 0; k < poles.eta.length; k++)
      sum -= (poles.count[k] * poles.eta[k] ** 2) / (poles.eta[k] + kappa) ** 3;
    return sum;
  };
  if (rise(left) >= 0) return left;
  return rise(right) <= 0 ? right : brent(rise, left, right);
}

function df2({ eta, count }: Poles, kappa: number): number {
  let sum = 0;
  for (let k = 0; k < eta.length; k++) sum += count[k] * (eta[k] / (eta[k] + kappa)) ** 2;
  return sum;
}

function edgeAt({ eta, count, samples }: Poles, kappa: number): number {
  let df1 = 0;
  for (let k = 0; k < eta.length; k++) df1 += (count[k] * eta[k]) / (eta[k] + kappa);
  return -kappa * (1 - df1 / samples);
}

const NEWTON_STEPS = 60;

/**
 * (1/π) Im 1/κ(x + i0), the density of XXᵀ/P (P × P): z = −κ + (κ/P) Σ η/(η+κ) is followed by Newton's method from κ ≈ −z far up in
 * the complex plane down to the real axis.
 */
function companionDensity(poles: Poles, x: number, largest: number): number {
  let [re, im] = [-x, -10 * largest];
  for (let height = 10 * largest; height > 1e-13 * x; height *= 0.5) [re, im] = follow(poles, x, height, re, im, false);
  [re, im] = follow(poles, x, 0, re, im, true);
  return -im / (re * re + im * im) / Math.PI;
}

/** Newton's method for −κ + (κ/P) Σ η/(η+κ) = x + iy from κ = re + i·im; `strict` throws where it does not settle. */
function follow(poles: Poles, x: number, y: number, re: number, im: number, strict: boolean): [number, number] {
  const { eta, count, samples } = poles;
  let [a, b] = [re, im];
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let [s, t, u, v] = [0, 0, 0, 0];
    for (let k = 0; k < eta.length; k++) {
      // l = η/(η+κ), summed, and l².
      const c = eta[k] + a;
      const scale = eta[k] / (c * c + b * b);
      const [p, q] = [c * scale, -b * scale];
      s += count[k] * p;
      t += count[k] * q;
      u += count[k] * (p * p - q * q);
      v += count[k] * 2 * p * q;
    }
    const [f, g] = [s / samples - 1, t / samples];
    const [fx, fy] = [a * f - b * g - x, a * g + b * f - y];
    // At an edge the derivative vanishes and steps stay above any bound: there the equation itself is met to rounding.
    if (Math.hypot(fx, fy) <= 4 * Number.EPSILON * (Math.hypot(a, b) * (1 + Math.hypot(s, t) / samples))) return [a, b];
    // d/dκ of κ(Df1/P − 1) is Df2/P − 1.
    const [dx, dy] = [u / samples - 1, v / samples];
    const size = dx * dx + dy * dy;
    const [mx, my] = [-(fx * dx + fy * dy) / size, -(fy * dx - fx * dy) / size];
    a += mx;
    b += my;
    if (Math.hypot(mx, my) <= 1e-14 * Math.hypot(a, b)) return [a, b];
  }
  if (strict) throw new NoConvergence(`the density at ${x} has not settled`);
  return [a, b];
}
