import { type Cost, defineSystem } from '../contract.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { prepare, type RepresentationsProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const representations = defineSystem({
  id: 'representations',
  title: 'Representations of networks',
  strand: 'universal behaviour',
  question: 'Do networks that began differently represent the same things alike?',
  sources,
  sourceFor: ({ epochs }) => (epochs === 0 ? 'dyer2019' : 'kornblith2019'),
  parameters,
  sweep: { width: '50:800:5:log' },
  sweepFor: ({ epochs }) => (typeof epochs === 'number' && epochs > 0 ? { width: '16:256:3:log' } : undefined),
  prepare,
  observables,
  derived,
  claims,
  shown: ['seedDistance', 'kernelDistance', 'widthExponent'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.04,
    reason: 'theory is right to first order in v/N and nearly to second: 2 per cent off at v/N = 0.7, measured',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Of two networks: numbers of weights are drawn, products on all digits at 2 GF/s, and steps of
 * Adam on batches. Theory pushes some 60 000 neurons of each layer through pairs of inputs.
 */
function cost({ parameters }: RepresentationsProblem): Cost {
  const { width: N, depth, activation, inputs: n, epochs, examples } = parameters;
  const weights = N * (74 + N * (depth - 1));
  const training = epochs * examples * weights * 8e-9 + (epochs > 0 ? 2000 * weights * 1e-9 + N * N * n * 2e-8 : 0);
  return {
    seconds: 2e-3 + 2 * (weights * (2e-8 + n * 1e-9) + training) + 3e-8 * n * n,
    bytes:
      8 * (2000 * (64 + 4 * N * (depth + 1)) * (epochs > 0 ? 1 : 0) + 2 * n * N * 4 * depth + 20 * weights + n * n * 6),
    theory: epochs > 0 || activation === 'linear' ? 1e-3 : depth * 6e4 * (n * n * 8e-9 + 2e-6),
  };
}
