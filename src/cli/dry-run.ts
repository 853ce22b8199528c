import { forecastsOf, preparationOf } from '../measure/outlook.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';
import { distinctPoints, type Plan } from '../plan/plan.ts';
import { checkMemory, checkTestable, countBelow, estimateCost } from '../run/conduct.ts';
import { FIRST_ROUND } from '../run/trial-bench.ts';
import { count, plain } from '../statistics/sentences.ts';
import { ESTIMATED, paceOf } from './calibrate.ts';
import { duration, forecast } from './duration.ts';

/** Seconds from the command to the first prediction, and from the last trial to the record. */
const BESIDE = 1;
/** How much longer than on an idle machine something takes for it to be said. */
const BUSY = 1.5;

/** What a run would take, and how many of its trials are there already. */
export async function dryRun(
  plan: Plan,
  workshop: Workshop,
  { trials, budget, jobs }: { trials: number | 'auto'; budget: number; jobs: number },
  known: ReadonlyMap<string, readonly TrialOutcome[]> | undefined,
  json?: boolean,
): Promise<string> {
  const points = distinctPoints(plan);
  const each = trials === 'auto' ? FIRST_ROUND : trials;
  const there = points.reduce((sum, { key }) => sum + countBelow(known?.get(key), each), 0);
  const forecasts = forecastsOf(plan, workshop);
  checkMemory(plan, forecasts);
  checkTestable(forecasts);
  const preparation = preparationOf(plan, workshop.system);
  const { seconds: theory } = estimateCost(plan, forecasts, 0);
  const { seconds, bytes } = estimateCost(plan, forecasts, each, known);
  // Nothing that takes long is prepared for the sake of its cost.
  const { processor, busy } = preparation > 0 ? ESTIMATED : await paceOf(plan, forecasts, workshop);
  // Every thread prepares for itself, and the main one for theory, before that.
  const before = BESIDE + (jobs > 1 ? 2 : 1) * preparation;
  const least = before + (theory + processor * (seconds - theory)) / jobs;
  const most = trials === 'auto' ? Math.max(least, before + budget) : least;
  if (json)
    return JSON.stringify({
      ...{ points: points.length, trials, seconds: { least, most }, busy, bytes, jobs },
      ...(known && { there }),
    });
  const time = trials === 'auto' ? forecast(least, most, budget) : `about ${duration(least)}`;
  const now = busy > BUSY ? `; trials take ${plain(busy, 2)} times as long while this machine is as busy as now` : '';
  const already = known ? `, ${there} of these ${each * points.length} are there` : '';
  return `${count(points.length, 'point')}, ${trials === 'auto' ? `${FIRST_ROUND} trials and more each` : `${trials} trials each`}${already}: ${time} on ${count(jobs, 'thread')}, ${(bytes / 2 ** 20).toFixed(1)} MB of heap a thread${now}`;
}
