import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import type { Outlook, Planned } from './outlook.ts';
import type { Asked } from './parameters.ts';
import type { SavedFit } from './read-fit.ts';

/** Nine of ten of the published runs saw their tokens at most so often. */
const OFTEN = 320;

export function notesOf(fit: SavedFit, outlook: Outlook, planned: Planned, asked: Asked): ValidityNote[] {
  const notes = gatherNotes();
  const reach = planned.compute / fit.law.saved.dearest;
  const epochs = asked.tokens === undefined ? 1 : planned.tokens / asked.tokens;
  notes.note(
    true,
    'same-recipe',
    'the recipe of the fit',
    () =>
      'the run that is planned is taken for one more of the runs that were fitted: their architecture, data, schedule, and hyperparameters that suit its size',
  );
  notes.strained(
    reach > 1000,
    'far-beyond',
    'far beyond',
    () => `${plain(reach, 2)} times the dearest run is planned: no back-test of these runs reaches so far`,
  );
  notes.strained(
    planned.isShort && outlook.repetition === 'published',
    'published-repetition',
    'published repetition',
    () =>
      'what repeated tokens are worth is taken from published runs of language models (R_D* = 15.4, R_N* = 5.3), which leave it open to a factor of three; no interval here has that in it. Fit runs with a column of unique tokens',
  );
  notes.strained(
    epochs > OFTEN && outlook.repetition === 'published',
    'many-epochs',
    'many epochs',
    () =>
      `tokens are seen ${plain(epochs, 2)} times, and in nine of ten of the published runs at most ${OFTEN} times: limit them with epochs`,
  );
  notes.note(
    asked.noiseScale === undefined,
    'no-batch',
    'batch size',
    () => 'nothing is said of the batch size: give noiseScale, measured near the end of a run, for steps and tokens',
  );
  notes.note(
    asked.noiseScale !== undefined,
    'small-batches',
    'small batches',
    () =>
      'tokens of the law are taken for those of batches far below the noise scale, and the noise scale for one number while it grows on the way',
  );
  notes.note(
    true,
    'devices',
    'devices',
    () =>
      'energy is that of the devices at their largest power, without hosts, network and cooling; hours are of training alone',
  );
  const ofFit = fit.notes
    .filter(({ level, id }) => level === 'strained' && id !== 'far-beyond')
    .map((one) => ({
      ...one,
      id: `fit-${one.id}`,
      title: `of the fit: ${one.title}`,
      message: `of the fit: ${one.message}`,
    }));
  return [...notes.all, ...ofFit];
}
