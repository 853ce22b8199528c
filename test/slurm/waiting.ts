import { execFileSync } from 'node:child_process';
import type { SlurmArray } from '../../src/sweep/slurm/arrays.ts';
import { type SlurmState, statesOf } from '../../src/sweep/slurm/states.ts';

/** What `look` sees once it is so; throws what it saw last after a minute. */
export async function eventually<T>(look: () => T | Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  let seen: T | undefined;
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    try {
      seen = await look();
      if (isSo(seen)) return seen;
    } catch (error) {
      // A file that is not there yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never so; last seen: ${JSON.stringify(seen)}`);
}

/** The states of an array's tasks once they are so. */
export function untilStates(arrays: SlurmArray[], isSo: (states: SlurmState[]) => boolean): Promise<SlurmState[]> {
  return eventually(async () => {
    const states = await statesOf(arrays);
    hurry(states, arrays);
    return [...states.values()];
  }, isSo);
}

export function scontrol(...words: string[]): string {
  return execFileSync('scontrol', words, { stdio: 'pipe' }).toString();
}

/**
 * Milliseconds that Slurm has to clear away what it had of a task that is started again: what
 * begins before, ends with it.
 */
const CLEARED = 8000;
const waitingSince = new Map<string, number>();

/** Slurm waits for two minutes before it starts a task again; not here. */
function hurry(states: Map<number, SlurmState>, arrays: SlurmArray[]): void {
  for (const { job, first, count } of arrays)
    for (let task = 0; task < count; task++) {
      const { state, reason } = states.get(first + task)!;
      const name = `${job}_${task}`;
      if (state !== 'PENDING' || reason !== 'BeginTime') waitingSince.delete(name);
      else if (!waitingSince.has(name)) waitingSince.set(name, Date.now());
      else if (Date.now() - waitingSince.get(name)! > CLEARED) startNow(name);
    }
}

function startNow(task: string): void {
  try {
    scontrol('update', `jobid=${task}`, 'StartTime=now');
  } catch {
    // It has just started by itself.
  }
}
