import { hypot } from '../../numeric/special.ts';
import { powerLawExponent } from '../../statistics/power-law.ts';
import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import type { LayerExponent } from './exponents.ts';
import type { CoordinateLog } from './log.ts';

const NARROW = 64;

export function notesOf(log: CoordinateLog, exponents: readonly LayerExponent[], margin: number): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(
    true,
    'same-data',
    'same data',
    () => 'all widths are taken to have seen the same data, with hyperparameters that a small network is tuned to',
  );
  notes.strained(
    !log.hasChanges && log.steps.some((step) => step > 0),
    'no-changes',
    'changes not logged',
    () =>
      'sizes at later steps hide changes that are small beside them: log the root mean square of the difference from step 0 on the same data as a column change',
  );
  notes.strained(
    log.widths[0] < NARROW,
    'narrow',
    'narrow networks',
    () =>
      `the narrowest network has a width of ${log.widths[0]}: below ${NARROW} powers are approached slowly, of outputs above all`,
  );
  const bent = exponents.filter(({ groups, verdict }) => verdict !== 'not judged' && bends(groups, margin));
  notes.strained(
    bent.length > 0,
    'bent',
    'no power of the width',
    () =>
      `the ${bent[0].of} of '${bent[0].layer}' at step ${bent[0].step}${bent.length > 1 ? ` (and ${bent.length - 1} more)` : ''} follows another power among the wide networks than among the narrow ones, by more than ${plain(margin, 2)}: one that flattens has saturated, and a smaller rate shows it`,
  );
  return notes.all;
}

/** Whether the wide half of the widths has another exponent than the narrow half, beyond errors. */
function bends(groups: LayerExponent['groups'], margin: number): boolean {
  if (groups.length < 5) return false;
  const middle = Math.floor(groups.length / 2);
  const [narrow, wide] = [groups.slice(0, middle + 1), groups.slice(middle)].map((part) => powerLawExponent(part));
  if (!narrow || !wide) return false;
  const error = hypot(narrow.standardError, wide.standardError);
  return Math.abs(narrow.mean - wide.mean) > margin + 3 * error;
}
