import type { Activation } from '../../../networks/operations/activation.ts';
import { gaussianMeans } from '../../../numeric/hermite.ts';
import { remember } from '../../../numeric/remember.ts';
import { erf, exp, hypot, power as raised, squared, tanh, wholePower } from '../../../numeric/special.ts';
import type { Abc, Family, Trained } from './abc.ts';

/**
 * A network d → n → n → 1 without biases that makes its first step on one datum, with ∂L/∂f = ±1.
 */
export interface OneStep {
  abc: Abc;
  family: Family;
  /**
   * Whether w ~ N(0, 1), with d^(−½) and n₀^(−½) outside of it: a step on w is then smaller on the
   * first layer by that factor.
   */
  unitWeights: boolean;
  /** n, and the width n₀ in whose units it stands in the table. */
  width: number;
  base: number;
  /** d, with entries x_i = ±1. */
  inputs: number;
  activation: Activation;
  trained: Trained;
  /** λ of AdamW: a step takes ηλ of every weight that is trained, whatever its rate. Or none. */
  decay?: number;
}

/** Root mean squares over the units: of what one step changes, per unit of the rate η → 0. */
export interface Changes {
  /** Of the pre-activations h¹ and h². */
  input: number;
  hidden: number;
  /** Of the output f. */
  output: number;
}

/** E |z| of z standard normal, √(2/π). */
const MEAN_SIZE = Math.sqrt(2 / Math.PI);

/**
 * The changes at large n, with all their parts and not the leading one alone; corrections are
 * O(1/n) of each. Worked out here, and held against trained networks; the leading powers are those
 * of the abc table (Yang & Hu 2020, arXiv 2011.14522). Backwards, g² = φ′(h²) w³ and g¹ = φ′(h¹)
 * W²ᵀg² are as with W²ᵀ drawn anew. The steps are ΔW = η r δ xᵀ under gradient descent, and η r
 * sign(δ) sign(x)ᵀ under Adam, whose first step is the sign of the gradient. Squares of what decay
 * changes add to those: the one is odd in w³ and in ∂L/∂f where the other is even.
 */
export function oneStep(setting: OneStep): Changes {
  const step = ofTheGradient(setting);
  if (!setting.decay) return step;
  const decay = ofDecay(setting);
  return {
    input: hypot(step.input, decay.input),
    hidden: hypot(step.hidden, decay.hidden),
    output: hypot(step.output, decay.output),
  };
}

function ofTheGradient(setting: OneStep): Changes {
  const { family, inputs: d, width: n, activation } = setting;
  const [r1, r2, r3] = ratesOf(setting);
  const deviation = readOutDeviation(setting);
  const first = momentsOf(activation, 1);
  const second = momentsOf(activation, first.square);
  const gradientSquare = deviation * deviation * second.slopeSquare;

  if (family === 'sgd') {
    const size = Math.sqrt(gradientSquare);
    // ΔW²φ(h¹) and the mean of W²φ′²W²ᵀg² lie along g²; what the latter scatters does not.
    const along = r2 * n * first.square + r1 * d * first.slopeSquare;
    const across = r1 * d * Math.sqrt(first.slopeFourth);
    return {
      input: r1 * d * size * Math.sqrt(first.slopeSquare),
      hidden: size * hypot(along, across),
      // The tangent kernel: the sum of r |∂f/∂W|² over the layers.
      output: gradientSquare * n * (r1 * d * first.slopeSquare + r2 * n * first.square) + r3 * n * second.square,
    };
  }
  const gradientSize = deviation * MEAN_SIZE * second.slopeSize;
  const own = r2 * n * first.size;
  const through = r1 * d;
  // W²φ′ sign(W²ᵀg²) has √(2/π) E|φ′| along g² of mean square 1, and scatters by E φ′².
  const alongBoth = MEAN_SIZE * first.slopeSize * (gradientSize / Math.sqrt(gradientSquare));
  const hidden =
    own * own * second.alive +
    2 * own * through * alongBoth +
    through * through * (squared(MEAN_SIZE * first.slopeSize) + first.slopeSquare);
  return {
    input: r1 * d * Math.sqrt(first.alive),
    hidden: Math.sqrt(hidden),
    // The sum of r |∂f/∂W|₁ over the layers.
    output:
      n * (r1 * d * MEAN_SIZE * Math.sqrt(gradientSquare) * first.slopeSize + r2 * n * gradientSize * first.size) +
      r3 * n * second.size,
  };
}

/**
 * What ΔW = −ηλW of the trained matrices changes, over η: λh¹ in h¹; in h² λh² by W² and
 * λu = λW²(φ′(h¹)h¹) through h¹, which are Gaussian together; and λw³·[φ(h²) + φ′(h²)(h² + u)] in
 * f.
 */
