import { inner } from '../../../numeric/small-systems.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { BoltzmannObservable } from '../observables.ts';
import type { BoltzmannProblem } from '../problem.ts';
import { empirical, gibbsStep, meanLogLikelihood, moments, statesOf } from './machine.ts';

/** Sums of a million terms. */
const PROMISE = 1e-9;

/** A gradient that is round-off has no direction to compare with. */
const NO_GRADIENT = 1e-10;

/**
 * The expected update of contrastive divergence, ⟨·⟩ over the data less ⟨·⟩ over p₀Tᵏ, beside the
 * gradient, which has p in its place.
 */
export function predict(
  { parameters, machine, data, steps }: BoltzmannProblem,
  { check, progress }: Pick<TheoryContext<BoltzmannObservable>, 'check' | 'progress'>,
): Prediction<BoltzmannObservable> {
  const states = statesOf(machine);
  const start = empirical(data, parameters.visible);
  const [given, model] = [moments(states, start), moments(states, states.chances)];
  const gradient = given.map((one, e) => one - model[e]);
  const square = inner(gradient, gradient);
  const [bias, alignment] = [new Float64Array(steps.length), new Float64Array(steps.length)];
  // p₀Tᵏ − p, itself carried by T: what the chain still remembers keeps its digits.
  let memory: Float64Array = start.map((one, v) => one - states.chances[v]);
  steps.forEach((_, k) => {
    check();
    progress(k / steps.length);
    memory = gibbsStep(states, memory);
    // It sums to 0; round-off would stay for ever.
    const excess = memory.reduce((sum, one) => sum + one, 0);
    memory = memory.map((one, v) => one - excess * states.chances[v]);
    const missing = moments(states, memory);
    bias[k] = inner(missing, missing) / square;
    alignment[k] = 1 - inner(missing, gradient) / square;
  });
  const hasDirection = square > NO_GRADIENT;
  return {
    observables: quantities<BoltzmannObservable>(
      {
        logLikelihood: meanLogLikelihood(states, data),
        bias: hasDirection ? bias : undefined,
        alignment: hasDirection ? alignment : undefined,
      },
      PROMISE,
    ),
  };
}
