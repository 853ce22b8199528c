import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { hasSampledGradients, momentumOf } from './parameters.ts';
import { type BatchSizeProblem, FEW_RUNS, type LeastSquaresProblem } from './problem.ts';
import { decayRate } from './theory/noise-dominated.ts';
import { gainAt, LARGEST_GAIN, stability } from './theory/rate.ts';

/** Signal over noise of a gradient up to which the formulas are good to a few per cent. */
const LARGEST_SIGNAL = 0.3;

/** Above this part of the target, the stationary risk is more than a per cent of scatter there. */
const FLUCTUATING = 0.1;

/** Half of the verdict's margin. */
const TOO_EARLY = 0.015;

/** Which assumption of the theory these parameters strain. */
export function validity(problem: BatchSizeProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  if (problem.kind === 'network') {
    note(
      true,
      'ordinal',
      'ordinal claims only',
      () => 'of a network, theory says how steps, examples, rates and noise scales are ordered, and no numbers',
    );
    return all;
  }
  const { rate, parameters } = problem;
  const { targetRisk, rule, optimiser, batch } = parameters;
  const { top, settlesAt } = stability(problem);
  const q = gainAt(problem, rate);
  strained(
    q > LARGEST_GAIN,
    'near-instability',
    q < 1 ? 'near the largest stable rate' : 'beyond the largest stable rate',
    () =>
      `the rate ${plain(rate, 3)} is ${plain(rate / top, 2)} of the largest stable one, and ${q < 1 ? `feeds ${plain(q, 2)} of the noise back` : 'the mean risk diverges'}: rare runs carry the mean, and tens of trials do not see them`,
  );
  strained(
    q <= LARGEST_GAIN && hasWildRuns(problem),
    'wild-runs',
    'runs that differ without bound',
    () =>
      `the rate ${plain(rate, 3)} is ${plain(rate / top, 2)} of the largest stable one: the mean risk settles, and its variance over runs does not; rare runs carry the mean, and the others are at the target before it; choose a smaller rate`,
  );
  const floor = settlesAt(rate);
  strained(
    q < 1 && floor < targetRisk && floor > targetRisk / 1.25,
    'target-near-floor',
    'target near the stationary risk',
    () =>
      `the risk settles at ${plain(floor, 3)}, close below the target ${targetRisk}: when it comes there is a matter of fluctuations`,
  );
  note(
    q < 1 && floor >= targetRisk,
    'out-of-reach',
    'target out of reach',
    () =>
      `the risk settles at ${plain(floor, 3)}, above the target ${targetRisk}: choose a smaller rate or a larger batch`,
  );
  const { runs, wait, early } = problem;
  strained(
    wait !== undefined && runs < FEW_RUNS && floor > FLUCTUATING * targetRisk,
    'few-runs',
    'few runs in a trial',
    () =>
      `the mean risk of a trial's ${runs} runs fluctuates by ${plain(Math.sqrt(2 / runs), 1)} of the stationary risk ${plain(floor, 2)} where one mode rules, and comes to the target early: choose a larger rate, or fewer dimensions`,
  );
  strained(
    early > TOO_EARLY * Math.sqrt(runs),
    'early-crossing',
    'target met early',
    () =>
      `the risk settles at ${plain(floor, 3)} and comes to the target ${targetRisk} slowly: the mean of a trial's ${runs} runs scatters about theory, is below the target before it, and about ${percent(early / Math.sqrt(runs), 1)} too early; choose a smaller rate, or a larger target`,
  );
  note(
    wait !== undefined && wait.expected < 1,
    'within-one-step',
    'target passed within one step',
    () =>
      'the first step passes the target: the fraction of it is interpolated, and no critical batch size is made of it',
  );
  if (!hasSampledGradients(parameters)) noiseDominance(problem, strained);
  note(
    parameters.rate !== 'best' &&
      rule === 'linear' &&
      optimiser === 'gradient-descent' &&
      batch > 1 &&
      rate > 0.1 * top,
    'linear-rule',
    'linear rule beyond small steps',
    () =>
      `the linear rule is for small steps: its rate is ${plain(rate / top, 2)} of the largest stable one, which grows more slowly than the batch`,
  );
  note(true, 'rate', `rate ${plain(rate, 3)}`, () =>
    hasSampledGradients(parameters)
      ? `rate ${plain(rate, 3)}, ${plain(rate / top, 2)} of the largest stable one; q = ${plain(q, 2)}, the risk settles at ${plain(floor, 2)}`
      : `rate ${plain(rate, 3)}; the risk settles at ${plain(floor, 2)}`,
  );
  return all;
}

/**
 * Whether the square of the risk grows without end, by a mode alone: gradient descent on a batch
 * multiplies its error by f = 1 − ηλc with c = χ²_B/B, and E f⁴ is above 1.
 */
function hasWildRuns({ parameters, lambda, rate }: LeastSquaresProblem): boolean {
  const { optimiser, batch } = parameters;
  if (optimiser !== 'gradient-descent') return false;
  // Moments of c.
  const c2 = 1 + 2 / batch;
  const c3 = c2 * (1 + 4 / batch);
  const c4 = c3 * (1 + 6 / batch);
  return lambda.some((l) => {
    const u = rate * l;
    return u * (u * (u * (u * c4 - 4 * c3) + 6 * c2) - 4) > 0;
  });
}

function noiseDominance(problem: LeastSquaresProblem, strained: ReturnType<typeof gatherNotes>['strained']): void {
  const { parameters, lambda, squaredErrors, rate } = problem;
  const { batch, noise, optimiser } = parameters;
  // λ|e|√B/s with s = σ√λ, of the mode where it is largest.
  const signal = lambda.reduce((most, l, k) => Math.max(most, Math.sqrt((l * squaredErrors[k] * batch) / noise)), 0);
  strained(
    signal > LARGEST_SIGNAL,
    'signal',
    'gradients are not mostly noise',
    () =>
      `at the start the gradient is ${plain(signal, 2)} of its noise in some direction, and the theory is for less than ${LARGEST_SIGNAL}: choose a smaller batch or more noise`,
  );
  if (optimiser !== 'adam') return;
  const momentum = momentumOf(parameters);
  const fastest = lambda.reduce(
    (most, l) => Math.max(most, decayRate({ optimiser, B: batch, eta: rate }, l, Math.sqrt(noise * l))),
    0,
  );
  strained(
    fastest > 0.1 * (1 - momentum),
    'slow-momentum',
    'momentum as slow as learning',
    () =>
      `a mode is learned in ${Math.round(1 / fastest)} steps, and the momentum remembers ${Math.round(1 / (1 - momentum))}: the theory is for a momentum that follows at once`,
  );
}
