import { squared } from '../../../numeric/special.ts';
import { covariance, type Form, mean, meanProduct, type Pairs } from './pairs.ts';

// Linear CKA of n Gaussian pairs. It is A/√(BC), where A, B, C compare X with Y, X with X and Y
// with Y; means of them are exact, and what fluctuates in the denominator is taken to next order:
// E A/√(BC) is
// (a − ½Cov(A, B)/b − ½Cov(A, C)/c + a(⅜Var B/b² + ⅜Var C/c² + ¼Cov(B, C)/bc))/√(bc).

/** tr Σ_x, tr Σ_x², those of y, and tr Σ_xy Σ_yx. */
function traces({ x, y, xy }: Pairs) {
  const sum = (values: Float64Array) => values.reduce((total, one) => total + one, 0);
  const squares = (values: Float64Array) => values.reduce((total, one) => total + one * one, 0);
  return { x: sum(x), y: sum(y), xx: squares(x), yy: squares(y), xy: squares(xy) };
}

/**
 * Of infinitely many pairs: |Σ_xy|²/(|Σ_x| |Σ_y|) with Frobenius norms. Kornblith et al. 2019
 * (arXiv 1905.00414), section 3, of expectations in the place of samples.
 */
export function populationCka(pairs: Pairs): number {
  const { xx, yy, xy } = traces(pairs);
  return xy / Math.sqrt(xx * yy);
}

/** Var B/b², Cov(A, B)/(b√(bc)) and so on. */
interface Fluctuations {
  ab: number;
  ac: number;
  bb: number;
  cc: number;
  bc: number;
}

function meanRatio(ratio: number, { ab, ac, bb, cc, bc }: Fluctuations): number {
  return ratio * (1 + (3 / 8) * (bb + cc) + bc / 4) - (ab + ac) / 2;
}

/** Of forms of one pair of which A, B, C are sums to leading order. */
function fluctuations([f, g, h]: Form[], b: number, c: number, pairs: Pairs, factor: number): Fluctuations {
  const root = Math.sqrt(b * c);
  return {
    ab: (factor * covariance(f, g, pairs)) / (b * root),
    ac: (factor * covariance(f, h, pairs)) / (c * root),
    bb: (factor * covariance(g, g, pairs)) / squared(b),
    cc: (factor * covariance(h, h, pairs)) / squared(c),
    bc: (factor * covariance(g, h, pairs)) / (b * c),
  };
}

const nothing = ({ x }: Pairs) => new Float64Array(x.length);
const scaled = (factor: number, values: Float64Array, added = 0) => values.map((one) => factor * one + added);

/** Means of |XᵀY|², |XᵀX|² and |YᵀY|². */
function meanSquares(pairs: Pairs, samples: number) {
  const m = samples - 1;
  const t = traces(pairs);
  return {
    a: m * m * t.xy + m * (t.x * t.y + t.xy),
    b: m * m * t.xx + m * (squared(t.x) + t.xx),
    c: m * m * t.yy + m * (squared(t.y) + t.yy),
  };
}

/**
 * Linear CKA of n pairs to leading order, with means in the place of what it is made of. XᵀY is a
 * block of a Wishart matrix of m = n − 1 degrees of freedom, so that
 * E|XᵀY|² = m²|Σ_xy|² + m(tr Σ_x tr Σ_y + |Σ_xy|²). Without anything in common that makes
 * √(PR_x PR_y)/m for many more samples than the participation ratios PR = (tr Σ)²/tr Σ², and 1 for
 * many fewer.
 */
export function leadingCka(pairs: Pairs, samples: number): number {
  const { a, b, c } = meanSquares(pairs, samples);
  return a / Math.sqrt(b * c);
}

