import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { HierarchyObservable } from '../observables.ts';
import type { HierarchyProblem } from '../problem.ts';
import { countStatistics, criticalSamples, type Hierarchy } from './statistics.ts';

/** The statistics, exact at every size. */
export function predict({ parameters, samples }: HierarchyProblem): Prediction<HierarchyObservable> {
  const { symbols: v, classes: nc, productions: m, tuple: s, levels: L } = parameters;
  const hierarchy: Hierarchy = { v, nc, m, s, L };
  const along = (of: (statistics: ReturnType<typeof countStatistics>) => number) =>
    Float64Array.from(samples, (P) => of(countStatistics(hierarchy, P)));
  const independent = ({ mean }: { mean: number }) => 2 * nc * mean;
  return {
    observables: quantities<HierarchyObservable>(
      {
        criticalSamples: criticalSamples(hierarchy),
        contrast: along(({ contrast, mean }) => contrast / mean),
        countVariance: along(({ variance, mean }) => variance / mean),
        synonyms: along((at) => at.synonyms / independent(at)),
        strangers: along((at) => at.strangers / independent(at)),
      },
      1e-12,
    ),
  };
}
