import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type JacobianParameters, parameters } from './parameters.ts';
import { type JacobianProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const jacobianSpectrum = defineSystem({
  id: 'jacobian-spectrum',
  title: 'Singular values of the Jacobian',
  strand: 'tractable limits',
  question: 'How unevenly does a random network stretch its directions, and when is it an isometry?',
  sources,
  parameters,
  sweep: { depth: '1:6:6' },
  prepare,
  coordinates: {
    singularValue: {
      label: 'singular value',
      symbol: 's',
      scale: 'linear',
      at: ({ edges }) => Float64Array.from(edges.subarray(1), (edge) => edge - edges[1] / 2),
    },
  },
  observables,
  shown: ['spread', 'mean'],
  margin: { value: 0.05, reason: 'where the theory is that of infinite width, finite ones add depth²/width to it' },
  validity,
  inert: [
    noEffect(
      ['biasVariance', 'startLength'],
      ({ activation }: JacobianParameters) => activation === 'linear' || activation === 'relu',
      'has no effect with linear and relu layers, whose slopes do not depend on lengths',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** A product a layer, three more for orthogonal weights, at 30 GF/s; all eigenvalues at 3 n³. */
function cost({ parameters: { width, depth, weights } }: JacobianProblem): Cost {
  const product = (2 * (width * width * width)) / 3e10;
  return {
    seconds: 1e-4 + depth * (3e-9 * squared(width) + (weights === 'orthogonal' ? 7 : 1) * product) + 3 * product,
    bytes: 8 * 8 * squared(width),
    theory: 0.02,
  };
}
