import { type Complex, complex, exponential, exponentialLess1, scaled } from '../../../numeric/complex.ts';
import { acosh, cos, cosh, log, sin, sinh, squared } from '../../../numeric/special.ts';

/**
 * A node u = ln ζ in the upper half plane of a contour for f(t) = (1/2πi) ∫ e^{ut} f̂ du, which is
 * the coefficient of ζ^(−t) in f̂ = Σ_t f(t) ζ^(−t).
 */
export interface Node {
  u: Complex;
  /** du/(2πi), for sums over these nodes and their conjugates. */
  weight: Complex;
}

/** Nodes, and the ascending steps t that they serve. */
export interface Contour {
  nodes: Node[];
  steps: number[];
}

/** Up to here at least, steps are read off a circle. */
const FEWEST = 32;
/** Beyond, its nodes would be too many. */
const MOST = 500;
/** What a mode that the hyperbola leaves out may have kept of itself. */
const NEGLIGIBLE = 1e-10;
/** Nodes on the circle for each step, and the aliasing that they leave: ρ^(−nodes). */
const NODES_PER_STEP = 3;
const ALIASING = 1e-11;

/**
 * Contours for ascending steps ≥ 0: a circle for the first ones, exact for the discrete steps, and
 * for all others one hyperbola, whose nodes are spread evenly over the logarithm of the frequency,
 * so that more decades of time take a few nodes each. Beyond the circle the hyperbola passes by
 * singularities at negative ζ, modes that change their sign at every step; `overshoot` is the
 * largest |ζ| of those, 0 if there are none. Undefined where they last for more than 500 steps.
 */
export function contoursFor(steps: readonly number[], overshoot = 0): Contour[] | undefined {
  const last = steps[steps.length - 1];
  const reach = overshoot > 0 ? Math.max(FEWEST, Math.ceil(log(NEGLIGIBLE) / log(overshoot))) : FEWEST;
  if (!(overshoot < 1) || (reach > MOST && last > MOST)) return undefined;
  const early = steps.filter((t) => t <= reach);
  const late = steps.filter((t) => t > reach);
  const contours: Contour[] = [];
  if (early.length > 0) contours.push({ nodes: circle(early[early.length - 1]), steps: early });
  if (late.length > 0) contours.push({ nodes: hyperbola(late[0], last), steps: late });
  return contours;
}

/** |ζ| = ρ, for coefficients up to `last`. No node is real. */
export function circle(last: number): Node[] {
  const half = Math.ceil((NODES_PER_STEP * (last + 2)) / 2);
  const growth = -log(ALIASING) / (2 * half);
  const weight = complex(1 / (2 * half));
  return Array.from({ length: half }, (_, j) => ({ u: complex(growth, ((j + 0.5) * Math.PI) / half), weight }));
}

/** e^(−this) is the error of the hyperbola's sum. */
const DIGITS = 24;

/**
 * u = μ(1 + sin(iθ − α)) for steps between `first` and `last`: it opens to the left, around all
 * singularities on the negative axis and at 0. Weideman & Trefethen 2007, Math. Comp. 76, 1341,
 * section 4, with the α that converges fastest.
 */
export function hyperbola(first: number, last: number): Node[] {
  const { alpha, spread, rate } = opening(last / first);
  const count = Math.ceil(DIGITS / rate);
  const h = spread / count;
  const mu = (((4 * Math.PI * alpha - squared(Math.PI)) / spread) * count) / last;
  return Array.from({ length: count }, (_, j) => {
    const theta = (j + 0.5) * h;
    const [sine, cosine] = [sin(alpha), cos(alpha)];
    return {
      u: complex(mu * (1 - sine * cosh(theta)), mu * cosine * sinh(theta)),
      weight: scaled((h * mu) / (2 * Math.PI), complex(cosine * cosh(theta), sine * sinh(theta))),
    };
  }).filter(({ u }) => u.re * first > log(Number.EPSILON) * 2);
}

const ANGLES = 200;

/**
 * The opening α between π/4 and π/2 whose error e^(−rate · nodes) falls fastest over this range of
 * times.
 */
function opening(range: number): { alpha: number; spread: number; rate: number } {
  let best = { alpha: 0, spread: 0, rate: 0 };
  for (let i = 1; i < ANGLES; i++) {
    const alpha = (Math.PI / 4) * (1 + i / ANGLES);
    const inside = ((Math.PI - 2 * alpha) * range + 4 * alpha - Math.PI) / ((4 * alpha - Math.PI) * sin(alpha));
    const spread = acosh(inside);
    const rate = (squared(Math.PI) - 2 * Math.PI * alpha) / spread;
    if (rate > best.rate) best = { alpha, spread, rate };
  }
  return best;
}

/** z = (ζ − 1)/η at a node. */
export function frequencyOf({ u }: Node, eta: number): Complex {
  return scaled(1 / eta, exponentialLess1(u));
}

/** e^{ut} du/(2πi) at a node. */
export function waveOf({ u, weight }: Node, t: number): Complex {
  const wave = exponential(scaled(t, u));
  return { re: wave.re * weight.re - wave.im * weight.im, im: wave.re * weight.im + wave.im * weight.re };
}
