import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { EFFORT, runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { functionsUpTo, prepare, type ScalingFormsProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const scalingForms = defineSystem({
  id: 'scaling-forms',
  title: 'Power laws from the geometry of data',
  strand: 'simple laws',
  question: 'Which power of the samples does the error fall as on a manifold of d dimensions?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    samples: { label: 'samples', symbol: 'D', scale: 'log', at: ({ sizes }) => Float64Array.from(sizes) },
  },
  observables,
  derived,
  shown: ['error'],
  margin: {
    value: 0.05,
    reason:
      'the theory is exact for any number of samples: 5 per cent is what some tens of thousands of fresh points can tell',
  },
  validity,
  inert: [actsOnlyWith(['neighbours'], 'regressor', 'nearest'), actsOnlyWith(['design'], 'regressor', 'piecewise')],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Nanoseconds for every coordinate of every point looked at, every product of a fit, and every
 * label of a grid.
 */
function cost({ parameters, sizes }: ScalingFormsProblem): Cost {
  const { regressor, dimension: d, degree, samples } = parameters;
  const { copies, tests } = EFFORT[regressor];
  const p = regressor === 'harmonics' ? functionsUpTo(degree, d) : 0;
  const each = {
    // Sizes are 10^(1/5) apart: all together look at 2.7 times the last.
    nearest: 2.7 * tests * (2e-9 * (d + 1) + 2e-9),
    harmonics: sizes.length * copies * (1.5e-9 * p * p + 1e-8 * p * (degree + d)),
    piecewise: sizes.length * copies * 8e-8 * d,
  }[regressor];
  return {
    seconds: 2e-3 + 1e-6 * sizes.length * tests + 1e-7 * copies * samples * (d + 1) + each * samples,
    bytes: 8 * samples * (d + 2 + p),
    theory: regressor === 'nearest' ? 4e-3 * sizes.length : 0.002,
  };
}
