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

/** So many times the training sharpens these networks, in the middle of three to ten. */
const SHARPENING = 6;

/**
 * A gradient or a Hessian–vector product takes some 10 µs and 4 ns for each sample and weight. A
 * step of a trial takes about three of them, the sharpness at every 31st or so some forty, and a
 * step of the flow about twenty. Flows without an edge are integrated to times that are long for
 * how sharp they become: each step of a Runge–Kutta method, of six velocities, has to be shorter
 * than 3 over the stiffness.
 */
function cost({ parameters, task, steps, stride, initialSharpness }: CentralFlowProblem): Cost {
  const { size } = task.model;
  const { theory, step, substeps } = parameters;
  const product = 1e-5 + 4e-9 * size * task.inputs.length;
  const look = 20 * product + 1.5e-6 * size;
  const x = step * initialSharpness * SHARPENING;
  // A velocity of the modified flow is two products, and there are two flows more to its end. At 4
  // it is given up.
  const modifiedStiffness = Math.min(x, 4) * (1 + Math.min(x, 4) / 2);
  const velocities = {
    central: 0,
    gradient: 6 * Math.max(1, x / 3),
    modified: 2 * 6 * Math.max(2, modifiedStiffness / 3),
  }[theory];
  return {
    seconds: steps * product * (3 + 40 / stride),
    bytes: 8 * (100 * size + 400 * task.inputs.length),
    theory: steps * ((theory === 'central' ? substeps : 1) * look + velocities * product),
  };
}
