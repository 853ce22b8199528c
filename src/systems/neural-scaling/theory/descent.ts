import { type Complex, conjugate, over, plus, times } from '../../../numeric/complex.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { percent, plain } from '../../../statistics/sentences.ts';
import { type Contour, contoursFor, frequencyOf, type Node, waveOf } from './contour.ts';
import { type Shared, testCorrelation, trainCorrelation } from './correlations.ts';
import { type Resolvent, type Response, resolventOf, responseAtRidge, type ScalingModel } from './model.ts';

/** An average of `members` predictors that share their samples, their features, or nothing. */
export interface Ensemble {
  members: number;
  shared: Exclude<Shared, 'both'>;
}

export const single: Ensemble = { members: 1, shared: 'nothing' };

/**
 * Mean squared errors after each step: of the test without, of the training with its label noise.
 */
export interface Losses {
  test: Float64Array;
  /** Of one member; absent for the population's gradient. */
  train?: Float64Array;
}

/**
 * Losses of full-batch gradient descent v ← v − η (1/N) AᵀA (1/P) Ψᵀ(Ψv + noise) from the target's
 * v = w, after ascending numbers of `steps` ≥ 0: exact in the step, leading order in 1/P and 1/N.
 * The error of the inversion is about 1e-9 of the loss at the start, at all times.
 *
 * Every pair of frequencies ζ, ζ′ costs the same, whatever the number of modes, since sums over two
 * κ are differences of sums over one. Throws `OutOfRange` where descent diverges, or oscillates for
 * more than 500 steps; calls `check` and `progress` on the way.
 *
 * Source: 2402.01092 (dynamical mean-field theory; ensembles there as well).
 */
export function descentLosses(
  model: ScalingModel,
  eta: number,
  steps: readonly number[],
  ensemble: Ensemble = single,
  { check, progress }: { check: () => void; progress: (fraction: number) => void } = quiet,
): Losses {
  progress(0);
  const resolvent = resolventOf(model, check);
  const contours = stableContours(eta * resolvent.top, steps);
  const hasTrain = Number.isFinite(model.P);
  const [test, train]: number[][] = [[], []];
  const pairs = contours.map(({ nodes }) => (hasTrain ? 1 : 0.5) * nodes.length * (nodes.length + 1));
  // To condense a mode took about as long as a pair does.
  const all = pairs.reduce((sum, one) => sum + one, model.lambda.length);
  let done = 0;
  const report = (more: number) => {
    check();
    done += more;
    progress(done / all);
  };
  report(model.lambda.length);
  for (const contour of contours) {
    check();
    const inverse = new PairInverse(resolvent, eta, contour, check);
    test.push(...inverse.of((a, b) => ensembleCorrelation(model, a, b, ensemble), report));
    if (hasTrain) train.push(...inverse.of((a, b) => trainCorrelation(model, a, b), report));
  }
  return { test: Float64Array.from(test), ...(hasTrain && { train: Float64Array.from(train) }) };
}

/**
 * The test loss of ridge regression on the features, κ among the responses at z = `ridge`; at 0
 * that of the least-squares solution, of least norm where N > P, to which descent leads. Infinity
 * at N = P without a ridge.
 */
export function convergedLoss(model: ScalingModel, ensemble: Ensemble = single, ridge = 0): number {
  const at = responseAtRidge(model, ridge);
  const loss = ensembleCorrelation(model, at, at, ensemble).re;
  return Number.isNaN(loss) || loss < 0 ? Number.POSITIVE_INFINITY : loss;
}

/** The contours of a descent whose largest eigenvalue, times η, is `sharpness`. */
export function stableContours(sharpness: number, steps: readonly number[]): Contour[] {
  const contours = contoursFor(steps, Math.max(0, sharpness - 1));
  if (contours) return contours;
  throw new OutOfRange(
    'the rate times the largest eigenvalue of the features',
    plain(sharpness, 3),
    `below 2, where descent diverges, and below 1.95 for more than 500 steps: choose a smaller rate, ${percent(1.95 / sharpness, 2)} of this one`,
  );
}

function ensembleCorrelation(model: ScalingModel, a: Response, b: Response, { members, shared }: Ensemble): Complex {
  const same = testCorrelation(model, a, b, 'both');
  if (members === 1) return same;
  const other = testCorrelation(model, a, b, shared);
  return plus(
    { re: same.re / members, im: same.im / members },
    { re: other.re * (1 - 1 / members), im: other.im * (1 - 1 / members) },
  );
}

const PAIRS_BETWEEN_REPORTS = 4096;

const quiet = { check: () => {}, progress: () => {} };

/**
 * Σ over pairs of nodes ζ, ζ′ of a contour: the coefficient of (ζζ′)^(−t) in ζζ′/((ζ−1)(ζ′−1)) f(ζ,
 * ζ′).
 */
class PairInverse {
  private readonly responses: Response[];
  /** e^{ut} du/(2πi) ζ/(ζ − 1), by step and node: real and imaginary parts. */
  private readonly re: Float64Array[];
  private readonly im: Float64Array[];

  constructor(resolvent: Resolvent, eta: number, { nodes, steps }: Contour, check: () => void) {
    this.responses = resolvent.at(
      nodes.map((node) => frequencyOf(node, eta)),
      check,
    );
    const waves = steps.map((t) => nodes.map((node) => times(waveOf(node, t), perStep(node))));
    this.re = waves.map((row) => Float64Array.from(row, ({ re }) => re));
    this.im = waves.map((row) => Float64Array.from(row, ({ im }) => im));
  }

  of(correlation: (a: Response, b: Response) => Complex, report: (pairs: number) => void): Float64Array {
    const { responses, re, im } = this;
    const losses = new Float64Array(re.length);
    let pairs = 0;
    for (let i = 0; i < responses.length; i++)
      for (let j = i; j < responses.length; j++) {
        if (++pairs % PAIRS_BETWEEN_REPORTS === 0) report(PAIRS_BETWEEN_REPORTS);
        // The conjugate pairs double the real part, and so does exchanging two different nodes.
        const share = i === j ? 2 : 4;
        const near = correlation(responses[i], responses[j]);
        const far = correlation(responses[i], conjugated(responses[j]));
        for (let t = 0; t < losses.length; t++) {
          const [a, b, c, d] = [re[t][i], im[t][i], re[t][j], im[t][j]];
          const [ac, bd, ad, bc] = [a * c, b * d, a * d, b * c];
          losses[t] += share * ((ac - bd) * near.re - (ad + bc) * near.im + (ac + bd) * far.re - (bc - ad) * far.im);
        }
      }
    return losses;
  }
}

/** ζ/(ζ − 1). */
function perStep(node: Node): Complex {
  const less1 = frequencyOf(node, 1);
  return over({ re: less1.re + 1, im: less1.im }, less1);
}

function conjugated(response: Response): Response {
  const entries = Object.entries(response).map(([key, value]) => [key, conjugate(value)]);
  return Object.fromEntries(entries) as unknown as Response;
}
