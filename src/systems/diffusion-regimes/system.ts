import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type RegimesProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const diffusionRegimes = defineSystem({
  id: 'diffusion-regimes',
  title: 'Speciation and memorisation',
  strand: 'tractable limits',
  question: 'When does diffusion decide on a class, and when on one of its training points?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', scale: 'log', at: ({ times }) => times } },
  observables,
  derived,
  shown: ['sameClass', 'ownWeight', 'memorisation'],
  margin: {
    value: 0.05,
    reason: 'probabilities are exact in continuous time; the steps of the way back move them by a hundredth or two',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Each step of a walk weighs all points: products at 6 GF/s, and an exponential at 14 ns. */
function cost({ parameters, times, distance }: RegimesProblem): Cost {
  const { samples: n, dimension: d, steps } = parameters;
  const walks = Math.min(n, parameters.walks);
  const weights = n * ((4 * d) / 6e9 + 1.4e-8);
  return {
    seconds: 5e-4 + times.length * (steps * (walks * weights + (n + walks) * d * 3e-8) + n * weights),
    bytes: 8 * n * (n + 6 * d),
    theory: (distance === 0 ? 0.003 : 0.025) * times.length,
  };
}
