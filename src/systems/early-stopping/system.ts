import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type EarlyStoppingProblem, prepare, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const earlyStopping = defineSystem({
  id: 'early-stopping',
  title: 'Early stopping against ridge',
  strand: 'solvable settings',
  question: 'How does stopping early regularise, beside a ridge?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', scale: 'log', at: timesOf } },
  observables,
  derived,
  shown: ['risk', 'ridgeRisk'],
  margin: {
    value: 0.05,
    reason: 'the theory is exact for every step: 5 per cent is what some thousand draws of the noise can tell',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Two products a step at 30 GF/s for 64 draws of the noise, and 0.2 ns for each number of an open
 * average.
 */
function cost({ parameters, steps }: EarlyStoppingProblem): Cost {
  const { samples: n, dimension: d, momentum } = parameters;
  const last = steps[steps.length - 1];
  const perStep = 1.5e-6 + 64 * (1.3e-10 * n * d + 5e-10 * (n + d));
  const averages = momentum === 0 ? steps.length * n * 64 * 2e-10 : 0;
  return {
    seconds: 1e-3 + last * (momentum === 0 ? 12 * perStep + 4 * averages : perStep),
    bytes: 8 * (n * d + 64 * ((3 + steps.length) * n + 3 * d)),
    theory: 1e-8 * (d * d * d) + 2e-9 * d * last,
  };
}
