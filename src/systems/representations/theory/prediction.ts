import type { Engine } from '../../../numeric/engine.ts';
import { createRandom } from '../../../numeric/random.ts';
import { remember } from '../../../numeric/remember.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import type { RepresentationsObservable } from '../observables.ts';
import type { RepresentationsProblem } from '../problem.ts';
import { kernelFluctuation, linearFluctuation } from './fluctuations.ts';

type Context = Pick<TheoryContext<RepresentationsObservable>, 'engine' | 'check' | 'progress'>;

/** Above it orders beyond the first are more than some per cent. */
const LARGEST = 0.7;

/**
 * With kernels of independent networks, E K̂K̂′ = |K|² and E|K̂|² = |K|²(1 + v/N) once what only
 * stretches them is left out: CKA is 1/(1 + v/N) of two networks, and its root of one and the
 * kernel of infinite width. Nothing is predicted of trained networks.
 */
export function predict(problem: RepresentationsProblem, context: Context): Prediction<RepresentationsObservable> {
  const { epochs, width } = problem.parameters;
  if (epochs > 0) return { observables: {} };
  const { value, error } = fluctuationOf({ problem, context });
  const v = value / width;
  if (v > LARGEST) return { observables: {} };
  return {
    observables: {
      seedDistance: { value: v / (1 + v), error },
      kernelDistance: { value: 1 - 1 / Math.sqrt(1 + v), error },
    },
  };
}

/** The same at every width. */
const fluctuationOf = remember(
  ({ problem, context }: { problem: RepresentationsProblem; context: Context & { engine: Engine } }) => {
    const { parameters, layers, inputs } = problem;
    // Layers of a linear network scatter alike, and nothing becomes of it on the way up.
    if (parameters.activation === 'linear')
      return { value: parameters.depth * linearFluctuation(layers[0].kernel, parameters.inputs), error: 1e-10 };
    return kernelFluctuation(parameters, layers, inputs, context.engine, createRandom('neurons'), context);
  },
  ({ problem: { parameters: p } }) => `${p.inputs} ${p.activation} ${p.depth} ${p.weightVariance}`,
  32,
);
