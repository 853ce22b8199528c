import { type Cost, defineSystem, type Forecast } from '../contract.ts';
import { stepCoordinate } from '../shared/coordinates.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters, type SchedulesParameters } from './parameters.ts';
import { lateShares, prepare, runsOf, type SchedulesProblem, searchesFor } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const schedules = defineSystem({
  id: 'schedules',
  title: 'Schedules of the learning rate',
  strand: 'theories of hyperparameters',
  question: 'Which schedule of the learning rate, and how long a decay, ends with the least risk at this budget?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    step: stepCoordinate(({ points }: SchedulesProblem) => points),
    share: {
      label: 'share of the budget',
      symbol: 'k/T',
      scale: 'log',
      at: (problem: SchedulesProblem) => lateShares(problem),
    },
  },
  observables,
  derived,
  claims,
  shown: ['risk', 'gain'],
  margin: { value: 0.05, reason: 'the theory is exact: 5 per cent is what some thousand runs can tell of a mean risk' },
  validity,
  inert: [
    noEffect(
      ['dimension', 'capacity', 'source', 'theory'],
      (p: SchedulesParameters) => p.model === 'network',
      'has no effect with model=network',
    ),
    actsOnlyWith(['decayShare', 'warmupShare'], 'schedule', 'warmup-stable-decay'),
    actsOnlyWith(['window'], 'averaging', 'tail', 'exponential'),
  ],
  cost,
  forecast,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Nanoseconds for each number of an example; of networks nine rates, twice. */
function cost({ parameters, runs }: Pick<SchedulesProblem, 'parameters' | 'runs'>): Cost {
  const { model, steps, batch, dimension } = parameters;
  if (model === 'network') return { seconds: 18 * steps * (1.2e-5 + batch * 1.5e-6) + 0.05, bytes: 4e6 };
  return {
    seconds: 1e-3 + 2 * runs * steps * (1.5e-6 + 1e-8 * batch * dimension),
    bytes: 8 * (6 * dimension + batch * (dimension + 2)) + 8 * 3 * steps,
    theory: 2 * recursionSeconds(parameters),
  };
}

function recursionSeconds({ steps, dimension, averaging }: SchedulesParameters): number {
  return steps * dimension * (averaging === 'none' ? 3e-9 : 6e-9);
}

/** A search for a best rate tries so many. */
const TRIED = 42;
/** Seconds of a search that are not worth telling. */
const SHORT = 0.5;

function forecast(parameters: SchedulesParameters): Forecast | undefined {
  const preparation = searchesFor(parameters).reduce(
    (sum, averaging) => sum + TRIED * recursionSeconds({ ...parameters, averaging }),
    0,
  );
  if (preparation < SHORT) return undefined;
  return { ...cost({ parameters, runs: runsOf(parameters) }), preparation, eachPoint: true };
}
