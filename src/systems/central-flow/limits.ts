import { createRandom } from '../../numeric/random.ts';
import { exp } from '../../numeric/special.ts';
import { flowLoss } from '../../regression/least-squares.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { CentralFlow } from './theory/central-flow.ts';
import { Landscape } from './theory/landscape.ts';
import { oneDirectionVariance } from './theory/one-direction.ts';
import { SharpestDirections } from './theory/sharpest-directions.ts';

type Settings = Record<string, unknown>;

/** Without hidden units the network is a line, and one direction learns: its slope. */
function line(settings: Settings, { engine }: LimitContext) {
  const { task, start, ends } = prepare(parameters.parse(settings), { engine });
  const lambda = task.inputs.reduce((sum, x) => sum + x * x, 0) / task.inputs.length;
  return { lambda, error: 1 - start[0], ends };
}

/** A small network that comes to the edge with its 95th step, and has one direction there. */
const atTheEdge = { hidden: [4], degree: 3, samples: 12, draw: 3, step: 0.5, time: 70, window: 20 };

const lastOf = (values: number | Float64Array) => (values as Float64Array).at(-1) as number;

export const limits: Limit[] = [
  {
    id: 'least-squares',
    title: 'Below the edge the central flow is gradient flow: on least squares an exponential, up to the integration',
    ...closedForm('gradient flow on least squares', 'cohen2024'),
    ...fallingAs(4, [1, 2, 4]),
    deviation: (inverse, context) => {
      const window = 2 * inverse;
      const settings = { hidden: [], degree: 1, step: 1 / inverse, time: 6, window };
      const { lambda, error, ends } = line(settings, context);
      const mean = (end: number) => {
        let sum = 0;
        for (let k = end - window; k < end; k++) sum += flowLoss([lambda], [error], k / inverse);
        return sum / window;
      };
      return farthest(context, settings, { loss: ends.map(mean) });
    },
  },
  {
    id: 'small-step',
    title:
      'With small steps gradient descent departs from gradient flow by (η/2)|∫ e^(−H(T − t)) H∇L dt|, to first order',
    ...closedForm('the first order in the step, on least squares', 'barrett2020'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: (inverse, context) => {
      const settings = { theory: 'modified', hidden: [], degree: 1, step: 1 / inverse, time: 3, window: 20 };
      const { lambda, error } = line(settings, context);
      const first = (lambda * lambda * 3 * exp(-3 * lambda) * Math.abs(error)) / (2 * inverse);
      return farthest(context, settings, { departure: first });
    },
  },
  {
    id: 'edge',
    title: 'Once it is there, the central flow keeps the Hessian at its weights to the sharpness 2/η',
    ...closedForm('the stability threshold of gradient descent', 'cohen2021'),
    ...exactAt(2, 4, 8),
    deviation: async (substeps, context) => {
      const settings = { ...atTheEdge, substeps };
      const expected = mean(late(settings, context, sharpnessAt).slice(1));
      return lastOf(await context.predicted('sharpness', settings)) / expected - 1;
    },
  },
  {
    id: 'one-direction',
    title: 'With one unstable direction the complementarity problem has the solution σ² = 2⟨−∇L, ∇S⟩/|∇S|²',
    ...closedForm('the variance that holds the sharpness', 'cohen2024'),
    ...fallingAs(1, [1, 2, 4]),
    deviation: async (substeps, context) => {
      const settings = { ...atTheEdge, substeps };
      const formula = late(settings, context, oneDirectionVariance);
      // The variance at a step is its average over the time from the step before.
      const expected = mean([mean(formula.slice(0, -1)), mean(formula.slice(1))]);
      return lastOf(await context.predicted('variance', settings)) / expected - 1;
    },
  },
];

/**
 * A function of the weights of the central flow, at the steps of the last window and the one
 * before.
 */
function late(
  settings: typeof atTheEdge & { substeps: number },
  { engine }: LimitContext,
  of: (landscape: Landscape, w: Float64Array) => number,
): number[] {
  const { step, window, substeps } = settings;
  const { task, start, steps } = prepare(parameters.parse(settings), { engine });
  return engine.heap.scope(() => {
    const landscape = new Landscape(engine, task);
    const flow = new CentralFlow(landscape, start, step, substeps);
    for (let k = 0; k < steps - window - 1; k++) flow.advance();
    const values = [of(landscape, flow.w)];
    for (let k = 0; k < window; k++) {
      flow.advance();
      values.push(of(landscape, flow.w));
    }
    return values;
  });
}

function sharpnessAt(landscape: Landscape, w: Float64Array): number {
  landscape.gradient(w, new Float64Array(w.length));
  const sharpest = new SharpestDirections(landscape, createRandom('sharpness'));
  sharpest.update(Infinity);
  return sharpest.values[0];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
