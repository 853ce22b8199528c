import type { Dataset } from '../src/data/dataset.ts';
import type { Progress } from '../src/run/conduct.ts';
import type { Preset } from '../src/systems/contract.ts';
import { questionOf, usualQuestion } from './address.ts';
import { type Desk, newWorker, Problem } from './desk.ts';
import type {
  BenchReply,
  BenchRequest,
  CurveOfFigure,
  Declaration,
  Files,
  Outcome,
  ParameterDeclaration,
  Question,
  Theory,
  Trace,
  Values,
} from './work/protocol.ts';

/** How long a knob rests before the experiment follows it. */
const REST = 350;
/** The page shows that it waits for theory from here on: most of it is there sooner. */
const PROMPT = 150;
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
  /** Why there is no experiment, where there is theory. */
  untried: string | undefined = $state();
  /**
   * Why the question that the page was opened with could not be asked; the usual one took its
   * place.
   */
  refused: string | undefined = $state();
  /** Whether the visitor has changed anything since the page was opened. */
  touched: boolean = $state(false);
  outcome: Outcome | undefined = $state.raw();
  /** Curves of trials that are still running, in the outcome's figure. */
  traces: Trace[] | undefined = $state.raw();
  progress: Progress | undefined = $state.raw();
  /** How far theory is that takes long; what is on the page belongs to the question before. */
  theoryProgress: Progress | undefined = $state.raw();
  /**
   * Whether theory for what is asked now is not there yet, after so long that the page shows it.
   */
  private isLate: boolean = $state(false);
  run: RunState = $state('none');
  /** Whether the experiment follows the knobs by itself. */
  live: boolean = $state(true);

  /** Files of the visitor's that were read here, for whoever measures. */
  readonly datasets: Dataset[] = [];

  private desk: Desk;
  private bench: Worker | undefined;
  private runNumber = 0;
  /** Stops theory that takes long; there while a question is with the desk. */
  private asking: AbortController | undefined;
  private askAgain = false;
  /** The visitor wants the experiment as soon as theory is there. */
  private eager = false;
  private closed = false;
  /** The question that `theory` is the answer to. */
  private answered: Question | undefined = $state.raw();
  /** Whoever waits for the files of the experiment. */
  private awaiting: { resolve: (files: Files) => void; reject: (error: Error) => void }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What the experiment said since the last frame. */
  private news: News | undefined;

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

  /** The question without the settings that have no effect beside the others. */
  get asked(): Question {
    const idle = this.answered === this.question ? (this.theory?.leftOut ?? {}) : {};
    const settings = Object.entries(this.question.settings).filter(([key]) => !(key in idle));
    return { ...this.question, settings: Object.fromEntries(settings) };
  }

  /** Whether theory is there for what is asked now; what is on the page may be older. */
  get isAnswered(): boolean {
    return this.theory !== undefined && this.problem === undefined && this.answered === this.question;
  }

  /** As `isAnswered`, or theory is about to be there: who asks this is not called at every move. */
  get isReady(): boolean {
    return this.theory !== undefined && this.problem === undefined && !this.isLate;
  }

  /** The value of a parameter in the notation of the command line. */
  text(key: string): string {
    const { settings } = this.question;
    const { parameters } = this.declaration;
    const usual = this.sweepsAnything ? undefined : (this.theory?.sweep ?? this.declaration.sweep)[key];
    return settings[key] ?? usual ?? parameters.find((one) => one.key === key)?.fallback ?? '';
  }

  /** Whether a range is given: then the usual axis is a value like any other. */
  private get sweepsAnything(): boolean {
    const { settings } = this.question;
    return this.declaration.parameters.some(
      ({ key, control }) => control.kind === 'number' && isRange(settings[key] ?? ''),
    );
  }

  /** Sets a parameter; undefined takes the usual value back. */
  set(key: string, text: string | undefined): void {
    const settings = { ...this.question.settings };
    if (text === undefined || text.trim() === '') delete settings[key];
    else settings[key] = text.trim();
    this.ask({ ...this.question, settings });
  }

  ask(question: Question): void {
    this.touched = true;
    this.question = question;
    this.refresh();
  }

  /** Makes a parameter the figure's axis; the ones before go back to a single value. */
  sweep(key: string): void {
    const range = this.range(key, 24);
    if (!range) return;
    const settings = { ...this.question.settings };
    for (const other of this.declaration.parameters)
      if (this.isSwept(other) && other.key !== key) settings[other.key] = other.fallback;
    settings[key] = (this.theory?.sweep ?? this.declaration.sweep)[key] ?? range;
    this.ask({ ...this.question, settings });
  }

  /**
   * Makes a parameter the other side of a map, with fewer points on both sides: a map has their
   * product.
   */
  spread(key: string): void {
    const axis = this.theory?.axis;
    const sides = axis === undefined || axis === key ? [] : [axis, key];
    const settings = { ...this.question.settings };
    for (const other of this.declaration.parameters)
      if (this.isSwept(other) && !sides.includes(other.key)) settings[other.key] = other.fallback;
    for (const side of sides) {
      const range = this.range(side, 12);
      if (!range) return;
      // The first range that is given is the axis.
      delete settings[side];
      settings[side] = range;
    }
    if (sides.length > 0) this.ask({ ...this.question, settings });
  }

  /** Some text has a colon and is no range: a part of the rows of a file. */
  private isSwept({ key, control }: ParameterDeclaration): boolean {
    return control.kind === 'number' && isRange(this.text(key));
  }

  private range(key: string, points: number): string | undefined {
    const control = this.declaration.parameters.find((one) => one.key === key)?.control;
    if (control?.kind !== 'number') return undefined;
    const [low, high] = control.usual;
    return `${low}:${high}:${points}${control.scale === 'log' ? ':log' : ''}`;
  }

  /** Takes all of a published figure; the seed stays. */
  apply(preset: Preset): void {
    const { seed, budget } = this.question;
    const wanted = questionOf(preset, this.declaration);
    this.ask({ ...wanted, seed, budget: Math.max(budget, wanted.budget) });
  }

  reset(): void {
    this.ask(usualQuestion(this.declaration));
  }

  /**
   * Brings theory up to date, and the experiment after it when it may. Only the newest question is
   * answered.
   */
  private refresh(): void {
    this.forget();
    if (!this.asking) void this.askTheory();
    else {
      this.askAgain = true;
      if (this.theoryProgress) this.asking.abort();
    }
  }

  private async askTheory(): Promise<void> {
    do {
      this.askAgain = false;
      const late = setTimeout(() => {
        this.isLate = true;
      }, PROMPT);
      this.asking = new AbortController();
      try {
        const asked = this.question;
        this.theory = await this.desk.ask(
          { kind: 'theory', question: $state.snapshot(asked), jobs: jobs() },
          {
            signal: this.asking.signal,
            progress: (progress) => {
              this.theoryProgress = progress;
              if (this.askAgain) this.asking?.abort();
            },
          },
        );
        this.answered = asked;
        this.problem = undefined;
        this.isLate = false;
      } catch (error) {
        // What was stopped for a newer question is no problem of that one.
        if (this.asking.signal.aborted) continue;
        const message = error instanceof Problem ? error.message : String(error);
        if (this.theory || this.refused || this.waitsForFile()) this.problem = message;
        else {
          this.refused = message;
          this.question = usualQuestion(this.declaration);
          this.askAgain = true;
        }
      } finally {
        clearTimeout(late);
        this.theoryProgress = undefined;
      }
    } while (this.askAgain);
    this.asking = undefined;
    this.isLate = false;
    clearTimeout(this.timer);
    if (this.closed || this.problem) return;
    if (this.eager) this.start();
    // What is to follow the knobs may be told meanwhile not to.
    else if (this.willFollow) this.timer = setTimeout(() => this.willFollow && this.start(), REST);
  }

  /**
   * Whether the question is about a file of the visitor's, which a link cannot carry: it stays
   * until the file is dropped.
   */
  private waitsForFile(): boolean {
    return Object.values(this.question.settings).some((text) => /#[0-9a-f]{64}$/.test(text));
  }

  start(): void {
    if (this.problem) return;
    clearTimeout(this.timer);
    this.eager = this.asking !== undefined;
    if (this.eager) return;
    this.clear();
    this.run = 'running';
    const question = $state.snapshot(this.question);
    this.send({ kind: 'run', run: ++this.runNumber, question, jobs: jobs(), known: this.theory?.known });
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

  /**
   * Reads a file in this browser and makes it the value of a parameter; what is wrong with it, in
   * words, where it is no data.
   */
  async open(key: string, file: File): Promise<string | undefined> {
    try {
      const dataset = await this.desk.ask({ kind: 'open', name: file.name, bytes: await file.arrayBuffer() });
      this.datasets.push(dataset);
      this.send({ kind: 'data', dataset });
      this.set(key, `${dataset.name}#${dataset.sha256}`);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** What a record holds of the experiment so far; before its first trial, of theory alone. */
  async files(): Promise<Files> {
    const { run, theory } = this;
    if (run === 'none') {
      const question = $state.snapshot(this.question);
      const known = this.isAnswered ? theory?.known : undefined;
      return this.desk.ask({ kind: 'files', question, jobs: jobs(), known });
    }
    return new Promise((resolve, reject) => {
      this.awaiting.push({ resolve, reject });
      this.send({ kind: 'files', run: this.runNumber });
    });
  }

  /** What theory says of everything at one point of a curve, for what is asked now. */
  async valuesAt({ curve, place }: { curve?: CurveOfFigure; place?: number }, signal: AbortSignal): Promise<Values> {
    const question = $state.snapshot(this.question);
    return this.desk.ask({ kind: 'values', question, curve, place, known: this.theory?.known }, { signal });
  }

  close(): void {
    this.closed = true;
    this.forget();
    this.asking?.abort();
    this.bench?.terminate();
    this.bench = undefined;
  }

  /** What was measured belongs to another question now. */
  private forget(): void {
    clearTimeout(this.timer);
    this.eager = false;
    if (this.run === 'running' || this.run === 'paused') this.send({ kind: 'cancel' });
    this.runNumber++;
    this.giveUpFiles('the settings have changed meanwhile');
    this.run = 'none';
    this.clear();
  }

  private clear(): void {
    this.news = undefined;
    this.outcome = undefined;
    this.traces = undefined;
    this.progress = undefined;
    this.untried = undefined;
  }

  private giveUpFiles(why: string): void {
    for (const { reject } of this.awaiting.splice(0)) reject(new Error(why));
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
    if (reply.kind === 'files') {
      for (const { resolve } of this.awaiting.splice(0)) resolve(reply.files);
      return;
    }
    if (reply.kind === 'problem') {
      this.giveUpFiles(reply.problem);
      this.news = undefined;
      this.untried = reply.problem;
      this.run = 'none';
      return;
    }
    if (!this.news) beforeNextFrame(() => this.show());
    const isEnd = reply.kind === 'outcome';
    this.news = { ...this.news, ...reply, ...(isEnd && { traces: [] }), isEnd };
  }

  /** Of all that was said since the last frame, the newest. */
  private show(): void {
    const { outcome, traces, progress, isEnd } = this.news ?? {};
    this.news = undefined;
    if (progress) this.progress = progress;
    if (outcome) this.outcome = outcome;
    if (traces) this.traces = traces;
    if (isEnd) this.run = 'ended';
  }
}

interface News {
  progress?: Progress;
  outcome?: Outcome;
  traces?: Trace[];
  isEnd: boolean;
}

/** A page that is out of sight has no frames. */
function beforeNextFrame(action: () => void): void {
  if (document.hidden) setTimeout(action);
  else requestAnimationFrame(action);
}

/** Whether a setting is a range: an axis, or a side of a map. */
export function isRange(text: string): boolean {
  return /^[^,[{]*:/.test(text);
}

/** One core is left to the page. */
function jobs(): number {
  return Math.max(1, Math.min(8, (navigator.hardwareConcurrency || 2) - 1));
}
