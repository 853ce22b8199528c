import type { Outlook } from '../measure/outlook.ts';
import { runTrials } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';
import { distinctPoints, type Plan } from '../plan/plan.ts';

/** Seconds; a trial that is estimated to take longer is not tried to see how long it takes. */
const LONGEST = 10;
/** Seconds of trials that are timed, beyond the first. */
const TIMED = 0.2;

/** How fast this machine makes trials. */
export interface Pace {
  /** Seconds of the processor for each that the system estimates. */
  processor: number;
  /**
   * How much longer they take by the clock, beside what else the machine does: 1 on an idle one.
   */
  busy: number;
}

/** The pace by the system's own estimate, where nothing was timed. */
export const ESTIMATED: Pace = { processor: 1, busy: 1 };

/**
 * The pace of trials at the point where half of all seconds are reached, the points in the order of
 * their cost: there the estimate has to be right. The first one also compiles the code, and counts
 * only when it is long. What the processor takes is the same on a busy machine as on an idle one.
 */
export async function paceOf(plan: Plan, outlooks: Pick<Outlook, 'cost'>[][], workshop: Workshop): Promise<Pace> {
  const { point, seconds } = pointToTime(plan, outlooks);
  if (seconds > LONGEST) return ESTIMATED;
  const time = async (first: number) => {
    const [clock, used] = [performance.now(), process.cpuUsage()];
    await runTrials(workshop, 'calibration', point, { first, count: 1 });
    const { user, system } = process.cpuUsage(used);
    const byClock = (performance.now() - clock) / 1000;
    // Threads that compile or multiply beside this one make it more than the clock says.
    return { byClock, processor: Math.min(byClock, (user + system) / 1e6) };
  };
  let [count, total] = [1, await time(0)];
  if (total.processor <= 5 * TIMED)
    for ([count, total] = [0, { byClock: 0, processor: 0 }]; total.processor < TIMED; count++) {
      const { byClock, processor } = await time(count + 1);
      total = { byClock: total.byClock + byClock, processor: total.processor + processor };
    }
  return { processor: total.processor / count / seconds, busy: total.byClock / total.processor };
}

function pointToTime(plan: Plan, outlooks: Pick<Outlook, 'cost'>[][]) {
  const cost = new Map(plan.curves.flatMap(({ points }, c) => points.map(({ key }, p) => [key, outlooks[c][p].cost])));
  const priced = distinctPoints(plan)
    .map((point) => ({ point, seconds: cost.get(point.key)!.seconds }))
    .sort((a, b) => a.seconds - b.seconds);
  let left = priced.reduce((sum, { seconds }) => sum + seconds, 0) / 2;
  for (const one of priced) {
    left -= one.seconds;
    if (left <= 0) return one;
  }
  return priced[priced.length - 1];
}
