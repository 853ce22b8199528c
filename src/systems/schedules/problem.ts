import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { Preparation } from '../contract.ts';
import type { Averaging, SchedulesParameters } from './parameters.ts';
import { averagingShares, multipliers } from './rates.ts';
import { bestPeakRate } from './theory/best-rate.ts';
import type { Population } from './theory/recursion.ts';

/** One-pass descent over a budget, and when it is looked at. */
export interface SchedulesProblem {
  parameters: SchedulesParameters;
  population: Population;
  /** What the peak rate is multiplied by at each step. */
  multipliers: Float64Array;
  /** How the average takes in the weights after each step; undefined without one. */
  shares: Float64Array | undefined;
  /** The peak rate, and that of a constant schedule without averaging; of networks undefined. */
  rate: number | undefined;
  constantRate: number | undefined;
  /** Numbers of steps after which curves are given, from 1 to the budget. */
  points: number[];
  /** Independent runs in one trial. */
  runs: number;
}

/**
 * Random numbers that a trial draws, about; enough runs for their mean to have a ratio, and the
 * most.
 */
const DRAWS = 4e6;
const [LEAST_RUNS, MOST_RUNS] = [16, 256];
/** Steps times modes for which the best rates are looked for: some 80 recursions, a minute. */
const MOST_TO_SEARCH = 2e8;
const PER_DECADE = 8;
/** From here on risks are compared with that at the end: before, the start is still seen. */
const EARLIEST = 1 / 8;
/** Towards the end, where rates fall, so many points besides. */
const LATE = 10;

/** Throws `BadInput` where the parameters contradict each other. */
export function prepare(parameters: SchedulesParameters, { check }: Pick<Preparation, 'check'> = {}): SchedulesProblem {
  const { dimension, capacity, source, noise, batch, steps, rate, theory, averaging } = parameters;
  const { schedule, decayShare, warmupShare } = parameters;
  if (theory === 'functional' && averaging !== 'none')
    throw new BadInput(`theory=functional has no averaging=${averaging}: choose averaging=none, or theory=exact`);
  if (theory === 'collapse' && !(schedule === 'constant' && rate === 'best' && averaging === 'none'))
    throw new BadInput(
      `theory=collapse is of the last weights at a constant rate that is best for its budget, not of schedule=${schedule} with rate=${rate} and averaging=${averaging}: choose schedule=constant, rate=best and averaging=none, or theory=exact`,
    );
  if (schedule === 'warmup-stable-decay' && decayShare + warmupShare > 1)
    throw new BadInput(
      `decayShare is ${decayShare} and warmupShare ${warmupShare}, but together they must be at most 1, the whole budget: choose a smaller decayShare or warmupShare`,
    );
  const population = {
    lambda: Float64Array.from({ length: dimension }, (_, i) => power(i + 1, -capacity)),
    squaredErrors: Float64Array.from({ length: dimension }, (_, i) => power(i + 1, capacity - source)),
    s2: noise / batch,
    perBatch: 1 / batch,
  };
  const factors = multipliers(parameters);
  const shares = averagingShares(parameters);
  const searches = searchesFor(parameters);
  if (searches.length > 0 && steps * dimension > MOST_TO_SEARCH)
    throw new BadInput(
      `rate is best, but the search for it takes minutes over steps=${steps} in dimension=${dimension}: give a rate, or fewer steps or modes`,
    );
  let [own, constant] = rate === 'best' ? [undefined, undefined] : [rate, rate];
  if (searches.length > 0) {
    own = bestPeakRate(population, factors, shares, check);
    constant = searches.length > 1 ? bestPeakRate(population, new Float64Array(steps).fill(1), undefined, check) : own;
  }
  return {
    parameters,
    population,
    multipliers: factors,
    shares,
    rate: own,
    constantRate: constant,
    points: pointsOf(steps),
    runs: runsOf(parameters),
  };
}

/** The averages with which best rates are looked for: its own, and of a constant rate without. */
export function searchesFor({ model, rate, schedule, averaging }: SchedulesParameters): Averaging[] {
  if (model === 'network' || rate !== 'best') return [];
  return schedule === 'constant' && averaging === 'none' ? ['none'] : [averaging, 'none'];
}

/** Independent runs in one trial. */
export function runsOf({ steps, batch, dimension }: SchedulesParameters): number {
  return Math.min(MOST_RUNS, Math.max(LEAST_RUNS, Math.round(DRAWS / (steps * batch * dimension))));
}

/** The last of the points, over the budget. */
export function lateShares({ points, parameters: { steps } }: SchedulesProblem): Float64Array {
  return Float64Array.from(points, (k) => k / steps).filter((share) => share >= EARLIEST);
}

function pointsOf(steps: number): number[] {
  const late = Array.from({ length: LATE }, (_, i) => Math.round(steps * (0.5 + i / (2 * LATE))));
  const all = [...logarithmicSteps(PER_DECADE, steps), ...late].filter((k) => k > 0);
  return [...new Set(all)].sort((x, y) => x - y);
}

/** The rates of all steps. */
export function ratesOf({ multipliers, rate }: SchedulesProblem): Float64Array {
  return multipliers.map((one) => one * rate!);
}

/** Those of the constant schedule that is compared with. */
export function constantRates({ parameters, constantRate }: SchedulesProblem): Float64Array {
  return new Float64Array(parameters.steps).fill(constantRate!);
}
