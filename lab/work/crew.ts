import { type Executor, threadsEach } from '../../src/measure/executor.ts';
import type { Assignment, Result, Task, Watcher } from '../../src/measure/tasks.ts';
import type { Engine } from '../../src/numeric/engine.ts';
import { canShareMemory } from '../../src/numeric/engines/team.ts';
import type { TrialReply, TrialRequest } from './protocol.ts';

/** What computes on a page, as a record says it. */
export const ENGINE: Pick<Engine, 'name' | 'description'> = {
  name: 'wasm',
  description: 'WebAssembly SIMD kernels',
};

interface Hand {
  worker: Worker;
  /** How many threads share its products. */
  threads: number;
  system?: string;
  assignment?: Assignment;
}

/** Workers that do tasks, kept from one experiment to the next. */
export class Crew {
  private hands: Hand[] = [];
  private paused = false;
  private wake: () => void = () => {};
  /** Whether tasks of the last run had one core each where they could have had more. */
  heldToOneCore = false;

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /**
   * Hires when the first tasks come, so that who has none costs no worker. Tasks that are `long`
   * and fewer than jobs share the threads.
   */
  executor(system: string, jobs: number, isLong: boolean): Executor {
    return {
      engine: ENGINE,
      jobs,
      run: async (tasks, assignment, done, signal, watch) => {
        const threads = isLong ? threadsEach(tasks.length, jobs) : 1;
        this.heldToOneCore = threads > 1 && !canShareMemory();
        if (this.hands.some((hand) => hand.threads !== threads)) this.dismiss();
        while (this.hands.length > jobs) this.hands.pop()!.worker.terminate();
        while (this.hands.length < Math.min(jobs, tasks.length)) this.hands.push(hire(threads));
        const queue = [...tasks];
        const work = async (hand: Hand) => {
          assign(hand, system, assignment);
          while (queue.length > 0 && !signal?.aborted) {
            await this.unpaused();
            const task = queue.shift();
            if (!task || signal?.aborted) return;
            const reply = await perform(hand, task, signal, watch);
            if (reply === 'stopped') {
              this.hands = this.hands.filter((one) => one !== hand);
              return;
            }
            if ('problem' in reply) {
              this.dismiss();
              throw new Error(reply.problem);
            }
            if (!signal?.aborted) done(task, reply.result);
          }
        };
        await Promise.all(this.hands.map(work));
      },
      close: async () => {},
    };
  }

  /** Where one has failed, the others must not go on with tasks that nobody waits for. */
  private dismiss(): void {
    for (const { worker } of this.hands) worker.terminate();
    this.hands = [];
  }

  private async unpaused(): Promise<void> {
    while (this.paused)
      await new Promise<void>((resume) => {
        const others = this.wake;
        this.wake = () => {
          others();
          resume();
        };
      });
  }
}

function hire(threads: number): Hand {
  return { worker: new Worker(self.location.href, { type: 'module', name: 'trials' }), threads };
}

/** Points are told once; the tasks that follow name them by their number. */
function assign(hand: Hand, system: string, assignment: Assignment): void {
  if (hand.system === system && hand.assignment === assignment) return;
  Object.assign(hand, { system, assignment });
  hand.worker.postMessage({ kind: 'assignment', system, assignment, threads: hand.threads } satisfies TrialRequest);
}

/** A worker deep in a task hears nothing, so one that is stopped is let go. */
function perform(
  { worker }: Hand,
  task: Task,
  signal: AbortSignal | undefined,
  watch: Watcher | undefined,
): Promise<{ result: Result } | { problem: string } | 'stopped'> {
  return new Promise((resolve) => {
    const stopped = () => {
      worker.terminate();
      resolve('stopped');
    };
    signal?.addEventListener('abort', stopped, { once: true });
    const end = (reply: { result: Result } | { problem: string }) => {
      signal?.removeEventListener('abort', stopped);
      resolve(reply);
    };
    worker.onmessage = ({ data: reply }: MessageEvent<TrialReply>) => {
      if (reply.kind === 'news') watch?.(reply.news);
      else end(reply);
    };
    worker.onerror = ({ message }) => end({ problem: message ?? 'a worker could not be started' });
    worker.postMessage({ kind: 'task', task } satisfies TrialRequest);
  });
}
