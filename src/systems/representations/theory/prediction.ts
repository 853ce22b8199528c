import type { Engine } from '../../../numeric/engine.ts';
import { createRandom } from '../../../numeric/random.ts';
import { remember } from '../../../numeric/remember.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import type { HiddenLayer } from '../kernels.ts';
import type { RepresentationsObservable } from '../observables.ts';
import type { RepresentationsProblem } from '../problem.ts';
import { alignment, type Fluctuation, kernelFluctuation, linearFluctuation } from './fluctuations.ts';

type Context = Pick<TheoryContext<RepresentationsObservable>, 'engine' | 'check' | 'progress'>;

/** Above it orders beyond the first are more than some per cent. */
const LARGEST = 0.7;

/**
 * With kernels of independent networks, E K̂K̂′ = KK′ and E|K̂|² = |K|²(1 + v/N) once what only
 * stretches them is left out: CKA is that of K and K′ times (1 + v/N)^(−½)(1 + v′/N′)^(−½). Of two
 * networks of one shape that is 1/(1 + v/N), and its root of one and the kernel of infinite width.
 * Nothing is predicted of trained networks.
 */
export function predict(problem: RepresentationsProblem, context: Context): Prediction<RepresentationsObservable> {
  const { parameters, layers, otherLayers } = problem;
  const { epochs, width, otherWidth, inputs: n } = parameters;
  if (epochs > 0) return { observables: {} };
  const own = fluctuationOf({ problem, layers, context });
  const v = own.value / width;
  if (v > LARGEST) return { observables: {} };
  const observables: Prediction<RepresentationsObservable>['observables'] = {
    seedDistance: { value: v / (1 + v), error: own.error },
    kernelDistance: { value: 1 - 1 / Math.sqrt(1 + v), error: own.error },
  };
  if (otherLayers.length === 0) return { observables };
  const other = fluctuationOf({ problem, layers: otherLayers, context });
  const w = other.value / otherWidth;
  if (w > LARGEST) return { observables };
  const [kernel, otherKernel] = [layers, otherLayers].map((all) => all[all.length - 1].kernel);
  const apart = 1 - alignment(kernel, otherKernel, n) / Math.sqrt((1 + v) * (1 + w));
  const error = Math.max(own.error, other.error);
  return { observables: { ...observables, otherDistance: { value: apart, error } } };
}

interface Scattering {
  problem: RepresentationsProblem;
  layers: HiddenLayer[];
  context: Context & { engine: Engine };
}

/** The same at every width. */
const fluctuationOf = remember(
  ({ problem, layers, context }: Scattering): Fluctuation => {
    const { parameters, inputs } = problem;
    // Layers of a linear network scatter alike, and nothing becomes of it on the way up.
    if (parameters.activation === 'linear')
      return { value: layers.length * linearFluctuation(layers[0].kernel, parameters.inputs), error: 1e-10 };
    return kernelFluctuation(parameters, layers, inputs, context.engine, createRandom('neurons'), context);
  },
  ({ problem: { parameters: p }, layers }) => `${p.inputs} ${p.activation} ${layers.length} ${p.weightVariance}`,
  32,
);
