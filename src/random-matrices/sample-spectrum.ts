import { atan2, power, squared, wholePower } from '../numeric/special.ts';
import { type BranchPoint, spectralBranch } from './spectral-branch.ts';
import { type SpectralEdge, spectralEdges } from './spectral-edges.ts';
import { kappaOfRidge, realSums, type WishartFactors, wishartFactors } from './wishart-factors.ts';

/**
 * The limiting spectrum of the sample covariance XᵀX/P (D × D), x ~ N(0, Σ), or of Σ^½ W_1 ⋯ W_L
 * Σ^½ with L independent Wishart matrices, as of XᵀX for X = Z_1 ⋯ Z_L Σ^½/√(N_1 ⋯ N_L), Z_ℓ of N_ℓ
 * × N_(ℓ+1), N_(L+1) = D.
 */
export interface SampleSpectrum {
  /**
   * Ends of the bulk's intervals, ascending: edges[0]…edges[1] is the first, and so on. 0 is a hard
   * edge.
   */
  edges: number[];
  /** Weight at 0: 1 − min(rank, N_1, …)/D. */
  atom: number;
  /** Share of the eigenvalues in each interval, in order. */
  masses: number[];
  /**
   * Density of the continuous part per unit of eigenvalue, normalised so that with the atom it has
   * weight 1; 0 outside the edges.
   */
  density: (x: number) => number;
  /** The same at ascending points, at a tenth of the cost. */
  densities: (ascending: ArrayLike<number>) => Float64Array;
  /** Share of the eigenvalues at or below each of the ascending points, the atom included. */
  cumulative: (ascending: ArrayLike<number>) => Float64Array;
  /** (1/D) tr(M + λ)⁻¹, λ > 0. */
  stieltjes: (ridge: number) => number;
  /** First and second moment: tr Σ/D and tr Σ²/D + (tr Σ)²/D · Σ_ℓ 1/N_ℓ. */
  moments: [number, number];
  /**
   * The width of the fluctuations of the outermost eigenvalue at an edge (by its index): the
   * eigenvalue is at x ± width·TW_β. Of order size^(−2/3); undefined at a hard edge.
   */
  edgeWidth: (index: number) => number | undefined;
  /**
   * How far an edge moves when the entries have excess kurtosis κ4, for each unit of it: −(κ_c²/P²)
   * Σ η²/(η+κ_c)³. For one factor, with independent entries in the eigenbasis of Σ; undefined for
   * more factors and at a hard edge.
   */
  kurtosisShift: (index: number) => number | undefined;
  /**
   * The largest share that a single eigenvalue η has in what holds an edge (by its index) where it
   * is, Df2(κ_c) = Σ η²/(η+κ_c)², which is P for one factor. 1/D at Σ = 1; near 1 the edge is that
   * eigenvalue's own. 0 at a hard edge.
   */
  largestShare: (index: number) => number;
}

/**
 * `eta`: D eigenvalues η_k ≥ 0 of Σ, not all 0; `sizes`: P > 0, or N_1 … N_L > 0. The spectrum of Σ
 * is taken as it is: gaps open only between clusters of eigenvalues far enough apart for P, and for
 * a quasi-continuous spectrum of a finite D only the outer edges mean much. Edges, densities and
 * shares have relative error below 1e-9 (densities near an edge, where they rise as a square root,
 * in absolute terms). Densities and shares throw `NoConvergence` where the continuation from
 * positive ridges fails. Sources: Marchenko & Pastur 1967; Silverstein & Choi 1995 (edges);
 * 2405.00592 (products).
 */
export function sampleSpectrum(eta: ArrayLike<number>, sizes: number | readonly number[]): SampleSpectrum {
  const factors = wishartFactors(eta, typeof sizes === 'number' ? [sizes] : sizes);
  const { rank, dimension, trace, trace2 } = factors;
  const edges = spectralEdges(factors);
  const below = edges.map((edge) => shareAtEdge(factors, edge));
  const atom = 1 - Math.min(rank, ...factors.sizes) / dimension;
  const load = factors.sizes.reduce((sum, size) => sum + 1 / size, 0);
  const densities = (at: ArrayLike<number>) =>
    fill(factors, edges, at, {
      inside: (x, { df1 }) => df1[1] / (Math.PI * dimension * x),
      near: (x, edge) => densityNear(factors, edge, x),
      behind: () => 0,
      start: 0,
    });
  return {
    edges: edges.map(({ x }) => x),
    atom,
    masses: below.flatMap((share, i) => (i % 2 === 1 ? [share - below[i - 1]] : [])),
    density: (x) => densities([x])[0],
    densities,
    cumulative: (at) =>
      fill(factors, edges, at, {
        inside: (_, point) => shareBelow(factors, point),
        near: (_, edge) => below[edges.indexOf(edge)],
        behind: (edge) => below[edge],
        start: atom,
      }),
    stieltjes: (ridge) => {
      const kappa = kappaOfRidge(factors, ridge);
      const { eta, count } = factors;
      let unlearned = dimension - rank;
      for (let k = 0; k < eta.length; k++) unlearned += (count[k] * kappa) / (eta[k] + kappa);
      return unlearned / (dimension * ridge);
    },
    moments: [trace / dimension, trace2 / dimension + (trace / dimension) * trace * load],
    edgeWidth: (index) => edgeWidth(factors, edges[index]),
    kurtosisShift: (index) => kurtosisShift(factors, edges[index]),
    largestShare: (index) => largestShare(factors, edges[index]),
  };
}

