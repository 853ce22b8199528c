import type { Progress } from '../src/run/conduct.ts';
import type { Preset } from '../src/systems/contract.ts';
import { usualQuestion } from './address.ts';
import { type Desk, newWorker, Problem } from './desk.ts';
import type { BenchReply, BenchRequest, Declaration, Outcome, Question, Theory } from './work/protocol.ts';

/** How long a knob rests before the experiment follows it. */
const REST = 350;
/** First trials that take longer than this, by the system's estimate, wait for a click. */
const AT_ONCE = 25;

export type RunState = 'none' | 'running' | 'paused' | 'ended';

/** One system's page at work: what is asked, what theory says, and how far the experiment is. */
export class Study {
  readonly declaration: Declaration;
  question: Question = $state()!;
  theory: Theory | undefined = $state.raw();
  /** Why there is no theory for what is asked. */
  problem: string | undefined = $state();
  /** Why the question that the page was opened with could not be asked; the usual one took its place. */
  refused: string | undefined = $state();
  outcome: Outcome | undefined = $state.raw();
  progress: Progress | undefined = $state.raw();
  run: RunState = $state('none');
  /** Whether the experiment follows the knobs by itself. */
  live: boolean = $state(true);

  private desk: Desk;
  private bench: Worker | undefined;
  private runNumber = 0;
  private asking = false;
  private askAgain = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(declaration: Declaration, question: Question, desk: Desk) {
    this.declaration = declaration;
    this.question = question;
    this.desk = desk;
    this.refresh();
  }

  /** The estimate in seconds of the first trials on this machine's threads. */
  get wait(): number {
    return (this.theory?.seconds ?? 0) / jobs();
  }

  /** Whether the experiment will start by itself. */
  get willFollow(): boolean {
    return this.live && this.wait <= AT_ONCE;
  }

  /** The value of a parameter in the notation of the command line. */
  text(key: string): string {
    const { settings } = this.question;
    const { sweep, parameters } = this.declaration;
    return settings[key] ?? sweep[key] ?? parameters.find((one) => one.key === key)?.fallback ?? '';
  }

  /** Sets a parameter; undefined takes the usual value back. */
  set(key: string, text: string | undefined): void {
    const settings = { ...this.question.settings };
    if (text === undefined || text.trim() === '') delete settings[key];
    else settings[key] = text.trim();
    this.ask({ ...this.question, settings });
  }

  ask(question: Question): void {
    this.question = question;
    this.refresh();
  }

  /** Makes a parameter the figure's axis; the one before goes back to a single value. */
  sweep(key: string): void {
    const { parameters, sweep } = this.declaration;
    const control = parameters.find((one) => one.key === key)?.control;
    if (control?.kind !== 'number') return;
    const settings = { ...this.question.settings };
    for (const other of parameters) {
      const isSwept = /^[^,[{]*:/.test(this.text(other.key));
      if (isSwept && other.key !== key) settings[other.key] = other.fallback;
    }
    settings[key] = sweep[key] ?? `${control.low}:${control.high}:${24}${control.scale === 'log' ? ':log' : ''}`;
    this.ask({ ...this.question, settings });
  }

  apply({ settings, shown }: Preset): void {
    const usual = usualQuestion(this.declaration);
    this.ask({ ...this.question, settings: { ...settings }, shown: shown ?? usual.shown });
  }

  reset(): void {
    this.ask(usualQuestion(this.declaration));
  }

  /** Brings theory up to date, and the experiment after it when it may. Only the newest question is answered. */
  private refresh(): void {
    this.forget();
    if (this.asking) this.askAgain = true;
    else void this.askTheory();
  }

  private async askTheory(): Promise<void> {
    this.asking = true;
    do {
      this.askAgain = false;
      try {
        const theory = await this.desk.ask({ kind: 'theory', question: $state.snapshot(this.question) });
        this.theory = theory;
        this.problem = undefined;
      } catch (error) {
        const message = error instanceof Problem ? error.message : String(error);
        if (this.theory || this.refused || this.waitsForFile()) this.problem = message;
        else {
          this.refused = message;
          this.question = usualQuestion(this.declaration);
          this.askAgain = true;
        }
      }
    } while (this.askAgain);
    this.asking = false;
    clearTimeout(this.timer);
    if (this.willFollow && !this.problem) this.timer = setTimeout(() => this.start(), REST);
  }

  /** Whether the question is about a file of the visitor's, which a link cannot carry: it stays until the file is dropped. */
  private waitsForFile(): boolean {
    return Object.values(this.question.settings).some((text) => /#[0-9a-f]{64}$/.test(text));
  }

  start(): void {
    if (this.problem) return;
    clearTimeout(this.timer);
    this.outcome = undefined;
    this.progress = undefined;
    this.run = 'running';
    this.send({ kind: 'run', run: ++this.runNumber, question: $state.snapshot(this.question), jobs: jobs() });
  }

  pause(): void {
    if (this.run !== 'running') return;
    this.run = 'paused';
    this.send({ kind: 'pause' });
  }

  resume(): void {
    if (this.run !== 'paused') return;
    this.run = 'running';
    this.send({ kind: 'resume' });
  }

  /** Stops the experiment; what was measured stays. */
  cancel(): void {
    clearTimeout(this.timer);
    if (this.run === 'running' || this.run === 'paused') this.send({ kind: 'cancel' });
  }

  /** Reads a file in this browser and makes it the value of a parameter. Throws `Problem`. */
  async open(key: string, file: File): Promise<void> {
    const dataset = await this.desk.ask({ kind: 'open', name: file.name, bytes: await file.arrayBuffer() });
    this.send({ kind: 'data', dataset });
    this.set(key, `${dataset.name}#${dataset.sha256}`);
  }

  close(): void {
    this.forget();
    this.bench?.terminate();
    this.bench = undefined;
  }

  /** What was measured belongs to another question now. */
  private forget(): void {
    clearTimeout(this.timer);
    if (this.run === 'running' || this.run === 'paused') this.send({ kind: 'cancel' });
    this.runNumber++;
    this.run = 'none';
    this.outcome = undefined;
    this.progress = undefined;
  }

  private send(request: BenchRequest): void {
    if (!this.bench) {
      this.bench = newWorker('bench');
      this.bench.onmessage = ({ data }: MessageEvent<BenchReply>) => this.hear(data);
    }
    this.bench.postMessage(request);
  }

  private hear(reply: BenchReply): void {
    if (reply.run !== this.runNumber) return;
    if (reply.kind === 'problem') {
      this.problem = reply.problem;
      this.run = 'none';
      return;
    }
    if (reply.kind === 'progress' && reply.progress) this.progress = reply.progress;
    if (reply.outcome) this.outcome = reply.outcome;
    if (reply.kind === 'outcome') this.run = 'ended';
  }
}

/** One core is left to the page. */
function jobs(): number {
  return Math.max(1, Math.min(8, (navigator.hardwareConcurrency || 2) - 1));
}
