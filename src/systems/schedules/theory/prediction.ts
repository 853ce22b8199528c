import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SchedulesObservable } from '../observables.ts';
import { constantRates, ratesOf, type SchedulesProblem } from '../problem.ts';
import { functionalRisks } from './functional-law.ts';
import { exactRisks } from './recursion.ts';

/** Of one-pass least squares; of networks nothing. Infinite risks where the noise feeds itself. */
export function predict(
  problem: SchedulesProblem,
  { wanted, check }: Pick<TheoryContext<SchedulesObservable>, 'wanted' | 'check'>,
): Prediction<SchedulesObservable> {
  const { parameters, population, points, shares } = problem;
  if (parameters.model === 'network') return { observables: {} };
  const risksAt = (rates: Float64Array, averaging?: Float64Array) =>
    parameters.theory === 'exact'
      ? exactRisks(population, rates, averaging, check)
      : functionalRisks(population, rates);
  // Averages of weights beyond all numbers are a difference of infinities, and as large as they.
  const risks = risksAt(ratesOf(problem), shares).map((one) => (Number.isNaN(one) ? Number.POSITIVE_INFINITY : one));
  const final = risks[risks.length - 1];
  const gain = () => {
    const constant = risksAt(constantRates(problem));
    const ratio = constant[constant.length - 1] / final;
    // Of risks beyond all numbers, or below, there is none.
    return Number.isFinite(ratio) ? ratio : undefined;
  };
  return {
    observables: quantities<SchedulesObservable>(
      {
        risk: Float64Array.from(points, (k) => risks[k]),
        finalRisk: final,
        gain: wanted.has('gain') ? gain() : undefined,
      },
      1e-10,
    ),
  };
}