/** The same to next order, in 1/m. */
export function meanCka(pairs: Pairs, samples: number): number {
  const m = samples - 1;
  const t = traces(pairs);
  const { b, c } = meanSquares(pairs, samples);
  const none = nothing(pairs);
  // What one pair more adds: 2m xᵀΣ_xy y, and |x|² tr Σ_y + |y|² tr Σ_x from the diagonal.
  const forms = [
    { xx: scaled(0, pairs.x, t.y), xy: scaled(m, pairs.xy), yy: scaled(0, pairs.y, t.x) },
    { xx: scaled(2 * m, pairs.x, 2 * t.x), xy: none, yy: none },
    { xx: none, xy: none, yy: scaled(2 * m, pairs.y, 2 * t.y) },
  ];
  return meanRatio(leadingCka(pairs, samples), fluctuations(forms, b, c, pairs, m));
}

/**
 * Mean and variance of debiased linear CKA of n pairs. A, B, C are then unbiased, U-statistics of
 * two pairs: A of (x·x′)(y·y′). The mean differs from the population's value by 1/n and, where
 * nothing is in common, not at all. The variance has the part of order 1/n, from what one pair
 * adds, and that of order 1/n² of two pairs, which is all there is without anything in common:
 * 2/(n(n − 3)), whatever the kernels and the distribution. For that, U-centred kernels are an
 * irreducible representation of the permutations of rows, of dimension n(n − 3)/2.
 */
export function debiasedMoments(pairs: Pairs, samples: number): { mean: number; variance: number } {
  const n = samples;
  const t = traces(pairs);
  const [b, c] = [t.xx, t.yy];
  const none = nothing(pairs);
  const x: Form = { xx: pairs.x, xy: none, yy: none };
  const y: Form = { xx: none, xy: none, yy: pairs.y };
  const both: Form = { xx: none, xy: scaled(0.5, pairs.xy), yy: none };
  const one = fluctuations([both, x, y], b, c, pairs, (4 * (n - 2)) / (n * (n - 1)));
  const two = pairFluctuations([both, x, y], b, c, pairs, 2 / (n * (n - 3)));
  const ratio = populationCka(pairs);
  const all = add(one, two.parts);
  const spread: Form = {
    xx: scaled(-ratio / (2 * b), pairs.x),
    xy: scaled(0.5 / Math.sqrt(b * c), pairs.xy),
    yy: scaled(-ratio / (2 * c), pairs.y),
  };
  return {
    mean: meanRatio(ratio, all),
    variance: ((4 * (n - 2)) / (n * (n - 1))) * covariance(spread, spread, pairs) + two.variance,
  };
}

function add(f: Fluctuations, g: Fluctuations): Fluctuations {
  return { ab: f.ab + g.ab, ac: f.ac + g.ac, bb: f.bb + g.bb, cc: f.cc + g.cc, bc: f.bc + g.bc };
}

/**
 * The same of (x·x′)(y·y′), (x·x′)² and (y·y′)² for two pairs. Given the second pair, x·x′ and y·y′
 * are normal with the variances xᵀΣ_x x, yᵀΣ_y y and the covariance xᵀΣ_xy y, forms of it.
 */
function pairFluctuations([both, x, y]: Form[], b: number, c: number, pairs: Pairs, factor: number) {
  const product = (f: Form, g: Form) => meanProduct(f, g, pairs);
  const root = Math.sqrt(b * c);
  const ratio = mean(both, pairs) / root;
  const crossed = product(x, y) + 2 * product(both, both);
  const aa = crossed / (b * c) - ratio * ratio;
  const ab = (3 * product(x, both)) / (b * root) - ratio;
  const ac = (3 * product(y, both)) / (c * root) - ratio;
  const bb = (3 * product(x, x)) / squared(b) - 1;
  const cc = (3 * product(y, y)) / squared(c) - 1;
  const bc = crossed / (b * c) - 1;
  const parts = { ab: factor * ab, ac: factor * ac, bb: factor * bb, cc: factor * cc, bc: factor * bc };
  const variance = aa - ratio * (ab + ac) + ((ratio * ratio) / 4) * (bb + cc + 2 * bc);
  return { parts, variance: factor * variance };
}
