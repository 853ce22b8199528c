import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openWorkshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput, NotThere } from '../numeric/errors.ts';
import { count } from '../statistics/sentences.ts';
import { costOf } from '../sweep/cost.ts';
import { hasEnded } from '../sweep/ended.ts';
import { workLocally } from '../sweep/local.ts';
import { cancelArrays, type SlurmArray, submitArrays } from '../sweep/slurm/arrays.ts';
import type { SlurmOptions } from '../sweep/slurm/options.ts';
import { isLive, statesOf } from '../sweep/slurm/states.ts';
import {
  addSubmission,
  deal,
  partJournals,
  partLabel,
  readPart,
  saveSubmission,
  submissions,
} from '../sweep/submission.ts';
import { openSweep, type Sweep, slotsOf } from '../sweep/sweep.ts';
import { GrowingTally, type Tally } from '../sweep/tally.ts';
import { follow } from './follow.ts';
import { listen } from './interruption.ts';
import { readNumber } from './settings.ts';

/** What a site asks of its jobs, as it was typed. */
export interface SlurmFlags {
  parts?: string;
  partition?: string;
  time?: string;
  memory?: string;
  account?: string;
  qos?: string;
  cpus?: string;
  constraint?: string;
  reservation?: string;
  throttle?: string;
  sbatch?: string[];
  wait?: boolean;
}

const NAMES = [
  'parts',
  'partition',
  'time',
  'memory',
  'account',
  'qos',
  'cpus',
  'constraint',
  'reservation',
  'throttle',
  'sbatch',
  'wait',
] as const;

/** Throws `BadInput` for an option of jobs where there are none. */
export function checkSlurmFlags(flags: SlurmFlags, isSlurm: boolean): void {
  const given = NAMES.find((name) => flags[name] !== undefined);
  if (given !== undefined && !isSlurm)
    throw new BadInput(`--${given} acts only with --executor slurm; leave it out, or add that`);
}

/**
 * Seconds that a part takes by the system's own estimate, where the user does not say how many
 * parts there are.
 */
const PART = 900;
const MOST_PARTS = 1000;

/**
 * Gives what is open to Slurm, each part as an array task of its own. With `wait`, returns when
 * none of them may still run, and whether it did.
 */
