import { targetPower } from '../../data/spectra.ts';
import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power, squared } from '../../numeric/special.ts';
import { eigenvaluesOf, spectrumOf, targetOf } from '../shared/populations.ts';
import { type BatchSizeParameters, hasSampledGradients, momentumOf, rateByRule } from './parameters.ts';
import { bestRateFor, expectedSteps, slopeAtTarget, stability } from './theory/rate.ts';

/** What the rate is chosen for. */
export interface LeastSquares {
  parameters: BatchSizeParameters;
  /** Eigenvalues of the input covariance, all positive. */
  lambda: Float64Array;
  /** Squared errors at the start, e², with Σ λe² = 1. */
  squaredErrors: Float64Array;
}

/** One-pass least squares at a rate. */
export interface LeastSquaresProblem extends LeastSquares {
  kind: 'least-squares';
  /** η, at this batch size. */
  rate: number;
  /** The numbers of steps after which curves are measured. */
  steps: number[];
  /** How many steps runs wait for the target; undefined where they do not. */
  wait: { expected: number; most: number } | undefined;
  /** Independent runs in one trial. */
  runs: number;
  /**
   * By which share of the steps the mean of a single run would come to the target early, and that
   * of n runs by 1/√n of it: its scatter is met wherever it is first below. 0 where nobody waits.
   */
  early: number;
}

/** A network that is trained with each rate of a grid. */
export interface NetworkProblem {
  kind: 'network';
  parameters: BatchSizeParameters;
  steps: number[];
  rates: number[];
}

export type BatchSizeProblem = LeastSquaresProblem | NetworkProblem;

/**
 * Throws `BadInput` where the parameters contradict each other, `NoSolution` where no rate is best.
 */
export function prepare(parameters: BatchSizeParameters): BatchSizeProblem {
  if (parameters.model === 'network') return prepareNetwork(parameters);
  checkNoise(parameters);
  const setting = { parameters, ...population(parameters) };
  const rate = rateByRule(parameters) ?? bestRateFor(setting);
  const expected = expectedSteps(setting, rate);
  const last = parameters.steps === 'target' ? lastStep(expected) : parameters.steps;
  const steps = curveSteps(last);
  const waits = expected <= PATIENCE * last;
  const wait = waits ? { expected, most: Math.ceil(GIVEN_UP * expected) + SOME_STEPS } : undefined;
  if (wait) checkMomentum(parameters, wait);
  const early = waits ? earlyBy(setting, rate, expected) : 0;
  const runs = runsOf(setting, Math.max(last, waits ? expected : 0), early);
  return { kind: 'least-squares', ...setting, rate, steps, wait, runs, early };
}

/**
 * The risk of a run scatters by about 1.2 of what it settles at; over the slope at the target that
 * is the scatter of the crossing, and simulated first crossings came early by a third of it (at
 * scatters of 1.5 to 10 steps).
 */
const SCATTER = 1.2;
const EARLY = 1 / 3;

function earlyBy(setting: LeastSquares, rate: number, expected: number): number {
  const scatter = (SCATTER * stability(setting).settlesAt(rate)) / setting.parameters.targetRisk;
  return (EARLY * scatter) / slopeAtTarget(setting, rate, expected) / Math.max(1, expected);
}

/** The steps of a curve up to the last. */
export function curveSteps(last: number): number[] {
  return logarithmicSteps(PER_DECADE, last).slice(1);
}

/** Points of a curve. */
const PER_DECADE = 8;
/** The curve's steps where the target is never reached. */
const STEPS_WITHOUT_TARGET = 100;
/** Runs wait for the target up to so many lengths of the curve. */
const PATIENCE = 10;
/** After so many times the expected steps, and some besides, the target is given up. */
const GIVEN_UP = 3;
const SOME_STEPS = 20;

function lastStep(expected: number): number {
  return Number.isFinite(expected) ? Math.ceil(expected) : STEPS_WITHOUT_TARGET;
}

/** Random numbers that a trial draws, and the least and the most of runs. */
const DRAWS = 1.5e6;
const [FEWEST_RUNS, MOST_RUNS] = [8, 1024];
/** As many runs as make a good mean are made at a higher price. */
const GOOD_RUNS = 128;
const MOST_DRAWS = 1e7;
/** Runs are made at that price, too, until their mean comes early by less than this. */
const LITTLE_EARLY = 0.01;
/**
 * Of fewer runs neither a ratio of means nor the first crossing of a mean is good to a per cent.
 */
export const FEW_RUNS = 32;

/**
 * The crossing of a mean is not the mean of crossings: a trial averages the risk over as many runs
 * as come at a few hundredths of a second, and looks for the target in that.
 */
function runsOf({ parameters, lambda }: LeastSquares, steps: number, early: number): number {
  const perStep = hasSampledGradients(parameters) ? parameters.batch * (lambda.length + 1) : lambda.length;
  const runsFor = (draws: number) => Math.round(draws / (steps * perStep));
  const wanted = Math.max(GOOD_RUNS, Math.ceil(squared(early / LITTLE_EARLY)));
  const good = Math.min(wanted, runsFor(MOST_DRAWS));
  return Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, good, runsFor(DRAWS)));
}

function checkNoise({ optimiser, noise }: BatchSizeParameters): void {
  if (noise === 0 && !hasSampledGradients({ optimiser }))
    throw new BadInput(
      `optimiser=${optimiser} with noise=0 has no gradient noise, and its theory is for gradients that are mostly noise: give a noise above 0`,
    );
}

/** A momentum that has not followed the gradient once before the target is given up. */
function checkMomentum(
  { optimiser, momentum, batch }: BatchSizeParameters,
  { expected, most }: { expected: number; most: number },
): void {
  const memory = Math.round(1 / (1 - momentum));
  if (optimiser === 'adam' && memory > most)
    throw new BadInput(
      `momentum is ${momentum} and remembers ${memory} steps, but with batch=${batch} the target is expected after ${Math.round(expected)}, and the theory of adam is for a momentum that follows at once: choose a momentum of at most ${Math.floor(100 * (1 - 1 / most)) / 100}, or a smaller rate`,
    );
}

function population(parameters: BatchSizeParameters): Pick<LeastSquares, 'lambda' | 'squaredErrors'> {
  const spec = spectrumOf(parameters);
  const eta = eigenvaluesOf(spec, 'learn');
  const power = targetPower(targetOf(parameters, eta.length), spec);
  const total = power.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) throw new BadInput('target has no power on the inputs, so there is nothing to learn');
  const lambda = eta.filter((value) => value > 0);
  const squaredErrors = power.filter((_, k) => eta[k] > 0).map((value, k) => value / total / lambda[k]);
  return { lambda, squaredErrors };
}

/** Throws `BadInput` for an optimiser that networks are not trained with here. */
export function prepareNetwork(parameters: BatchSizeParameters): NetworkProblem {
  if (!hasSampledGradients(parameters))
    throw new BadInput(
      `model=network has no optimiser=${parameters.optimiser}: choose gradient-descent or heavy-ball, or model=least-squares`,
    );
  const rate = rateByRule(parameters);
  const share = 1 - momentumOf(parameters);
  return {
    kind: 'network',
    parameters,
    steps: [],
    rates: rate === undefined ? NETWORK_RATES.map((r) => share * r) : [rate],
  };
}

/** Half octaves from 0.00625 to 1.6. */
const NETWORK_RATES = Array.from({ length: 17 }, (_, j) => 1.6 * power(2, -j / 2));
