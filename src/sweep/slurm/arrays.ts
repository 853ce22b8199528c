import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadInput, NotThere, NotWritten, OrreryError, OutOfRange } from '../../numeric/errors.ts';
import { makeFolder } from '../../record/make-folder.ts';
import { ask, said } from './command.ts';
import { type SlurmOptions, siteWords, throttleSuffix } from './options.ts';
import { batchScript } from './script.ts';

/** One sbatch of an array. */
export interface SlurmArray {
  /** Slurm's number of the job. */
  job: string;
  /** Its tasks work the parts from `first` to `first + count − 1` of the submission. */
  first: number;
  count: number;
}

/** What the jobs do, and where their script and logs stand. */
export interface SlurmWork {
  /** Of the jobs, as squeue shows it. */
  name: string;
  /** Script and logs come into its subfolder `slurm`, which all nodes have to see. */
  folder: string;
  /**
   * The command, started in this process's working directory; the number of the part comes behind.
   */
  work: readonly string[];
}

/**
 * Submits parts 0 … parts − 1, each an array task of its own, in as many arrays as the cluster's
 * largest size asks for. With a throttle, an array waits for the one before, so that it holds for
 * all of them together. All or nothing: what was submitted is cancelled when an array is refused.
 * Throws `OutOfRange` for a number of parts, `BadInput` with Slurm's words for what it refuses,
 * `NotThere` where there is no Slurm, `NotWritten` where the script cannot be written.
 */
export async function submitArrays(parts: number, work: SlurmWork, options: SlurmOptions): Promise<SlurmArray[]> {
  if (!Number.isInteger(parts) || parts < 1)
    throw new OutOfRange('the number of parts', parts, 'a whole number from 1');
  const throttle = throttleSuffix(options);
  const words = [...ownWords(work), ...siteWords(options)];
  oneCluster();
  const size = await maxArraySize();
  const script = writeScript(work, words);
  const arrays: SlurmArray[] = [];
  try {
    for (let first = 0; first < parts; first += size) {
      const count = Math.min(size, parts - first);
      const previous = throttle === '' ? undefined : arrays.at(-1);
      const waits = previous ? [`--dependency=afterany:${previous.job}`] : [];
      const array = `--array=0-${count - 1}${throttle}`;
      // Words win over the environment, lines of the script do not.
      const job = await submit([...words, ...waits, '--parsable', array, script, String(first)]);
      arrays.push({ job, first, count });
    }
  } catch (error) {
    throw await withdrawn(error, script, arrays);
  }
  return arrays;
}

/**
 * Cancels what is pending or running; jobs that have ended, and those that Slurm has forgotten, are
 * no matter. Running tasks get SIGTERM and end a moment later. Throws `BadInput` with Slurm's words
 * where it refuses, `NotThere` where it does not answer.
 */
export async function cancelArrays(arrays: readonly SlurmArray[]): Promise<void> {
  for (const { job } of arrays) {
    const answer = await ask('scancel', [job]);
    if (answer.code !== 0 && !/invalid job id|already completing or completed/i.test(answer.stderr))
      throw new BadInput(`Slurm did not cancel job ${job}: ${said(answer)}`);
  }
}

/** The largest number of tasks in an array that the cluster takes. Throws `NotThere`. */
export async function maxArraySize(): Promise<number> {
  const { stdout } = await ask('scontrol', ['show', 'config']);
  const size = Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(stdout)?.[1] ?? Number.NaN);
  if (!(size >= 1)) throw new NotThere('this cluster takes no job arrays (MaxArraySize); ask whoever runs it');
  const tasks = /^SchedulerParameters\s*=.*\bmax_array_tasks=(\d+)/m.exec(stdout)?.[1];
  return Math.max(1, Math.min(size, Number(tasks ?? size)));
}

/** What every array of a sweep has, whatever the site asks. */
function ownWords({ name, folder }: SlurmWork): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  if (/[\u0000-\u001f\u007f]|^\s*$/.test(name))
    throw new BadInput(`the jobs' name is ${JSON.stringify(name)}, but must be text in one line; choose another`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
  if (/[\u0000-\u001f\u007f\\]/.test(resolve(folder)))
    throw new BadInput(
      `the folder ${JSON.stringify(resolve(folder))} has a backslash or a control character in its path, which Slurm takes for something else in the names of logs; choose another folder`,
    );
  return [
    `--job-name=${name}`,
    `--output=${join(resolve(folder), 'slurm').replaceAll('%', '%%')}/%A_%a.out`,
    '--open-mode=append',
    '--requeue',
    // To the worker itself, which then has a minute to end its journal.
    '--signal=B:TERM@60',
  ];
}

/** Answers of several clusters would have to be told apart; nobody who has one needs that. */
function oneCluster(): void {
  const name = ['SBATCH_CLUSTERS', 'SLURM_CLUSTERS'].find((variable) => process.env[variable]);
  if (name)
    throw new BadInput(
      `${name} is ${process.env[name]}, but a sweep speaks to one cluster, that of the machine it is started on; unset ${name}, and start it there`,
    );
}

function writeScript({ folder, work }: SlurmWork, options: string[]): string {
  const time = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const logs = join(resolve(folder), 'slurm');
  const path = join(logs, `submit-${time}-${randomBytes(3).toString('hex')}.sh`);
  try {
    makeFolder(logs);
    writeFileSync(path, batchScript({ options, cwd: process.cwd(), work }), { mode: 0o755, flag: 'wx' });
  } catch (error) {
    throw new NotWritten(`${path} cannot be written: ${(error as Error).message}; choose another folder`);
  }
  return path;
}

async function submit(words: string[]): Promise<string> {
  const answer = await ask('sbatch', words);
  const [, job] = /^(\d+)(;.*)?$/m.exec(answer.stdout) ?? [];
  if (answer.code !== 0 || job === undefined) throw new BadInput(`Slurm refused the jobs: ${said(answer)}`);
  return job;
}

/**
 * Cancels what was submitted before `error`, and what sbatch submitted without being told so (a
 * busy controller may take a job and answer too late): known by its script. The error says what
 * could not be taken back.
 */
async function withdrawn(error: unknown, script: string, arrays: readonly SlurmArray[]): Promise<unknown> {
  try {
    const jobs = new Set([...arrays.map(({ job }) => job), ...(await jobsOf(script))]);
    await cancelArrays([...jobs].map((job) => ({ job, first: 0, count: 0 })));
    rmSync(script);
    return error;
  } catch (also) {
    if (!(error instanceof OrreryError)) return error;
    const known = arrays.length === 0 ? '' : ` of the jobs ${arrays.map(({ job }) => job).join(', ')}`;
    return new NotThere(
      `${error.message}; what was submitted before${known} could not be cancelled (${(also as Error).message}): look with squeue --me --format="%A %o" for jobs of ${script}, and scancel them`,
    );
  }
}

async function jobsOf(script: string): Promise<string[]> {
  const { stdout } = await ask('squeue', ['--me', '--noheader', '--format=%F %o']);
  return stdout
    .split('\n')
    .map((line) => /^(\d+) (.*)$/.exec(line))
    .filter((match) => match?.[2].startsWith(`${script} `))
    .map((match) => match![1]);
}