export function ofDecay(setting: OneStep): Changes {
  const { activation, width: n, trained, decay = 0 } = setting;
  const [one, two, three] = (['input', 'hidden', 'output'] as const).map((layer) =>
    trained === 'all' || trained === layer ? decay : 0,
  );
  const { square, alongValue, moved } = momentsOf(activation, 1);
  const { square: outward, alongValue: cross, moved: outwardMoved, slopeSquare } = momentsOf(activation, square);
  // u = c h² + what is independent of it.
  const c = alongValue / square;
  const own = two + one * c;
  const apart = one * one * (moved - c * alongValue);
  const mean = three * three * outward + 2 * three * own * cross + own * own * outwardMoved + apart * slopeSquare;
  return {
    input: one,
    hidden: Math.sqrt(own * own * square + apart),
    output: readOutDeviation(setting) * Math.sqrt(n * mean),
  };
}

/**
 * E f² before training, of a network with `depth` layers from width to width: n times the variance
 * of the read-out's entries times E φ² of the last layer. Of squares, since the root of a mean over
 * few networks is on average too small: by 20 per cent for one.
 */
export function initialOutput(
  setting: Omit<OneStep, 'family' | 'trained' | 'inputs' | 'decay'>,
  depth: number,
): number {
  let square = 1;
  for (let layer = 0; layer <= depth; layer++) square = momentsOf(setting.activation, square).square;
  return squared(readOutDeviation(setting)) * setting.width * square;
}

/** Of the entries of the read-out as it multiplies. */
function readOutDeviation({ abc: { a, b }, width, base }: Pick<OneStep, 'abc' | 'width' | 'base'>): number {
  return raised(width / base, -a[2] - b[2]) / Math.sqrt(base);
}

/**
 * The rates, in units of η, at which the matrices themselves move that multiply: what multiplies w
 * counts twice under gradient descent, and once under Adam. None for a layer that is not trained.
 */
function ratesOf({ abc: { a, c }, family, unitWeights, width, base, inputs, trained }: OneStep): number[] {
  const layers = ['input', 'hidden', 'output'] as const;
  const power = family === 'sgd' ? 2 : 1;
  return layers.map((layer, l) => {
    if (trained !== 'all' && trained !== layer) return 0;
    const factor = unitWeights && layer === 'input' ? raised(inputs, -0.5) : 1;
    return raised(factor, power) * raised(width / base, -power * a[l] - c[l]);
  });
}

interface Moments {
  /** E φ², E |φ|. */
  square: number;
  size: number;
  /** E φ′², E |φ′|, E φ′⁴, and the probability that φ′ is not 0. */
  slopeSquare: number;
  slopeSize: number;
  slopeFourth: number;
  alive: number;
  /** E φφ′h and E (φ′h)². */
  alongValue: number;
  moved: number;
}

/** The relative error of Gaussian means: |φ′| of gelu has a kink beside 0. */
export const MOMENTS_ERROR = 1e-6;

/** Of φ and φ′ at N(0, variance): kept, since no width changes them. */
const momentsAt = remember(
  ({ activation, variance }: { activation: Activation; variance: number }): Moments => {
    const { value, slope } = functions[activation];
    const deviation = Math.sqrt(variance);
    const [square, size, slopeSquare, slopeSize, slopeFourth, alive, alongValue, moved] = gaussianMeans(
      (z, out) => {
        const h = deviation * z;
        const [y, s] = [value(h), slope(h)];
        out.set([y * y, Math.abs(y), s * s, Math.abs(s), wholePower(s, 4), s === 0 ? 0 : 1, y * s * h, squared(s * h)]);
      },
      8,
      MOMENTS_ERROR,
    );
    return { square, size, slopeSquare, slopeSize, slopeFourth, alive, alongValue, moved };
  },
  ({ activation, variance }) => `${activation} ${variance}`,
  512,
);

function momentsOf(activation: Activation, variance: number): Moments {
  return momentsAt({ activation, variance });
}

const cumulative = (z: number) => 0.5 * (1 + erf(z * Math.SQRT1_2));

const functions: Record<Activation, { value: (z: number) => number; slope: (z: number) => number }> = {
  linear: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  tanh: { value: tanh, slope: (z) => 1 - squared(tanh(z)) },
  square: { value: (z) => z * z, slope: (z) => 2 * z },
  erf: { value: erf, slope: (z) => (2 / Math.sqrt(Math.PI)) * exp(-z * z) },
  gelu: {
    value: (z) => z * cumulative(z),
    slope: (z) => cumulative(z) + (z * exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI),
  },
};
