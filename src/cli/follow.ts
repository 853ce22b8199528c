import { count } from '../statistics/sentences.ts';
import { duration } from './duration.ts';
import { fractionBar } from './progress.ts';

/** Counts tasks as they end, and shows how many a second, and how long the rest takes. */
export function follow(
  label: string,
  { tasks, done, failed }: { tasks: number; done: number; failed: number },
  silent?: boolean,
) {
  const bar = fractionBar(label, silent);
  const started = performance.now();
  const before = done + failed;
  let [all, failures] = [before, failed];
  const state = () => `${all} of ${count(tasks, 'task')}${failures > 0 ? ` (${failures} failed)` : ''}`;
  return {
    state,
    heard(counts: { done: number; failed: number }) {
      all += counts.done + counts.failed;
      failures += counts.failed;
      const rate = (1000 * (all - before)) / (performance.now() - started);
      if (rate === 0) return;
      const left = duration(Math.ceil((tasks - all) / rate));
      bar.update(
        all / tasks,
        `${state()}, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second, about ${left} left`,
      );
    },
    stop: () => bar.stop(),
  };
}
