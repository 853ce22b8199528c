import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { LAST_STEP, type MessagePassingProblem, prepare, stepsOf } from './problem.ts';
import { presets, sourceFor, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const messagePassing = defineSystem({
  id: 'message-passing',
  title: 'Message passing',
  strand: 'solvable settings',
  question: 'How well can a teacher be learned from its labels, and how does message passing get there step by step?',
  sources,
  sourceFor,
  parameters,
  sweep: {},
  prepare,
  coordinates: { step: { label: 'step', symbol: 't', scale: 'linear', at: stepsOf } },
  observables,
  derived,
  shown: ['overlap', 'error'],
  finiteSizeOrder: 1,
  margin: { value: 0.03, reason: 'theory is for infinite dimension: a few per mille to a per cent off at d = 1000' },
  inert,
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Random numbers at 10 ns, products at 5 GF/s, and what each label answers. */
function cost({ parameters, rows }: MessagePassingProblem): Cost {
  const { channel, noise, estimator, dimension } = parameters;
  const entries = rows * dimension;
  const answer = estimator === 'logistic' ? 1e-6 : 1e-7;
  const spectral = channel === 'abs' && noise === 0;
  return {
    seconds: 5e-3 + 1e-8 * entries + LAST_STEP * (8e-10 * entries + answer * rows),
    bytes: 8 * entries * (spectral ? 2 : 1) + 8 * dimension * (spectral ? dimension : 8) + 1e6,
    theory: channel === 'abs' ? (noise === 0 ? 0.02 : 0.02 / noise) : 0.02,
  };
}
