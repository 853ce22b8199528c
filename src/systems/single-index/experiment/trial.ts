import { fillOrthonormal, OnlineDescent, type OnlineStep } from '../../../networks/online-descent.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext, TrialReporter } from '../../contract.ts';
import type { SingleIndexObservable } from '../observables.ts';
import type { SingleIndexParameters } from '../parameters.ts';
import type { SingleIndexProblem, Wait } from '../problem.ts';
import { populationLoss } from './loss.ts';

type Reporter = TrialReporter<SingleIndexObservable>;

/**
 * One run of spherical SGD on fresh samples: for the duration, then until escape if that is worth
 * waiting for.
 */
export function runTrial(
  problem: SingleIndexProblem,
  { random, engine, reporter }: TrialContext<SingleIndexObservable>,
): Trial<SingleIndexObservable> {
  const { steps, wait } = problem;
  const total = Math.max(steps[steps.length - 1], wait ? wait.expected : 0);
  const loss = populationLoss(problem.parameters.activation);
  return engine.heap.scope(() => {
    const run = new SphericalRun(problem, random, engine);
    const overlaps: number[] = [];
    const curves = () => ({
      overlap: Float64Array.from(overlaps),
      populationLoss: Float64Array.from(overlaps, loss),
    });
    for (const step of steps) {
      run.to(step, reporter);
      overlaps.push(run.overlap);
      reporter.partial({ observables: curves() });
      reporter.progress(step / total);
    }
    if (wait) untilEscape(run, wait, reporter);
    return { observables: { ...curves(), ...(wait && { escapeSamples: run.escaped }) } };
  });
}

/**
 * Goes on until the overlap is at the threshold. Throws `NoConvergence` for a run that theory does
 * not describe.
 */
function untilEscape(run: SphericalRun, { expected, most }: Wait, reporter: Reporter): void {
  while (run.escaped === undefined) {
    if (run.steps > most)
      throw new NoConvergence(
        `the overlap has not escaped within ${Math.round(most)} samples, 30 standard deviations beyond the mean`,
      );
    run.to(run.steps + STRETCH, reporter);
    reporter.progress(Math.min(0.99, run.steps / expected));
  }
}

/**
 * Steps after which the norm is put right, the overlap taken from the weights, and escape looked
 * for.
 */
const STRETCH = 256;

/** Weights on the sphere, moving. */
class SphericalRun {
  /** Steps taken so far. */
  steps = 0;
  /** The first step after which the overlap was at the threshold. */
  escaped: number | undefined;
  /** w·w*, its magnitude for an even activation. */
  overlap: number;
  private readonly descent: OnlineDescent;
  private readonly update: OnlineStep;
  private readonly even: boolean;
  /** w·w* followed from step to step, set right by the weights themselves after each stretch. */
  private m: number;

  constructor({ parameters, sigma, delta }: SingleIndexProblem, random: Random, engine: Engine) {
    const { dimension, threshold } = parameters;
    const { value, slope, even } = sigma;
    const weights = pair(parameters, random.stream('weights'), engine);
    this.even = even;
    this.descent = new OnlineDescent(engine, random.stream('samples'), weights, 1);
    this.m = this.descent.overlaps()[1];
    this.overlap = this.m;
    const epsilon = delta / dimension;
    let taken = 0;
    this.update = ([a, b], squaredNorm, moves) => {
      // w ← w − εg(x − a w), back to the unit sphere.
      const g = (value(a) - value(b)) * slope(a);
      const keep = 1 + epsilon * g * a;
      const norm = Math.sqrt(1 + epsilon * epsilon * g * g * (squaredNorm - a * a));
      moves[0] = (-epsilon * g) / keep;
      this.m = (keep * this.m - epsilon * g * b) / norm;
      taken++;
      if (this.escaped === undefined && (even ? Math.abs(this.m) : this.m) >= threshold) this.escaped = taken;
      return keep / norm;
    };
  }

  /** Goes on to `step`. */
  to(step: number, reporter: Reporter): void {
    while (this.steps < step) {
      reporter.check();
      const stretch = Math.min(STRETCH, step - this.steps);
      this.descent.run(stretch, this.update);
      this.steps += stretch;
      this.renormalise();
    }
  }

  /**
   * The steps keep the norm of a unit vector, but magnify what round-off takes it off:
   * exponentially, until it is put right.
   */
  private renormalise(): void {
    const [norm2, product] = this.descent.overlaps();
    const scale = 1 / Math.sqrt(norm2);
    const { values, columns } = this.descent.weights;
    for (let k = 0; k < columns; k++) values[k] *= scale;
    this.m = product * scale;
    this.overlap = this.even ? Math.abs(this.m) : this.m;
  }
}

/**
 * w and w* as rows: random directions with the overlap prescribed, or as it falls, made positive by
 * the sign of w.
 */
function pair({ dimension, start }: SingleIndexParameters, random: Random, engine: Engine): Matrix {
  const weights = engine.heap.matrix(2, dimension);
  if (start === 'random') {
    random.fillNormal(weights);
    const { values } = weights;
    const norm = (from: number) => {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += squared(values[from + k]);
      return Math.sqrt(sum);
    };
    let product = 0;
    for (let k = 0; k < dimension; k++) product += values[k] * values[dimension + k];
    const [scale, teacherScale] = [Math.sign(product) / norm(0), 1 / norm(dimension)];
    for (let k = 0; k < dimension; k++) {
      values[k] *= scale;
      values[dimension + k] *= teacherScale;
    }
    return weights;
  }
  fillOrthonormal(random, weights);
  const { values } = weights;
  const rest = Math.sqrt(1 - start * start);
  for (let k = 0; k < dimension; k++) values[k] = start * values[dimension + k] + rest * values[k];
  return weights;
}
