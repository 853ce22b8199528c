import { remember } from '../../../numeric/remember.ts';
import { squared } from '../../../numeric/special.ts';
import type { Prediction, Quantity, TheoryContext } from '../../contract.ts';
import { shakenQuantities } from '../../shared/shaken.ts';
import { mapSharpness } from '../../shared/two-layer-map.ts';
import type { CatapultObservable } from '../observables.ts';
import { type CatapultProblem, INITIAL_KERNEL, LEARNED } from '../problem.ts';
import { course, divergentEdge, lazyEdge, phaseOf, type Setting, sharpnessEdge } from './phases.ts';

type Values = Partial<Record<CatapultObservable, number | Float64Array>>;

/** Of the solvable network, the loss that counts as the end of training, over the first. */
const TRAINED = 1e-6;

/**
 * Exact for the solvable network: the map, iterated. Of a wide network the edges: linear stability
 * of its kernel, and divergence where it is the solvable one in disguise. Edges, which cost a
 * hundred courses, where they are wanted.
 */
export function predict(
  problem: CatapultProblem,
  { wanted }: Pick<TheoryContext<CatapultObservable>, 'wanted'>,
): Prediction<CatapultObservable> {
  return { observables: problem.parameters.model === 'solvable' ? solvable(problem, wanted) : wide(problem, wanted) };
}

type Wanted = ReadonlySet<CatapultObservable>;

/** The same at all rates. */
const settingKey = ({ start, n, steps }: Setting) => `${start.f} ${start.lambda} ${n} ${steps}`;
const EDGES = {
  lazyEdge: remember(lazyEdge, settingKey),
  sharpnessEdge: remember(sharpnessEdge, settingKey),
  divergentEdge: remember(divergentEdge, settingKey),
};

function wide({ parameters: p }: CatapultProblem, wanted: Wanted): Prediction<CatapultObservable>['observables'] {
  const isSolvable = p.activation === 'linear' && p.samples === 1 && p.depth === 1;
  // A network of Gaussian weights has an output and a label of order one.
  const setting: Setting = { start: { f: 1, lambda: INITIAL_KERNEL }, n: p.width, steps: p.steps };
  const isAsked = p.edges === 'yes' && isSolvable && wanted.has('divergentEdge');
  const divergent = isAsked ? EDGES.divergentEdge(setting) : undefined;
  return {
    settled: { value: 2, error: 0 },
    ...(p.edges === 'yes' && { lazyEdge: { value: 2, error: 0 } }),
    ...(divergent !== undefined && { divergentEdge: { value: divergent, error: 0 } }),
  };
}

/** Near its edges the map may amplify rounding. */
function solvable(problem: CatapultProblem, wanted: Wanted): Prediction<CatapultObservable>['observables'] {
  const { output, width: n, steps, edges, rate } = problem.parameters;
  const setting: Setting = { start: { f: output, lambda: INITIAL_KERNEL }, n, steps };
  const shaken = (rounding: number) => {
    const start = { ...setting.start, f: output - rounding * Math.sqrt(n) };
    return courseValues(problem, { ...setting, start }, rate * (1 + rounding));
  };
  const observables = shakenQuantities(shaken, { least: 1e-12, negligible: { loss: LEARNED } });
  if (edges === 'yes')
    for (const [name, edgeOf] of Object.entries(EDGES) as [keyof typeof EDGES, (typeof EDGES)['lazyEdge']][]) {
      const value = wanted.has(name) ? edgeOf(setting) : undefined;
      if (value !== undefined) observables[name] = { value, error: 1e-8 } satisfies Quantity;
    }
  return observables;
}

function courseValues({ measuredAt }: CatapultProblem, setting: Setting, rate: number): Values {
  const { n, steps, start } = setting;
  const found = course(setting, rate);
  const phase = phaseOf(found);
  if (found.diverges) return { phase };
  const { states } = found;
  const over = (of: (step: number) => number) => Float64Array.from(measuredAt, of);
  const sharpness = (step: number) => mapSharpness(states[step], n) / start.lambda;
  const square = (step: number) => squared(states[step].f);
  const peak = states.reduce((most, { f }) => Math.max(most, f * f), 0);
  return {
    loss: over((step) => 0.5 * square(step)),
    kernel: over((step) => states[step].lambda / start.lambda),
    sharpness: over(sharpness),
    finalSharpness: sharpness(steps),
    peakLoss: peak / square(0),
    phase,
    ...(square(steps) < TRAINED * square(0) && { settled: 2 }),
  };
}
