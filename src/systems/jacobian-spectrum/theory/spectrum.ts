import { NoConvergence } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { atan2, exp, hypot, log, log1p, norm, power, squared } from '../../../numeric/special.ts';

/**
 * Spectra at infinite width that free probability knows in closed form. With w = Σ_k m_k x^(−k),
 * m_k the moments of M = JJᵀ (of mean 1), the S-transform makes x = (1 + w)/(w S(w)); S is a power
 * of 1 + w for each Gaussian matrix, and of (1 + 2w)/(1 + w) for each layer of relu (Pennington,
 * Schoenholz & Ganguli 2017, arXiv 1711.04735).
 */
export interface FreeSpectrum {
  /** ln x = ln(1 + w)·`own` + ln(1 + 2w)·`coins` − ln w. */
  own: number;
  coins: number;
}

/** Undefined where all squared singular values are 0 or one number, and for smooth activations. */
export function freeSpectrum(phi: string, weights: 'gaussian' | 'orthogonal', depth: number): FreeSpectrum | undefined {
  const gaussian = weights === 'gaussian' ? depth : 0;
  if (phi === 'linear') return gaussian > 0 ? { own: 1 + gaussian, coins: 0 } : undefined;
  // Of orthogonal weights the first layer alone has but zeros and twos.
  if (phi !== 'relu' || (gaussian === 0 && depth === 1)) return undefined;
  return { own: 1 + gaussian - depth, coins: depth };
}

/**
 * The shares of all squared singular values above each of these positive x. Those that are zero,
 * half of them where there are coins, are below every x.
 */
export function sharesAbove(spectrum: FreeSpectrum, at: readonly number[]): number[] {
  const edge = upperEdge(spectrum);
  return at.map((x) => (x >= edge ? 0 : shareAbove(spectrum, x)));
}

/** The largest squared singular value at infinite width, where dx/dw = 0 at a positive w. */
export function upperEdge({ own, coins }: FreeSpectrum): number {
  const slope = (w: number) => (own * w) / (1 + w) + (2 * coins * w) / (1 + 2 * w) - 1;
  const largest = 1e6;
  // Two orthogonal layers of relu: w has no bound, and x comes up to a hard edge.
  if (slope(largest) <= 0) return power(2, coins);
  const w = brent(slope, 1e-9, largest);
  return exp(own * log1p(w) + coins * log1p(2 * w) - log(w));
}

type Complex = readonly [re: number, im: number];

/**
 * With G = (1 + w)/x the density is −Im G/π, and ∫ G dx = ∫ (1 + w) d ln x has a closed form in w,
 * whose imaginary part vanishes beyond the edge, where w is real.
 */
function shareAbove({ own, coins }: FreeSpectrum, x: number): number {
  const w = rootAt({ own, coins }, x);
  // (1 + w) d ln x/dw = own + coins (1 + 1/(1 + 2w)) − (1 + w)/w.
  return ((own + coins - 1) * w[1] + (coins / 2) * argument([1 + 2 * w[0], 2 * w[1]]) - argument(w)) / Math.PI;
}

/** From a negative x, where w is real, to the upper side of the positive one by turning. */
const TURNS = 48;
const NEWTON_STEPS = 60;

function rootAt({ own, coins }: FreeSpectrum, x: number): Complex {
  const size = log(x);
  // x as a product of powers of a + bw.
  const factors = [
    { power: own, a: 1, b: 1 },
    { power: coins, a: 1, b: 2 },
    { power: -1, a: 0, b: 1 },
  ].filter(({ power }) => power !== 0);
  const real = (w: number) => factors.reduce((sum, { power, a, b }) => sum + power * log(Math.abs(a + b * w)), -size);
  // Without coins the spectrum has no zeros, and w reaches −1 instead of −½.
  const least = coins > 0 ? -0.5 : -1;
  let [re, im] = [brent(real, least * (1 - 1e-15), -1e-300), 0];
  for (let turn = 1; turn <= TURNS; turn++) {
    const target = Math.PI * (1 - turn / TURNS);
    for (let step = 0; ; step++) {
      const [f, slope] = [
        [-size, -target],
        [0, 0],
      ];
      for (const { power, a, b } of factors) {
        const z: Complex = [a + b * re, b * im];
        const square = squared(z[0]) + squared(z[1]);
        f[0] += (power / 2) * log(square);
        f[1] += power * argument(z);
        slope[0] += (power * b * z[0]) / square;
        slope[1] -= (power * b * z[1]) / square;
      }
      const steep = squared(slope[0]) + squared(slope[1]);
      const move = [(f[0] * slope[0] + f[1] * slope[1]) / steep, (f[1] * slope[0] - f[0] * slope[1]) / steep];
      [re, im] = [re - move[0], Math.min(0, im - move[1])];
      const relative = norm(move) / hypot(re, im);
      if (relative <= 1e-13) break;
      // At an edge two roots meet, and Newton's method halves its error only.
      if (step === NEWTON_STEPS) {
        if (turn === TURNS && relative < 1e-6) break;
        throw new NoConvergence(`the spectral equation has not settled at x = ${x}`);
      }
    }
  }
  return [re, im];
}

/** In [−π, 0], for numbers of the lower half plane. */
function argument([re, im]: Complex): number {
  return im === 0 ? (re < 0 ? -Math.PI : 0) : atan2(im, re);
}

/** E (1/n)tr (JJᵀ)^k of L Gaussian matrices of variance 1/n, n → ∞: binom((L+1)k, k)/(Lk + 1). */
export function fussCatalanMoment(depth: number, k: number): number {
  let binomial = 1;
  for (let i = 1; i <= k; i++) binomial *= (depth * k + i) / i;
  return binomial / (depth * k + 1);
}
