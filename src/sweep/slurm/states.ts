import { NotThere } from '../../numeric/errors.ts';
import type { SlurmArray } from './arrays.ts';
import { type Answer, ask, said } from './command.ts';

/**
 * What Slurm says of an array task. Nothing of it tells whether the part is done: journals do. It
 * is for whoever looks, and for knowing whether to submit again.
 */
export interface SlurmState {
  /**
   * Slurm's own word (PENDING, RUNNING, COMPLETED, TIMEOUT, …), UNKNOWN for what it has forgotten.
   */
  state: string;
  /** Of a task that ended by itself. */
  exitCode?: number;
  /** The number of the signal that ended it. */
  signal?: number;
  /** Why it waits, or failed, in Slurm's word: Resources, PartitionTimeLimit, NonZeroExitCode. */
  reason?: string;
  /** How often it was started again; where squeue still has it. */
  restarts?: number;
}

/** States of a task that may still run, or does. One that is held, or suspended, may. */
const LIVE = new Set([
  'PENDING',
  'CONFIGURING',
  'RUNNING',
  'COMPLETING',
  'SUSPENDED',
  'STOPPED',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'RESV_DEL_HOLD',
  'SPECIAL_EXIT',
  'RESIZING',
  'SIGNALING',
  'STAGE_OUT',
]);

/** Whether the task waits or runs: until it does not, its part is not submitted again. */
export function isLive({ state }: SlurmState): boolean {
  return LIVE.has(state);
}

/**
 * The state of every part of these arrays, by its number: from squeue, which knows the last
 * minutes, and from the accounting for what is older, where the cluster has one. Throws `NotThere`
 * where Slurm does not answer: silence is no state.
 */
export async function statesOf(arrays: readonly SlurmArray[]): Promise<Map<number, SlurmState>> {
  const states = new Map<number, SlurmState>();
  for (const { first, count } of arrays)
    for (let task = 0; task < count; task++) states.set(first + task, { state: 'UNKNOWN' });
  if (arrays.length === 0) return states;
  const partOf = ({ job, task }: Row) => {
    const array = arrays.find((one) => one.job === job);
    return array !== undefined && task < array.count ? array.first + task : undefined;
  };
  for (const row of await queued(arrays)) {
    const part = partOf(row);
    if (part !== undefined) states.set(part, row.state);
  }
  const isForgotten = (part: number | undefined) => part !== undefined && states.get(part)!.state === 'UNKNOWN';
  if (![...states.keys()].some(isForgotten)) return states;
  for (const row of await accounted(arrays)) {
    const part = partOf(row);
    // What the queue does not have is not live, even where the accounting was never told of its
    // end.
    if (isForgotten(part) && !isLive(row.state)) states.set(part!, row.state);
  }
  return states;
}

interface Row {
  job: string;
  task: number;
  state: SlurmState;
}

const COLUMNS = ['ArrayJobID', 'ArrayTaskID', 'State', 'exit_code', 'RestartCnt', 'Reason'];
/** Of each column; fixed, since not every version of squeue takes a separator. */
const WIDTH = 40;

async function queued(arrays: readonly SlurmArray[]): Promise<Row[]> {
  const answer = await ask('squeue', [
    '--array',
    '--noheader',
    '--states=all',
    `--jobs=${arrays.map(({ job }) => job).join(',')}`,
    `--Format=${COLUMNS.map((column) => `${column}:${WIDTH}`).join(',')}`,
  ]);
  // Of a single job that it has forgotten, squeue says that the number is wrong.
  if (answer.code !== 0 && !/invalid job id/i.test(answer.stderr))
    throw new NotThere(`squeue does not tell the states of the jobs: ${said(answer)}`);
  return answer.stdout.split('\n').flatMap((line) => {
    const cells = COLUMNS.map((_, i) => line.slice(i * WIDTH, (i + 1) * WIDTH).trim());
    const [job, task, state, status, restarts, reason] = cells;
    if (!/^\d+$/.test(task)) return [];
    const ended = ending(state, Number(status) >> 8, Number(status) & 127);
    const why = reason === '' || reason === 'None' ? {} : { reason };
    return [{ job, task: Number(task), state: { state, ...ended, restarts: Number(restarts), ...why } }];
  });
}

/** What the accounting has; nothing where there is none. */
async function accounted(arrays: readonly SlurmArray[]): Promise<Row[]> {
  const words = ['--allocations', '--noheader', '--parsable2', '--format=JobID,State,ExitCode'];
  const answer = await ask('sacct', [...words, `--jobs=${arrays.map(({ job }) => job).join(',')}`]).catch(
    (error: unknown): Answer => {
      if (error instanceof NotThere) return { code: 1, stdout: '', stderr: '' };
      throw error;
    },
  );
  return answer.code === 0 ? readAccounts(answer.stdout) : [];
}

/**
 * Lines of sacct: `12_3|CANCELLED by 1000|0:15`; tasks that never began stand together, as
 * `12_[4-9,11%2]`.
 */
export function readAccounts(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const [, job, tasks, state, code, signal] =
      /^(\d+)_\[?([\d,-]+)(?:%\d+)?\]?\|(\w+)[^|]*\|(\d+):(\d+)/.exec(line) ?? [];
    if (job === undefined) return [];
    const row = (task: number) => ({ job, task, state: { state, ...ending(state, Number(code), Number(signal)) } });
    return tasks.split(',').flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => row(first + i));
    });
  });
}

function ending(state: string, exitCode: number, signal: number): Pick<SlurmState, 'exitCode' | 'signal'> {
  if (signal !== 0) return { signal };
  // 0 is also what stands there as long as nothing has ended.
  return exitCode !== 0 || state === 'COMPLETED' ? { exitCode } : {};
}
