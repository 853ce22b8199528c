import { BadInput } from '../numeric/errors.ts';
import { usualConditions } from '../plan/preset.ts';
import { hasTrials, readTrials } from '../record/journal.ts';
import { beganAt, readHeader } from '../record/record.ts';
import { looksOf } from '../run/trial-bench.ts';
import { versions } from '../run/version.ts';
import { count } from '../statistics/sentences.ts';
import { type Asked, conditionsOf, type RunFlags } from './asked.ts';
import { replan } from './replan.ts';
import { findPreset } from './settings.ts';

/** Flags that are the record's own: what was measured under others is not what would be added. */
const ITS_OWN = ['params', 'preset', 'seed', 'engine', 'scale'] as const;

/**
 * What a record asked for, to go on with: the trials that it has are not made again. `words` say
 * where its files are now. Throws `BadInput`.
 */
export async function askAgain(
  folder: string,
  word: string | undefined,
  words: string[],
  flags: RunFlags,
): Promise<Asked> {
  for (const name of ITS_OWN)
    if (flags[name] !== undefined)
      throw new BadInput(`--${name} is the record’s own with --resume; leave it out, or make a new run`);
  if (flags.reuse)
    throw new BadInput('--reuse is for a new run, and --resume goes on with the trials of one record; leave out one');
  const header = readHeader(folder);
  if (header.schema === 'orrery-record/1' || !hasTrials(folder))
    throw new BadInput(`${folder} has no trials.jsonl: single trials were not kept then; make the run anew`);
  const { orrery } = header.versions;
  if (orrery !== versions().orrery)
    throw new BadInput(
      `${folder} was made by version ${orrery}, and this is ${versions().orrery}: trials of two versions are not mixed; make the run anew`,
    );
  const { plan, settings } = await replan(folder, header, word === undefined ? [] : [word, ...words], {
    command: 'run --resume',
  });
  const { system } = plan;
  if (system.origin?.sha256 !== header.origin?.sha256)
    throw new BadInput(`${system.origin?.file} was changed since ${folder} was made: make the run anew`);
  const preset = header.preset === undefined ? undefined : findPreset(system, header.preset);
  const options = {
    ...usualConditions(system, preset),
    margin: header.margin,
    shown: header.shown,
    ...conditionsOf(system, flags),
    seed: header.seed,
    engine: header.engine as 'wasm' | 'openblas',
  };
  const trials = readTrials(folder);
  const there = [...trials.values()].reduce((sum, some) => sum + some.filter((one) => one !== undefined).length, 0);
  console.error(`${folder}: ${count(there, 'trial')} at ${count(trials.size, 'point')} are there`);
  // A run that was killed has shown no verdict. One that has ended has shown one; and each of the
  // looks that `auto` takes is taken again by the next, unless that has a schedule of its own.
  const wasSeen = 'verdict' in header;
  const seen = !wasSeen ? 0 : header.trials === 'auto' && options.trials !== 'auto' ? looksOf('auto') : 1;
  const looksBefore = (header.looksBefore ?? 0) + seen;
  const seconds = 'seconds' in header ? header.seconds : 0;
  return {
    ...{ plan, settings, scales: header.scales, options: { ...options, looksBefore } },
    before: { folder, trials, seconds, begun: beganAt(folder, header).toISOString(), reused: header.reused },
  };
}
