import { OrreryError } from '../../src/numeric/errors.ts';
import { conduct } from '../../src/run/conduct.ts';
import type { Executor } from '../../src/run/executor.ts';
import type { Judged } from '../../src/run/judge.ts';
import type { TrialTask } from '../../src/run/trials.ts';
import { openLibrary } from './library.ts';
import type { BenchReply, BenchRequest, Question, RunningTrial, TrialReply, TrialRequest } from './protocol.ts';
import { outcomeOf, planOf, untried } from './study.ts';

/** How often the page gets a new figure while an experiment runs. */
const EVERY = 200;

const library = openLibrary();

/** The worker that conducts experiments, one at a time, in trial workers of its own. */
export function startBench(scope: DedicatedWorkerGlobalScope): void {
  const post = (reply: BenchReply) => scope.postMessage(reply);
  const crew = new Crew();
  let stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  scope.onmessage = ({ data: request }: MessageEvent<BenchRequest>) => {
    if (request.kind === 'data') library.add(request.dataset);
    else if (request.kind === 'pause') crew.pause();
    else if (request.kind === 'resume') crew.resume();
    else {
      stop.abort();
      crew.resume();
      if (request.kind !== 'run') return;
      stop = new AbortController();
      const { signal } = stop;
      // One after the other: a new experiment starts when the one before has let go of the crew.
      running = running.then(() => experiment(request, signal, crew, post));
    }
  };
}

async function experiment(
  { run, question, jobs }: Extract<BenchRequest, { kind: 'run' }>,
  signal: AbortSignal,
  crew: Crew,
  post: (reply: BenchReply) => void,
): Promise<void> {
  try {
    const { plan } = await planOf(question, library);
    const executor = crew.executor(jobs, {
      kind: 'setting',
      system: plan.system.id,
      seed: question.seed,
      curves: plan.curves.map(({ scale, points }) => ({ scale, points })),
    });
    const running = new Map<string, RunningTrial>();
    let judged = untried(plan, question);
    let last = performance.now();
    const due = () => {
      const now = performance.now();
      if (now - last < EVERY) return false;
      last = now;
      return true;
    };
    const state = () => outcomeOf(plan, question, judged, { running: [...running.values()] });
    const result = await conduct(
      plan,
      {
        ...conditionsOf(question),
        signal,
        progress(progress, judge) {
          if (!due()) return post({ kind: 'progress', run, progress });
          judged = judge();
          forgetEnded(running, judged);
          post({ kind: 'progress', run, progress, outcome: state() });
        },
        watch({ curve, point, first }, fraction, observables) {
          running.set(`${curve} ${point} ${first}`, { curve, point, trial: first, fraction, observables });
          if (due()) post({ kind: 'progress', run, outcome: state() });
        },
      },
      executor,
    );
    post({ kind: 'outcome', run, outcome: outcomeOf(plan, question, result, { result }) });
  } catch (error) {
    const problem =
      error instanceof OrreryError ? error.message : `this is a defect of Orrery: ${(error as Error).message}`;
    post({ kind: 'problem', run, problem });
  }
}

function forgetEnded(running: Map<string, RunningTrial>, { points }: Judged): void {
  for (const [key, { curve, point, trial }] of running) if (trial < points[curve][point].trials) running.delete(key);
}

function conditionsOf({ seed, shown, margin, budget }: Question) {
  return { trials: 'auto', seed, shown, margin, budget } as const;
}

interface Hand {
  worker: Worker;
  busySince?: number;
}

/** Trial workers, kept from one experiment to the next. */
class Crew {
  private hands: Hand[] = [];
  private paused = false;
  private wake: () => void = () => {};

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  executor(jobs: number, setting: TrialRequest): Executor {
    while (this.hands.length > jobs) this.hands.pop()!.worker.terminate();
    for (const { worker } of this.hands) worker.postMessage(setting);
    return {
      engine: { name: 'wasm', description: 'WebAssembly SIMD kernels' },
      jobs,
      run: async (tasks, done, signal, watch) => {
        const queue = [...tasks];
        const work = async (hand: Hand) => {
          while (queue.length > 0 && !signal?.aborted) {
            await this.unpaused();
            const task = queue.shift();
            if (!task || signal?.aborted) return;
            const reply = await perform(hand, task, signal, watch);
            if (reply === 'stopped') {
              this.hands.splice(this.hands.indexOf(hand), 1);
              return;
            }
            if (reply.kind === 'problem') throw new Error(reply.problem);
            if (!signal?.aborted) done(task, reply.outcomes);
          }
        };
        while (this.hands.length < jobs) this.hands.push(hire(setting));
        await Promise.all(this.hands.slice(0, jobs).map(work));
      },
      close: async () => {},
    };
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

function hire(setting: TrialRequest): Hand {
  const worker = new Worker(self.location.href, { type: 'module', name: 'trials' });
  worker.postMessage(setting);
  return { worker };
}

/** A worker deep in a trial hears nothing, so one that is stopped is let go. */
function perform(
  { worker }: Hand,
  task: TrialTask,
  signal: AbortSignal | undefined,
  watch: Parameters<Executor['run']>[3],
): Promise<Extract<TrialReply, { kind: 'done' | 'problem' }> | 'stopped'> {
  return new Promise((resolve) => {
    const stopped = () => {
      worker.terminate();
      resolve('stopped');
    };
    signal?.addEventListener('abort', stopped, { once: true });
    worker.onmessage = ({ data: reply }: MessageEvent<TrialReply>) => {
      if (reply.kind === 'partial') {
        const { curve, point, trial, fraction, observables } = reply.partial;
        watch?.({ curve, point, first: trial, count: 1 }, fraction, observables);
        return;
      }
      signal?.removeEventListener('abort', stopped);
      resolve(reply);
    };
    worker.onerror = ({ message }) => {
      signal?.removeEventListener('abort', stopped);
      resolve({ kind: 'problem', problem: message ?? 'a worker could not be started' });
    };
    worker.postMessage({ kind: 'task', task } satisfies TrialRequest);
  });
}
