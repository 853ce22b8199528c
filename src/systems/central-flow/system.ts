import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type CentralFlowProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const centralFlow = defineSystem({
  id: 'central-flow',
  title: 'The central flow of gradient descent',
  strand: 'universal behaviour',
  question: 'Where does gradient descent go once it oscillates at the edge of stability?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    time: {
      label: 'training time',
      symbol: 't = ηk',
      scale: 'linear',
      at: ({ ends, parameters }) => Float64Array.from(ends, (end) => parameters.step * end),
    },
  },
  observables,
  derived,
  shown: ['loss', 'sharpness', 'variance'],
  margin: {
    value: 0.05,
    reason:
      'the flow expands the loss to third order in the oscillation, and averages over bursts of which a window sees a few',
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
 * A gradient and a Hessian–vector product take some µs and some ns for each sample and weight; the
 * sharpness at every fifteenth step takes some twenty products, a step of the flow about as many.
 */
function cost({ parameters, task, steps }: CentralFlowProblem): Cost {
  const { size } = task.model;
  const product = 1e-5 + 4e-9 * size * task.inputs.length;
  const flow = 20 * product + 1.5e-6 * size;
  const substeps = parameters.theory === 'central' ? parameters.substeps : 1;
  return {
    seconds: steps * (product + 2e-8 * size + (25 * product) / 15),
    bytes: 8 * (60 * size + 40 * task.inputs.length * 64),
    theory: steps * substeps * flow,
  };
}
