import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { HopfieldObservable } from '../observables.ts';
import type { HopfieldProblem } from '../problem.ts';
import { firstStepError } from './first-step.ts';
import { paramagnet, retrieval } from './order-parameters.ts';

/** Of the roots and quadratures; the capacity's maximum is known to 1e-9. */
const PROMISE = 1e-9;

/**
 * The retrieval state where there is one, the paramagnet above the glass temperature. Between them
 * lies the spin glass: what is left there of the pattern that a network started from is a matter
 * of its dynamics, and not predicted.
 */
export function predict({ parameters, patterns, load }: HopfieldProblem): Prediction<HopfieldObservable> {
  const { units, temperature } = parameters;
  const state = retrieval(load, temperature) ?? paramagnet(load, temperature);
  const signs = patterns * units;
  const observables = {
    ...quantities<HopfieldObservable>({ firstStepError: firstStepError(units, patterns) }, 1e-14 * signs + 1e-12),
    ...quantities<HopfieldObservable>({ overlap: state?.m, energy: state?.energy, crosstalk: state?.r }, PROMISE),
    ...quantities<HopfieldObservable>({ replicaOverlap: temperature > 0 ? state?.q : undefined }, PROMISE),
  };
  return { observables };
}
