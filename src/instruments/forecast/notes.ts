import { expm1, log } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import { deviationOf, strayingOf } from './back-test.ts';
import type { Result } from './instrument.ts';
import { generalisedCrossValidation } from './learn.ts';

/** Estimates of the error now that differ by more are no longer one. */
const DISAGREE = 0.25;
/** Of the error; below, what is learned says more of the curve than what is left over. */
const MOSTLY_NOISE = 0.5;
/** A factor in rows beyond which nothing here was tried. */
const FAR = 30;

function noiseShare({ noise, error }: { noise: number; error: number }): number {
  return noise / error;
}

export function notesOf({ source, learned, held, farthest, forecastAt, asked }: Result): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(
    true,
    'same-source',
    'rows alike',
    () =>
      'new rows are taken to come as these did, independent of each other: rows in groups or in order of time, and copies, make errors look smaller than they are. The error is the mean squared error on new rows, averaged over training sets',
  );
  notes.strained(
    source.repeated > 0,
    'repeated-rows',
    'repeated rows',
    () =>
      `${source.repeated} of ${source.rows} rows repeat another, target and all: cross-validation then tests on rows it was trained on, and errors look smaller than they are; leave copies out`,
  );
  notes.note(
    learned.kind === 'identified',
    'continued',
    'modes continued',
    () =>
      `${learned.rows} rows do not determine all directions of these inputs: the spectrum is continued by a power law, and the target's power beyond by one that agrees with cross-validation at ${learned.validation.rows.join(', ')} rows`,
  );
  const { error } = generalisedCrossValidation(learned, asked.ridge);
  const { errors, rows } = learned.validation;
  const last = errors.length - 1;
  const expected = forecastAt(rows[last]).error;
  notes.strained(
    !(Math.abs(log((error / errors[last]) * (expected / forecastAt(learned.rows).error))) <= DISAGREE),
    'estimates-disagree',
    'estimates disagree',
    () =>
      `the formula for the error now gives ${plain(error, 3)} where cross-validation measures ${plain(errors[last], 3)}: these inputs are not as random to each other as theory takes them to be${learned.kind === 'seen' ? '; heavy tails, or copies' : ''}`,
  );
  const { low, high } = forecastAt(rows[last]);
  const spread = 2 * learned.validation.standardErrors[last] * errors[last];
  notes.strained(
    !(errors[last] - spread <= high && errors[last] + spread >= low),
    'now-disagrees',
    'off already',
    () =>
      `with ${rows[last]} rows cross-validation measures ${plain(errors[last], 3)} ± ${plain(spread / 2, 2)}, where the forecast has ${plain(expected, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)}): trust neither the curve nor its band`,
  );
  notes.strained(
    learned.kind === 'identified' && noiseShare(forecastAt(learned.rows)) > MOSTLY_NOISE,
    'unseen-target',
    'noise, or a target not seen yet',
    () =>
      `${learned.rows} rows do not see all directions of these inputs, and ${percent(noiseShare(forecastAt(learned.rows)), 2)} of the error is counted as noise: a target that lies beyond the directions seen looks the same, and more rows might learn it where the forecast says that they do not`,
  );
  const straying = strayingOf(held);
  notes.note(straying > 0, 'straying', 'straying', () => {
    const { mean } = deviationOf(held!);
    return `the back-test's forecasts were off by ${percent(expm1(mean), 2)}, more than splits and noise explain: the band is widened by ${percent(straying, 2)} for each factor of e in rows`;
  });
  notes.strained(
    farthest > FAR * learned.rows,
    'far-beyond',
    'far beyond',
    () => `${plain(farthest / learned.rows, 2)} times the rows are asked for: no back-test of these reaches so far`,
  );
  notes.strained(
    held !== undefined && held.isSeen !== (learned.kind === 'seen'),
    'other-method',
    'harder back-test',
    () =>
      `the back-test's ${held!.fitted} rows do not determine all ${source.features} directions, as all rows do: it tries a harder forecast than the one that is made`,
  );
  return notes.all;
}
