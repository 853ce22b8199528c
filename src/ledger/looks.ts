import type { Manifest } from '../record/record.ts';
import { looksOf } from '../run/trial-bench.ts';

/** What tells one look at some trials from another. */
type Look = Pick<Manifest, 'trials' | 'margin' | 'shown'>;

/**
 * How often verdicts on trials were looked at before a run takes them, as the records that have
 * them say: each look that is not the run's own makes its verdicts stricter, as when a record is
 * gone on with. The same fixed number of trials at the same margin is the same look; `auto` stops
 * where its clock does, so that each run of it is one more. A run that was killed has shown no
 * verdict.
 */
export function looksBefore(records: readonly (Look & Partial<Manifest>)[], own: Look): number {
  const nameOf = ({ trials, margin, shown }: Look) => JSON.stringify([trials, margin, shown]);
  const seenIn = (record: Look & Partial<Manifest>) => {
    if (record.verdict === undefined || (record.trials !== 'auto' && nameOf(record) === nameOf(own))) return 0;
    // Those that `auto` takes by its schedule are taken again by the next.
    return record.trials === 'auto' && own.trials !== 'auto' ? looksOf('auto') : 1;
  };
  const distinct = new Map(records.map((record, i) => [record.trials === 'auto' ? i : nameOf(record), seenIn(record)]));
  const inAll = [...distinct.values()].reduce((sum, seen) => sum + seen, 0);
  return records.reduce((most, record) => Math.max(most, (record.looksBefore ?? 0) + seenIn(record)), inAll);
}
