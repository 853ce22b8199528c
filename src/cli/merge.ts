import { join as joinPath } from 'node:path';
import { scalingOf } from '../judge/scaling.ts';
import { checkAlike, join, type Part } from '../ledger/merge.ts';
import { BadInput } from '../numeric/errors.ts';
import { Draft } from '../record/draft.ts';
import { headerOf } from '../record/header.ts';
import { hasTrials } from '../record/journal.ts';
import { resultJson } from '../record/json.ts';
import { beganAt, type Manifest, prepareOutput, readHeader, writeRecord } from '../record/record.ts';
import { execute } from '../run/execute.ts';
import { versions } from '../run/version.ts';
import { count } from '../statistics/sentences.ts';
import { replan } from './replan.ts';
import { exitCode, kept, verdictWords } from './run.ts';

/**
 * Joins records of one experiment into one, as a run that made all of their trials would have left
 * it.
 */
export async function merge(folders: string[], { out, json }: { out: string; json?: boolean }): Promise<void> {
  if (new Set(folders).size < 2) throw new BadInput('merge takes two records or more: orrery merge <record> <record>');
  const heads = folders.map((folder) => ({ folder, header: readHeader(folder) }));
  for (const { folder, header } of heads) {
    if (header.schema === 'orrery-record/1' || !hasTrials(folder))
      throw new BadInput(`${folder} has no trials.jsonl: single trials were not kept then; make the run anew`);
    if (header.versions.orrery !== versions().orrery)
      throw new BadInput(
        `${folder} was made by version ${header.versions.orrery}, and this is ${versions().orrery}: trials of two versions are not mixed`,
      );
  }
  checkAlike(heads);
  const parts: Part[] = [];
  for (const head of heads)
    parts.push({ ...head, ...(await replan(head.folder, head.header, [], { command: 'merge' })) });
  const { plan, settings, trials, counts, asked, looksBefore } = await join(parts);
  const { system } = plan;
  if (system.origin?.sha256 !== heads[0].header.origin?.sha256)
    throw new BadInput(`${system.origin?.file} was changed since ${folders[0]} was made: make the runs anew`);
  prepareOutput(out);
  const { scales, seed, engine, engineDescription, margin, shown } = heads[0].header;
  const began = heads.map(({ folder, header }) => beganAt(folder, header).toISOString()).sort()[0];
  const conditions = { seed, margin, shown, trials: asked, looksBefore, budget: 0 };
  // No trial is made: theory is asked again, and all that is there is judged.
  const made = await execute(plan, { ...conditions, engine: engine as 'wasm', jobs: 1, counts, known: trials });
  const seconds = heads.reduce((sum, { header }) => sum + ((header as Partial<Manifest>).seconds ?? 0), 0);
  const result = { ...made, engineDescription, seconds };
  const header = headerOf(plan, settings, scales, { ...conditions, engine, engineDescription, begun: began });
  const draft = new Draft(plan, out, header);
  for (const [point, outcomes] of trials)
    for (const [trial, outcome] of outcomes.entries()) if (outcome !== undefined) draft.add(point, trial, [outcome]);
  const scaling = scales.length > 1 ? scalingOf(result) : undefined;
  process.exitCode = exitCode(result);
  if (!json) console.log(verdictWords(result));
  const provenance = { begun: began, merged: folders };
  const folder = kept(() =>
    draft.finish((into) => writeRecord(result, settings, scales, out, { scaling, folder: into, ...provenance })),
  );
  if (json) console.log(JSON.stringify({ ...resultJson(result), ...(scaling && { scaling }), record: folder ?? null }));
  else if (folder !== undefined) {
    const all = [...trials.values()].reduce((sum, some) => sum + some.filter((one) => one !== undefined).length, 0);
    console.error(
      `${count(all, 'trial')} at ${count(trials.size, 'point')}\nfigure: ${joinPath(folder, 'figure.png')}\nrecord: ${folder}`,
    );
  }
}
