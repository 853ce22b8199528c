import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type FiniteWidthProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const finiteWidth = defineSystem({
  id: 'finite-width',
  title: 'Networks of finite width',
  strand: 'tractable limits',
  question: 'How much do random networks of one architecture differ, and how does that grow with depth?',
  sources,
  parameters,
  sweep: { depth: '2:10:5' },
  prepare,
  observables,
  shown: ['varianceLog', 'meanLog'],
  margin: {
    value: 0.05,
    reason: 'exact at every width for relu; some thousand networks tell a variance to a twentieth',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 4 ns for each weight, and 3 µs a layer. */
function cost({ parameters: { networks, depth, width } }: FiniteWidthProblem): Cost {
  return {
    seconds: 3e-4 + networks * depth * (3e-6 + 4e-9 * squared(width)),
    bytes: 8 * (width * width + 4 * width + networks),
  };
}