export async function submit(
  sweep: Sweep,
  tally: Tally,
  flags: SlurmFlags & { json?: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const { folder, header } = sweep;
  const options = optionsOf(flags);
  const wanted =
    flags.parts === undefined
      ? await usualParts(sweep, tally, options.cpus ?? 1)
      : readNumber('--parts', flags.parts, { low: 1, high: 1e6, whole: true, example: 100 });
  const submission = addSubmission(folder, deal(tally.ranges(), tally.open, slotsOf(header), wanted));
  const work = [process.execPath, process.argv[1], 'sweep', 'work', resolve(folder), String(submission.number)];
  const arrays = await submitArrays(submission.parts, { name: `orrery-${header.system}`, folder, work }, options);
  saveSubmission(folder, { ...submission, arrays });
  const jobs = arrays.map(({ job }) => job).join(', ');
  console.error(
    `${count(tally.open, 'task')} in ${count(submission.parts, 'part')} were given to Slurm as job ${jobs}`,
  );
  if (!flags.wait) {
    console.error(
      `see how far it is: orrery sweep status ${folder}\njudge what there is: orrery sweep merge ${folder}`,
    );
    return false;
  }
  return awaitParts(sweep, signal, flags.json);
}

function optionsOf({
  partition,
  time,
  memory,
  account,
  qos,
  cpus,
  constraint,
  reservation,
  throttle,
  sbatch,
}: SlurmFlags): SlurmOptions {
  const named = { partition, time, memory, account, qos, constraint, reservation };
  const whole = (name: string, text: string) => readNumber(`--${name}`, text, { low: 1, high: 1e5, whole: true });
  return {
    ...named,
    ...(cpus !== undefined && { cpus: whole('cpus', cpus) }),
    ...(throttle !== undefined && { throttle: whole('throttle', throttle) }),
    ...(sbatch && { extra: sbatch }),
  };
}

async function usualParts({ grid, header }: Sweep, { open, tasks }: Tally, cpus: number): Promise<number> {
  const workshop = openWorkshop(grid.system, await selectEngine(header.engine));
  const { seconds } = costOf(grid, workshop, header.trials);
  return Math.min(MOST_PARTS, Math.max(1, Math.ceil((seconds * open) / tasks / (PART * cpus))));
}

/** Milliseconds between two looks at a cluster. */
const EVERY = 5000;

async function awaitParts(sweep: Sweep, signal: AbortSignal, silent?: boolean): Promise<boolean> {
  const journals = new GrowingTally(sweep);
  journals.update();
  const { tally } = journals;
  const progress = follow(`${sweep.header.system}: sweeping`, tally, silent);
  try {
    while (!signal.aborted) {
      const live = await countLive(sweep.folder);
      const { done, failed } = tally;
      journals.update();
      progress.heard({ done: tally.done - done, failed: tally.failed - failed });
      if (live === 0) return true;
      await setTimeout(EVERY, undefined, { signal }).catch(() => {});
    }
    process.exitCode = 130;
    return false;
  } finally {
    progress.stop();
    console.error(`${sweep.folder}: ${progress.state()} are done`);
  }
}

/** Every array of a sweep that Slurm has taken. */
function arraysOf(folder: string): SlurmArray[] {
  let first = 0;
  return submissions(folder).flatMap(({ arrays = [] }) =>
    arrays.map((array) => {
      // Parts are told apart over all submissions.
      const own = { ...array, first };
      first += array.count;
      return own;
    }),
  );
}

/** How many parts may still run. Throws `NotThere` where Slurm has them and does not answer. */
export async function countLive(folder: string): Promise<number> {
  const arrays = arraysOf(folder);
  return arrays.length === 0 ? 0 : [...(await statesOf(arrays)).values()].filter(isLive).length;
}

/** Throws `BadInput` where parts may still run, or where nobody can say. */
export async function refuseWhileLive(folder: string): Promise<void> {
  let live: number;
  try {
    live = await countLive(folder);
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    throw new BadInput(
      `${folder} was given to Slurm, which does not answer here (${error.message}); go on where it does, or, if that cluster is gone, remove ${folder}/submissions`,
    );
  }
  if (live > 0)
    throw new BadInput(
      `${count(live, 'part')} of ${folder} may still run; wait for them (orrery sweep status ${folder}), or orrery sweep cancel ${folder}`,
    );
}

/** How many parts are in which state, in Slurm's words. Undefined where none was ever submitted. */
export async function partStates(folder: string): Promise<Record<string, number> | undefined> {
  const arrays = arraysOf(folder);
  if (arrays.length === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const { state, reason } of (await statesOf(arrays)).values()) {
    // Why a part waits tells whether it will ever run.
    const name = state === 'PENDING' && reason ? `${state} (${reason})` : state;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Cancels what may still run; says whether there was anything. */
export async function cancelParts(folder: string): Promise<boolean> {
  if ((await countLive(folder)) === 0) return false;
  await cancelArrays(arraysOf(folder));
  return true;
}

/** What an array task does: its part of a submission, but for what earlier attempts at it did. */
export async function workPart(folder: string, submission: string, part: string): Promise<void> {
  const [number, index] = [submission, part].map((text) => readNumber('the part', text, { whole: true }));
  // Of a part that was started again after others had done its tasks.
  if (hasEnded(folder)) return;
  const sweep = await openSweep(folder);
  const { SLURM_CPUS_PER_TASK: cpus, SLURM_RESTART_COUNT: restarts = '0' } = process.env;
  const journals = new GrowingTally(sweep);
  journals.update(partJournals(folder, number, index));
  const ranges = journals.tally.openIn(readPart(folder, number, index));
  const interruption = listen('what is done is kept');
  const { signal } = interruption;
  const jobs = Math.max(1, Number(cpus) || 1);
  const label = `${partLabel(number, index)}attempt-${restarts}-${process.pid}`;
  try {
    await workLocally(sweep, ranges, { jobs, label, signal });
  } finally {
    interruption.end();
  }
  if (signal.aborted) process.exitCode = 130;
}