/**
 * Nearer to a soft edge than this, relative to x, the leading order in the distance takes over: its
 * relative error is of the order of the distance, that of Newton's method of the rounding of x over
 * it.
 */
const NEAR = 1e-9;

interface Values {
  /** In the bulk, from κ there. */
  inside: (x: number, point: BranchPoint) => number;
  /** At an edge, or next to it. */
  near: (x: number, edge: SpectralEdge) => number;
  /** Outside the bulk, behind the edge of this index. */
  behind: (edge: number) => number;
  /** From 0 to the first edge. */
  start: number;
}

/** One value for each ascending point; 0 for negative ones. */
function fill(
  factors: WishartFactors,
  edges: SpectralEdge[],
  at: ArrayLike<number>,
  { inside, near, behind, start }: Values,
): Float64Array {
  const values = new Float64Array(at.length);
  let i = 0;
  while (i < at.length && at[i] < 0) i++;
  // Through the interval below each edge, which is in the bulk below every second one, then on the
  // edge itself.
  for (let e = 0; e <= edges.length; e++) {
    const edge = edges[e] as SpectralEdge | undefined;
    const end = edge ? edge.x * (edge.curvature ? 1 - NEAR : 1) : Number.POSITIVE_INFINITY;
    const points: number[] = [];
    const first = i;
    for (; i < at.length && at[i] < end; i++) points.push(at[i]);
    if (e % 2 === 0) values.fill(e === 0 ? start : behind(e - 1), first, i);
    else
      spectralBranch(factors, points).forEach((point, j) => {
        values[first + j] = inside(points[j], point);
      });
    if (edge) for (; i < at.length && at[i] <= edge.x * (1 + NEAR); i++) values[i] = near(at[i], edge);
  }
  return values;
}

/**
 * The share of eigenvalues below x from κ(x + i0) in closed form. (1/D) log det(M + λ) = (1/D) Σ
 * log(η+κ) + Σ_ℓ [(1 − N_ℓ/D) log v_ℓ + (N_ℓ/D) v_ℓ] + constant, v_ℓ = 1 − Df1/N_ℓ: its derivative
 * in λ is (1 − Df1/D)/λ, since d log λ = d log κ + Σ d log v_ℓ. Below the real axis the imaginary
 * part of log(μ − x − i0) is −π for μ < x.
 */
function shareBelow({ eta, count, sizes, rank, dimension }: WishartFactors, { re, im, df1 }: BranchPoint): number {
  let angle = (dimension - rank) * argument(im, re);
  for (let k = 0; k < eta.length; k++) angle += count[k] * argument(im, eta[k] + re);
  for (const size of sizes) angle += (dimension - size) * argument(-df1[1], size - df1[0]) - df1[1];
  return -angle / (Math.PI * dimension);
}

/** In [−π, 0], of a number on or below the real axis. */
function argument(im: number, re: number): number {
  if (im === 0) return re < 0 ? -Math.PI : 0;
  return atan2(im, re);
}

function shareAtEdge(factors: WishartFactors, { kappa, curvature }: SpectralEdge): number {
  if (curvature === undefined) return 1 - Math.min(factors.rank, ...factors.sizes) / factors.dimension;
  return shareBelow(factors, { re: kappa, im: 0, df1: [realSums(factors, kappa).df1, 0] });
}

/** To leading order √|x − edge|/(π D w^(3/2)) on the side of the bulk; infinite at a hard edge. */
function densityNear(factors: WishartFactors, edge: SpectralEdge, x: number): number {
  const width = edgeWidth(factors, edge);
  if (width === undefined) return Number.POSITIVE_INFINITY;
  // The lowest edge of an interval has x(κ) at a maximum there, its top at a minimum.
  const depth = (edge.curvature! < 0 ? 1 : -1) * (x - edge.x);
  return depth > 0 ? Math.sqrt(depth) / (Math.PI * factors.dimension * power(width, 1.5)) : 0;
}

/**
 * The density next to an edge, (1/π w^(3/2)) √|x − edge| for D eigenvalues, is the Airy process's
 * at w = 1.
 */
function edgeWidth(factors: WishartFactors, { x, kappa, curvature }: SpectralEdge): number | undefined {
  if (curvature === undefined) return undefined;
  return power((realSums(factors, kappa).second / x) * Math.sqrt(2 / Math.abs(curvature)), -2 / 3);
}

function kurtosisShift({ eta, weight, sizes }: WishartFactors, { kappa, curvature }: SpectralEdge): number | undefined {
  if (sizes.length > 1 || curvature === undefined) return undefined;
  let sum = 0;
  for (let k = 0; k < eta.length; k++) sum += (weight[k] * eta[k]) / wholePower(eta[k] + kappa, 3);
  return -squared(kappa / sizes[0]) * sum;
}

function largestShare(factors: WishartFactors, { kappa, curvature }: SpectralEdge): number {
  if (curvature === undefined) return 0;
  const most = factors.eta.reduce((most, eta) => Math.max(most, squared(eta / (eta + kappa))), 0);
  return most / realSums(factors, kappa).df2;
}
