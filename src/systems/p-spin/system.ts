import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type PSpinParameters, parameters } from './parameters.ts';
import { curvaturesOf, FINEST, lagsOf, type PSpinProblem, prepare, tensorEntries, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const pSpin = defineSystem({
  id: 'p-spin',
  title: 'Descent in a random landscape',
  strand: 'solvable settings',
  question: 'How deep does gradient descent get in a landscape with exponentially many minima?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    time: { label: 'time', symbol: 't', scale: 'log', at: timesOf },
    lag: { label: 'time since the wait', symbol: 'τ', scale: 'log', at: lagsOf },
    curvature: { label: 'curvature', symbol: 'λ/R', scale: 'linear', at: curvaturesOf },
  },
  observables,
  shown: ['energy'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.03,
    reason: 'the energy of a finite landscape lags behind by one or two 1/N: about a per cent at a hundred dimensions',
  },
  inert: [
    noEffect(['startOverlap'], (p: PSpinParameters) => p.signal === 0, 'has no effect without a signal'),
    noEffect(['temperature'], (p: PSpinParameters) => p.step === 'flow', 'acts only with a step'),
  ],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** With each entry of the couplings: 1 ns to take its products for all starts, 20 ns to draw it. */
function cost({ parameters, ticks }: PSpinProblem): Cost {
  const { order, size, step } = parameters;
  const entries = tensorEntries(order, size);
  const evaluations = (step === 'flow' ? 4 : 1) * ticks + 1;
  const steps = step === 'flow' ? FINEST * ticks : ticks;
  return {
    seconds: 0.003 + 2e-8 * entries + evaluations * (order * 3e-10 * entries + 6e-8 * size),
    bytes: 4 * entries + (40 * entries) / size + 16 * squared(size),
    theory: 2.5e-9 * (steps * steps * steps),
  };
}
