import type { Judged } from '../../src/judge/judge.ts';
import { createWasmEngine } from '../../src/numeric/engines/wasm.ts';
import { OrreryError } from '../../src/numeric/errors.ts';
import { distinctPoints } from '../../src/plan/plan.ts';
import { conduct, predictPlan, type RunResult } from '../../src/run/conduct.ts';
import { Crew } from './crew.ts';
import { openLibrary } from './library.ts';
import type { BenchReply, BenchRequest, Question, RunningTrial } from './protocol.ts';
import {
  filesOf,
  judgeUntried,
  openStudy,
  outcomeAtEnd,
  outcomeOf,
  resultSoFar,
  takesLong,
  tracesOf,
} from './study.ts';

/** Milliseconds between two judgements of an experiment while it runs, each with a new figure. */
const EVERY = 200;
/**
 * Between two looks at trials that are still running, whose curves are drawn into that figure: less
 * than between two news of one trial, so that none of them waits for the next.
 */
const LIVE = 15;

const HELD_TO_ONE_CORE =
  'each trial had one core: on this page threads cannot share memory, since its server sends no headers for cross-origin isolation, as ‘orrery lab’ does';

const library = openLibrary();
const engine = createWasmEngine();

/** The worker that conducts experiments, one at a time, in trial workers of its own. */
export function startBench(scope: DedicatedWorkerGlobalScope): void {
  const post = (reply: BenchReply) => scope.postMessage(reply);
  const crew = new Crew();
  let stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let newest: Experiment | undefined;
  scope.onmessage = ({ data: request }: MessageEvent<BenchRequest>) => {
    if (request.kind === 'data') library.add(request.dataset);
    else if (request.kind === 'pause') crew.pause();
    else if (request.kind === 'resume') crew.resume();
    else if (request.kind === 'files') newest?.tellFiles(request.run);
    else {
      stop.abort();
      crew.resume();
      if (request.kind !== 'run') return;
      stop = new AbortController();
      const { signal } = stop;
      const experiment = new Experiment(request, crew, post);
      newest = experiment;
      // One after the other: a new experiment starts when the one before has let go of the crew.
      running = running.then(() => experiment.conduct(signal));
    }
  };
}

/** One experiment, and what a record would hold of it at any time. */
class Experiment {
  private readonly request: Extract<BenchRequest, { kind: 'run' }>;
  private readonly crew: Crew;
  private readonly post: (reply: BenchReply) => void;
  /** There once theory is. */
  private result: (() => RunResult) | undefined;
  private filesAwaited = false;

  constructor(request: Experiment['request'], crew: Crew, post: (reply: BenchReply) => void) {
    this.request = request;
    this.crew = crew;
    this.post = post;
  }

  tellFiles(run: number): void {
    if (run !== this.request.run) return;
    if (this.result) this.post({ kind: 'files', run, files: filesOf(this.result()) });
    else this.filesAwaited = true;
  }

  async conduct(signal: AbortSignal): Promise<void> {
    const { post, crew } = this;
    const { run, question, jobs, known } = this.request;
    try {
      const { plan, workshop, outlooks } = await openStudy(question, library, engine, signal);
      const executor = crew.executor(plan.system.id, jobs, takesLong(outlooks));
      const conditions = { ...conditionsOf(question), signal };
      const wanted = Object.keys(plan.system.observables);
      // Theory once, before the trials: every figure from here on is made of what is known.
      const theory = known ?? (await predictPlan(plan, wanted, workshop, executor, conditions));
      const keys = distinctPoints(plan).map(({ key }) => key);
      const running = new Map<string, RunningTrial>();
      const started = performance.now();
      let judged = judgeUntried(plan, question, theory);
      let judgeNow = () => judged;
      this.know(() => {
        const seconds = (performance.now() - started) / 1000;
        return resultSoFar(plan, question, judgeNow(), { jobs, seconds });
      });
      let outcome = outcomeOf(plan, question, judged, theory);
      post({ kind: 'progress', run, outcome });
      const traces = () => tracesOf(outcome.figure, plan, judged, [...running.values()]);
      const [isJudged, isLive] = [pace(EVERY), pace(LIVE)];
      const result = await conduct(
        plan,
        {
          ...conditions,
          theory,
          progress(progress, judge) {
            judgeNow = judge;
            if (!isJudged()) return post({ kind: 'progress', run, progress });
            judged = judge();
            forgetEnded(running, judged);
            outcome = outcomeOf(plan, question, judged, theory);
            post({ kind: 'progress', run, progress, outcome, traces: traces() });
          },
          watch({ point, trial, observables }) {
            if (trial === undefined) return;
            const key = keys[point];
            running.set(`${key} ${trial}`, { key, trial, observables });
            if (isLive()) post({ kind: 'progress', run, traces: traces() });
          },
        },
        workshop,
        executor,
      );
      this.know(() => result);
      outcome = outcomeAtEnd(question, result);
      if (crew.heldToOneCore) outcome.remarks.push(HELD_TO_ONE_CORE);
      post({ kind: 'outcome', run, outcome });
    } catch (error) {
      const problem =
        error instanceof OrreryError ? error.message : `this is a defect of Orrery: ${(error as Error).message}`;
      post({ kind: 'problem', run, problem });
    }
  }

  private know(result: () => RunResult): void {
    this.result = result;
    if (this.filesAwaited) this.tellFiles(this.request.run);
    this.filesAwaited = false;
  }
}

/** Whether this many milliseconds have passed since it last was so. */
function pace(milliseconds: number): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
}

function forgetEnded(running: Map<string, RunningTrial>, { points }: Judged): void {
  const ended = new Map(
    points.flat().map(({ key, trials, failures }) => [key, Object.values(failures).reduce((a, b) => a + b, trials)]),
  );
  for (const [name, { key, trial }] of running) if (trial < ended.get(key)!) running.delete(name);
}

function conditionsOf({ seed, shown, margin, budget }: Question) {
  // By the system's estimate: a link gives the same number of trials everywhere.
  return { trials: 'auto', seed, shown, margin, budget, budgetBy: 'estimate' } as const;
}
