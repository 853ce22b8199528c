import type { Outlook } from '../measure/outlook.ts';
import { runTrials } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';
import type { Plan } from '../plan/plan.ts';

/** Seconds; a trial that is estimated to take longer is not tried to see how long it takes. */
const LONGEST = 10;
/** Seconds of trials that are timed, beyond the first. */
const TIMED = 0.2;

/**
 * What a second of trials by the system's own estimate takes on this machine, by trials at the
 * point of median cost. The first one also compiles the code, and counts only when it is long.
 */
export async function paceOf(plan: Plan, outlooks: Pick<Outlook, 'cost'>[][], workshop: Workshop): Promise<number> {
  const priced = plan.curves
    .flatMap(({ points }, c) => points.map((point, p) => ({ point, seconds: outlooks[c][p].cost.seconds })))
    .sort((a, b) => a.seconds - b.seconds);
  const { point, seconds } = priced[priced.length >> 1];
  if (seconds > LONGEST) return 1;
  const time = async (first: number) => {
    const started = performance.now();
    await runTrials(workshop, 'calibration', point, { first, count: 1 });
    return (performance.now() - started) / 1000;
  };
  const alone = await time(0);
  if (alone > 5 * TIMED) return alone / seconds;
  let [count, total] = [0, 0];
  while (total < TIMED) {
    total += await time(count + 1);
    count++;
  }
  return total / count / seconds;
}
