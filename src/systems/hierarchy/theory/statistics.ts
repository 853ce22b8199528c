import { power } from '../../../numeric/special.ts';

/** A random hierarchy: its alphabet, classes, productions, tuple size and levels. */
export interface Hierarchy {
  /** Symbols of the alphabet. */
  v: number;
  /** Classes. */
  nc: number;
  /** Productions of each symbol. */
  m: number;
  /** Symbols of a tuple. */
  s: number;
  /** Levels, at least 1. */
  L: number;
}

/**
 * How the class α and the symbol z above a block of the input go together: P(z|α) = 1/v + δ_αz has,
 * over the draw of rules, E δ_αz δ_α′z′ = (g + q [α = α′]) (1/v) ([z = z′] − 1/v).
 */
interface Correlation {
  q: number;
  g: number;
}

/**
 * Of the L − 1 random maps between the class and the lowest symbols but one. Another map averages
 * over the m productions of each symbol: two of them are the same tuple only where they have one
 * parent, and no tuple has two, which pushes different parents apart. Exact, for L ≥ 2.
 */
function correlation({ v, m, s, L }: Hierarchy): Correlation {
  const a = power(v, s) / (m * (power(v, s) - 1));
  const y = 1 / (power(v, s) - 1);
  let [q, g] = [a, -y];
  for (let map = 2; map < L; map++) [q, g] = [a * (1 - 1 / v) * q, a / v - y + a * (1 - 1 / v) * g];
  return { q, g };
}

/**
 * P_c = n_c m^L ((1 − v^(−s))/(1 − 1/v))^(L−1): the samples at which the class contrast of the
 * counts of a tuple is as large as its sampling noise (to one sample). Exact at every size. The
 * leading n_c m^L is that of Cagnetta et al. 2023 (arXiv 2307.02129); the factor is derived here.
 */
export function criticalSamples({ v, nc, m, s, L }: Hierarchy): number {
  return leadingSamples({ v, nc, m, s, L }) * power((1 - power(v, -s)) / (1 - 1 / v), L - 1);
}

/** n_c m^L, what P_c tends to for many symbols. */
export function leadingSamples({ nc, m, L }: Hierarchy): number {
  return nc * power(m, L);
}

/** n_c m^((d − 1)/(s − 1)) with d = s^L: how many different data there are. */
export function distinctData({ nc, m, s, L }: Hierarchy): number {
  return nc * power(m, (power(s, L) - 1) / (s - 1));
}

/**
 * Averages over rules and P independent data of the counts N_μα of tuple μ, at one block, with
 * class α.
 */
export interface CountStatistics {
  mean: number;
  variance: number;
  /**
   * E Σ_α (N_μα − N̄_μ)²/(n_c − 1), and its two parts: what chance gives, and what the rules add.
   */
  contrast: number;
  noise: number;
  signal: number;
  /** E Σ_α (N_μα − N_μ′α)² of two tuples with the same parent, … */
  synonyms: number;
  /** … and of two with different ones. */
  strangers: number;
}

/** Exact at every size and for every P, for L ≥ 2. */
export function countStatistics(hierarchy: Hierarchy, P: number): CountStatistics {
  const { v, nc, m } = hierarchy;
  const { q, g } = correlation(hierarchy);
  const mean = P / (nc * v * m);
  const pairs = (P * (P - 1)) / (v * nc * nc * m * m);
  const signal = (mean * (P - 1)) / criticalSamples(hierarchy);
  const synonyms = (2 * P) / (v * m);
  return {
    mean,
    variance: mean * (1 - mean / P) + pairs * (q + g) * (1 - 1 / v),
    contrast: mean + signal,
    noise: mean,
    signal,
    synonyms,
    strangers: synonyms + 2 * nc * pairs * (q + g),
  };
}
