import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openWorkshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput } from '../numeric/errors.ts';
import { usualConditions } from '../plan/preset.ts';
import { readAssignments } from '../plan/settings.ts';
import { occupantOf, occupy } from '../record/occupy.ts';
import { prepareOutput } from '../record/record.ts';
import { openData } from '../run/open-data.ts';
import { count } from '../statistics/sentences.ts';
import { adopt } from '../sweep/adopt.ts';
import { costOf } from '../sweep/cost.ts';
import { hasEnded, reopen, withTrials } from '../sweep/ended.ts';
import { Grid } from '../sweep/grid.ts';
import { wasSubmitted } from '../sweep/submission.ts';
import { createSweep, journalFiles, openSweep, readSweepHeader, slotsOf } from '../sweep/sweep.ts';
import { readSweepManifest } from '../sweep/table.ts';
import { readTally } from '../sweep/tally.ts';
import { openSystem } from '../systems/open.ts';
import { readObservables } from './asked.ts';
import { type CarryFlags, carryOut, checkPlace, conclude } from './carry-out.ts';
import { duration } from './duration.ts';
import { findPreset, readJobs, readNumber, readSettings } from './settings.ts';
import { cancelParts, countLive, partStates } from './sweep-slurm.ts';

export interface SweepFlags extends CarryFlags {
  params?: string;
  preset?: string;
  trials: string;
  seed: string;
  engine: 'auto' | 'wasm' | 'openblas';
  margin?: string;
  observables?: string;
  out: string;
  dryRun?: boolean;
}

/** Any system over a grid of any number of parameters. */
export async function sweep(id: string, words: string[], flags: SweepFlags): Promise<void> {
  const system = await openSystem(id);
  const preset = flags.preset === undefined ? undefined : findPreset(system, flags.preset);
  const own = await readSettings(system, words, flags.params);
  const settings = { ...(await openData(system, preset?.settings ?? {})), ...own };
  const grid = new Grid(system, settings);
  const trials = readTrials(flags.trials);
  const usual = usualConditions(system, preset);
  const margin =
    flags.margin === undefined ? usual.margin : readNumber('--margin', flags.margin, { low: 1e-6, high: 1 });
  const shown = flags.observables === undefined ? usual.shown : readObservables(system, flags.observables);
  const engine = await selectEngine(flags.engine);
  if (flags.dryRun) {
    const cost = costOf(grid, openWorkshop(system, engine), trials);
    console.log(dryRun(grid, trials, cost, readJobs(flags.jobs), flags.json));
    return;
  }
  checkPlace(flags);
  prepareOutput(flags.out);
  const asked = { trials, seed: flags.seed, margin, shown, engine: engine.name, engineDescription: engine.description };
  const made = createSweep(grid, settings, asked, flags.out);
  for (const { sentence } of made.header.readings ?? []) console.error(sentence);
  try {
    await carryOut(made, flags);
  } catch (error) {
    // Of a sweep that nobody began, nothing is left; jobs that a cluster has begin it later.
    const isBegun = journalFiles(made.folder).length > 0 || hasEnded(made.folder) || wasSubmitted(made.folder);
    if (!isBegun) rmSync(made.folder, { recursive: true });
    throw error;
  }
}

function dryRun(
  grid: Grid,
  trials: number,
  { seconds, bytes }: { seconds: number; bytes: number },
  jobs: number,
  json?: boolean,
): string {
  const tasks = grid.size * slotsOf({ trials });
  if (json) return JSON.stringify({ points: grid.size, trials, tasks, seconds: seconds / jobs, bytes, jobs });
  const what = `${count(grid.size, 'point')}, each with ${count(trials, 'trial')} and its theory: ${count(tasks, 'task')}`;
  return `${what}, about ${duration(seconds / jobs)} on ${count(jobs, 'thread')} by the system’s own estimate, ${(bytes / 2 ** 20).toFixed(1)} MB of heap a thread`;
}

/**
 * What is not done of a sweep, or more trials at every point of it; `words` say where its files are
 * now.
 */
export async function resumeSweep(
  folder: string,
  words: string[],
  flags: CarryFlags & { trials?: string; retryFailed?: boolean },
): Promise<void> {
  const opened = await openSweep(folder, readAssignments(words));
  const occupation = occupy(folder);
  let more = opened;
  try {
    if (flags.trials !== undefined) more = withTrials(opened, readTrials(flags.trials));
    if (hasEnded(folder)) await reopen(opened);
  } finally {
    occupation.end();
  }
  await carryOut(more, flags);
}

/**
 * Judges what there is, whether or not all is done; `others` are sweeps and records whose trials of
 * the same points are taken first.
 */
export async function mergeSweep(folder: string, others: string[], flags: { json?: boolean }): Promise<void> {
  const opened = await openSweep(folder);
  const occupation = occupy(folder);
  try {
    if (hasEnded(folder)) await reopen(opened);
    for (const other of others) {
      const taken = await adopt(opened, readTally(opened), other);
      console.error(`${count(taken, 'task')} taken from ${other}`);
    }
    // What was taken may have been seen.
    await conclude({ ...opened, header: readSweepHeader(folder) }, flags.json);
  } finally {
    occupation.end();
  }
}

export async function sweepStatus(folder: string, flags: { json?: boolean }): Promise<void> {
  const ended = hasEnded(folder);
  const { done, failed, open } = ended ? readSweepManifest(folder).tasks : readTally(await openSweep(folder));
  const { system, places, trials } = readSweepHeader(folder);
  const writer = occupantOf(folder);
  const parts = ended ? undefined : await partStates(folder);
  if (flags.json) {
    console.log(JSON.stringify({ done, failed, open, ended, ...(writer && { writer }), ...(parts && { parts }) }));
    return;
  }
  console.log(
    `${system}: ${count(places, 'point')}, ${count(trials, 'trial')} each; ${done} of ${count(done + failed + open, 'task')} done, ${failed} failed, ${open} open`,
  );
  if (parts)
    console.log(
      `parts on Slurm: ${Object.entries(parts)
        .map(([state, times]) => `${times} ${state}`)
        .join(', ')}`,
    );
  const live = await countLive(folder);
  if (writer) console.log(`process ${writer.process} on ${writer.host} works at it`);
  else if (live === 0 && !ended)
    console.log(`${open > 0 ? 'go on with it: orrery sweep resume' : 'judge it: orrery sweep merge'} ${folder}`);
}

/** Stops the process, or the jobs, that work at a sweep; what is done stays. */
export async function cancelSweep(folder: string): Promise<void> {
  readSweepHeader(folder);
  const writer = occupantOf(folder);
  if (await cancelParts(folder)) {
    console.error(`the jobs were cancelled; go on with it: orrery sweep resume ${folder}`);
    if (!writer) return;
  }
  if (!writer) throw new BadInput(`nobody works at ${folder}; there is nothing to cancel`);
  if (writer.host !== hostname())
    throw new BadInput(`process ${writer.process} on ${writer.host} works at ${folder}: cancel it there`);
  process.kill(writer.process, 'SIGTERM');
  while (existsSync(join(folder, 'writer.json')) && occupantOf(folder))
    await new Promise((resume) => setTimeout(resume, 50));
  console.error(`process ${writer.process} was stopped; go on with it: orrery sweep resume ${folder}`);
}

function readTrials(text: string): number {
  return readNumber('--trials', text, { low: 1, high: 1e6, whole: true, example: 8 });
}
