import type { Prediction } from '../../contract.ts';
import { mapSharpness } from '../../shared/two-layer-map.ts';
import type { WarmupObservable } from '../observables.ts';
import { INITIAL_KERNEL, LEARNED, scheduled, type WarmupProblem } from '../problem.ts';
import { course, edgeOfFirstStep, gradientInitialisedRatio, largestRate, type Schedule } from './warm-up.ts';

type Values = Partial<Record<WarmupObservable, number | Float64Array>>;

/** What a trial's rounding does to f/√n, and to rates relative to them. */
const ROUNDING = 1e-14;
/** A promise beyond which a value is not believed. */
const LARGEST_ERROR = 1e-4;

/** Exact for the solvable network; of any other the first step of GI-Adam. */
export function predict(problem: WarmupProblem): Prediction<WarmupObservable> {
  const { beta2, model } = problem.parameters;
  const observables: Prediction<WarmupObservable>['observables'] = {
    preconditionedRatio: { value: gradientInitialisedRatio(beta2), error: 1e-12 },
  };
  if (model === 'network') return { observables };
  // Repeated catapults may amplify rounding: values are promised to what it makes of them.
  const [values, up, down] = [0, ROUNDING, -ROUNDING].map((rounding) => solvable(problem, rounding));
  for (const [name, value] of Object.entries(values) as [WarmupObservable, number | Float64Array][]) {
    const negligible = name === 'loss' ? LEARNED : 0;
    const error = 1e-11 + 10 * Math.max(...[up, down].map((shaken) => distance(value, shaken[name], negligible)));
    if (error < LARGEST_ERROR) observables[name] = { value, error };
  }
  return { observables };
}

function solvable({ parameters: p, measuredAt }: WarmupProblem, rounding: number): Values {
  const n = p.width;
  const start = { f: p.output - rounding * Math.sqrt(n), lambda: INITIAL_KERNEL };
  const edge = edgeOfFirstStep(start, n);
  const initial = (p.initial === 'edge' ? edge : p.initial) * (1 + rounding);
  const schedule: Schedule = { start, n, initial, warmup: p.warmup, steps: p.steps };
  const values: Values = { initialRate: edge };
  const largest = largestRate(schedule);
  if (largest !== undefined) values.largestRate = largest;
  const target = p.rate * (1 + rounding);
  const { states, diverges, forgets } = course(schedule, target);
  if (forgets) return values;
  if (diverges) return { ...values, outcome: 2 };
  const over = (of: (step: number) => number) => Float64Array.from(measuredAt, of);
  const sharpness = (step: number) => mapSharpness(states[step], n) / start.lambda;
  return {
    ...values,
    outcome: 1,
    loss: over((step) => 0.5 * states[step].f ** 2),
    sharpness: over(sharpness),
    load: over((step) => scheduled(initial, target, p.warmup, step) * sharpness(step)),
    finalSharpness: sharpness(p.steps),
  };
}

/**
 * The largest relative distance between two values, over the points of a curve that are not below
 * `negligible` times its first.
 */
function distance(one: number | Float64Array, other: number | Float64Array | undefined, negligible: number): number {
  if (other === undefined) return Number.POSITIVE_INFINITY;
  const [a, b] = [one, other].map((value) => (typeof value === 'number' ? [value] : Array.from(value)));
  return a.reduce(
    (most, value, i) => (value > negligible * a[0] ? Math.max(most, Math.abs(b[i] / value - 1)) : most),
    0,
  );
}
