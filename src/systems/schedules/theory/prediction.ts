import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SchedulesObservable } from '../observables.ts';
import { constantRates, lateShares, ratesOf, type SchedulesProblem } from '../problem.ts';
import { functionalRisks } from './functional-law.ts';
import { collapsed } from './horizon.ts';
import { exactRisks } from './recursion.ts';

/** Of one-pass least squares; of networks nothing. Infinite risks where the noise feeds itself. */
export function predict(
  problem: SchedulesProblem,
  { wanted, check }: Pick<TheoryContext<SchedulesObservable>, 'wanted' | 'check'>,
): Prediction<SchedulesObservable> {
  const { parameters, population, points, shares } = problem;
  if (parameters.model === 'network') return { observables: {} };
  const risksAt = (rates: Float64Array, averaging?: Float64Array) =>
    parameters.theory === 'functional'
      ? functionalRisks(population, rates)
      : exactRisks(population, rates, averaging, check);
  // Averages of weights beyond all numbers are a difference of infinities, and as large as they.
  const risks = risksAt(ratesOf(problem), shares).map((one) => (Number.isNaN(one) ? Number.POSITIVE_INFINITY : one));
  const { source, capacity } = parameters;
  const isCollapse = parameters.theory === 'collapse';
  const lateRisks = Float64Array.from(points.slice(-lateShares(problem).length), (k) => risks[k]);
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
        // The collapse says nothing of the first steps.
        risk: isCollapse ? undefined : Float64Array.from(points, (k) => risks[k]),
        relativeRisk: isCollapse
          ? lateShares(problem).map((share) => collapsed((source - 1) / capacity, share))
          : final > 0 && Number.isFinite(final)
            ? lateRisks.map((one) => one / final)
            : undefined,
        finalRisk: final,
        gain: wanted.has('gain') ? gain() : undefined,
      },
      1e-10,
    ),
  };
}
