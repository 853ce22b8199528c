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
    reason:
      'theory is right to first order in v/N and nearly to second: 2 per cent off at v/N = 0.7 in one layer, 3 at 0.5 in four, measured',
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
 * Of each network: numbers of weights are drawn, products on all digits at 2 GF/s (a convolution's
 * weights act on each of 64 pixels, or on those that pooling has left), and steps of Adam on
 * batches. Theory pushes some 60 000 neurons of each layer through pairs of inputs.
 */
function cost({ parameters }: RepresentationsProblem): Cost {
  const { width, depth, activation, inputs: n, epochs, examples, other, otherWidth, otherDepth } = parameters;
  const isOther = other !== 'none';
  const shapes = [
    [width, depth, 1],
    [width, depth, 1],
    ...(isOther ? [[otherWidth, otherDepth, other === 'convolutional' ? 9 : 1]] : []),
  ];
  let [seconds, numbers] = [2e-3 + 5e-8 * n * n + 2e-8 * (n * n * n), 0];
  for (const [N, L, kernel] of shapes) {
    const weights = kernel === 1 ? N * (74 + N * (L - 1)) : N * (64 * 9 + N * 9 * 20 * (L - 1));
    const training = epochs * examples * weights * 8e-9 + (epochs > 0 ? 2000 * weights * 1e-9 : 0);
    const ansatz = epochs > 0 && kernel === 1 ? N * N * n * 2e-8 : 0;
    seconds += weights * (2e-8 + n * 1e-9) + training + ansatz;
    numbers += 2 * n * N * L * (kernel === 1 ? 2 : 64) + 10 * weights;
    if (epochs > 0) numbers += 700 * (64 + 4 * N * (L + 1)) * (kernel === 1 ? 1 : 16);
  }
  const layers = depth + (other === 'fully-connected' ? otherDepth : 0);
  return {
    seconds,
    bytes: 8 * (numbers + 8 * n * n),
    theory: epochs > 0 || activation === 'linear' ? 1e-3 : layers * 6e4 * (n * n * 8e-9 + 2e-6),
  };
}
