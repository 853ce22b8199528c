import { squared } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { shakenQuantities } from '../../shared/shaken.ts';
import { mapSharpness } from '../../shared/two-layer-map.ts';
import type { WarmupObservable } from '../observables.ts';
import { INITIAL_KERNEL, LEARNED, scheduled, type WarmupProblem } from '../problem.ts';
import { course, edgeOfFirstStep, gradientInitialisedRatio, largestRate, type Schedule } from './warm-up.ts';

type Values = Partial<Record<WarmupObservable, number | Float64Array>>;

/** Exact for the solvable network; of any other the first step of GI-Adam. */
export function predict(problem: WarmupProblem): Prediction<WarmupObservable> {
  const { beta2, model } = problem.parameters;
  const preconditionedRatio = { value: gradientInitialisedRatio(beta2), error: 1e-12 };
  if (model === 'network') return { observables: { preconditionedRatio } };
  // Repeated catapults may amplify rounding.
  const shaken = (rounding: number) => solvable(problem, rounding);
  const observables = shakenQuantities(shaken, { least: 1e-11, negligible: { loss: LEARNED } });
  return { observables: { preconditionedRatio, ...observables } };
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
    loss: over((step) => 0.5 * squared(states[step].f)),
    sharpness: over(sharpness),
    load: over((step) => scheduled(initial, target, p.warmup, step) * sharpness(step)),
    finalSharpness: sharpness(p.steps),
  };
}
