import { BadShape } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { type ScalePoint, type ScaleStudy, studyScale } from '../statistics/scale.ts';
import type { PointResult } from './summary.ts';

/** What of a run is studied. */
interface ScaledRun {
  plan: Plan;
  points: PointResult[][];
  shown: readonly string[];
}

/**
 * For each shown observable of a run with several scales: at which order of the size the deviation
 * between measurement and theory vanishes, so that a finite-size gap can be told from an error.
 * Observables that were not judged at two scales are left out.
 */
export function scalingOf({ plan, points, shown }: ScaledRun): Record<string, ScaleStudy> {
  const studies: Record<string, ScaleStudy> = {};
  for (const name of shown) {
    const study: ScalePoint[] = plan.curves.flatMap(({ scale, members }, curve) =>
      points[curve].flatMap(({ observables }, point) =>
        (observables[name] ?? []).flatMap(({ judgement, coordinate }) =>
          judgement && Number.isFinite(judgement.deviation)
            ? [
                {
                  scale,
                  key: JSON.stringify([members, plan.axis?.values[point], coordinate]),
                  deviation: judgement.deviation,
                  deviationError: judgement.deviationError,
                  trials: judgement.trials,
                },
              ]
            : [],
        ),
      ),
    );
    try {
      studies[name] = studyScale(study, { expectedOrder: plan.system.finiteSizeOrder });
    } catch (error) {
      if (!(error instanceof BadShape)) throw error;
    }
  }
  return studies;
}
