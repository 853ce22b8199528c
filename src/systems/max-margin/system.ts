import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type MaxMarginProblem, prepare, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const maxMargin = defineSystem({
  id: 'max-margin',
  title: 'Max-margin bias of classifiers',
  strand: 'solvable settings',
  question: 'Towards which separating plane does training go, and how slowly?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 'τ', unit: 'step × steps', scale: 'log', at: timesOf } },
  observables,
  shown: ['margin', 'loss', 'finalMargin'],
  margin: {
    value: 0.02,
    reason:
      'the flow is followed in all detail, which steps leave by their own size; margins of other norms are limits, come to within a per cent or two',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 0.1 µs for each datum of a step, and 4 ns for each of its components. */
function cost({ parameters }: MaxMarginProblem): Cost {
  const { samples, dimension, steps } = parameters;
  return {
    seconds: 3e-4 + steps * (3.5e-7 + samples * (3.5e-8 + 1.4e-9 * dimension)),
    bytes: 8 * squared(samples + dimension),
    theory: 0.01 + 2e-5 * samples * dimension,
  };
}
