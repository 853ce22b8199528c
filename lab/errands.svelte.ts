import type { Report } from '../src/instruments/contract.ts';
import { newWorker } from './desk.ts';
import type { Errand, InstrumentDeclaration, ReportReply } from './work/protocol.ts';

/**
 * An instrument at work on a visitor's files: whenever files or settings change, and all files are
 * there, a report is made anew, in a worker of its own.
 */
export class Errands {
  readonly declaration: InstrumentDeclaration;
  /** Of each input; undefined where none was given. */
  files: (File | undefined)[] = $state.raw([]);
  settings: Record<string, string> = $state.raw({});
  /** The newest; while another is being made, or after a problem, that of before. */
  report: Report | undefined = $state.raw();
  problem: string | undefined = $state();
  progress: { fraction: number; doing: string } | undefined = $state.raw();
  /** Whether it was called off, and nothing is on the way. */
  stopped = $state(false);
  /** Whether the visitor has done anything here. */
  touched = $state(false);
  private worker: Worker | undefined;
  private count = 0;

  constructor(declaration: InstrumentDeclaration, settings: Record<string, string>) {
    this.declaration = declaration;
    this.settings = settings;
  }

  /** Whether the report that is shown is of these files and settings. */
  get isAnswered(): boolean {
    return this.report !== undefined && !this.progress && this.problem === undefined && !this.stopped;
  }

  /** Whether there is a file for every input that must have one. */
  get isComplete(): boolean {
    return this.declaration.inputs.every(({ optional }, i) => optional || this.files[i] !== undefined);
  }

  give(input: number, file: File | undefined): void {
    this.files = this.declaration.inputs.map((_, i) => (i === input ? file : this.files[i]));
    if (!this.isComplete) this.report = undefined;
    void this.make();
  }

  /** Files that were dropped anywhere: the first for the first input that has none, and so on. */
  receive(dropped: File[]): void {
    const { inputs } = this.declaration;
    if (dropped.length > inputs.length) {
      this.problem = `${dropped.length} files were dropped together, and ${this.declaration.title} takes ${inputs.map(({ name }) => name).join(' and ')}`;
      return;
    }
    const empty = inputs.findIndex((_, i) => this.files[i] === undefined);
    const first = dropped.length === inputs.length || empty < 0 ? 0 : empty;
    this.files = inputs.map((_, i) => dropped[i - first] ?? this.files[i]);
    void this.make();
  }

  set(key: string, text: string | undefined): void {
    const { [key]: _, ...others } = this.settings;
    this.settings = text === undefined || text.trim() === '' ? others : { ...others, [key]: text };
    void this.make();
  }

  /** One of the instrument's own examples. */
  show(example: InstrumentDeclaration['examples'][number]): void {
    this.settings = { ...example.settings };
    this.files = this.declaration.inputs.map((_, i) => {
      const file = example.files[i];
      return file && new File([file.text], file.name);
    });
    void this.make();
  }

  /** Makes the report of what there is; what was being made before is dropped. */
  async make(): Promise<void> {
    this.stop();
    this.touched = true;
    this.stopped = false;
    this.problem = undefined;
    if (!this.isComplete) return;
    const turn = ++this.count;
    this.progress = { fraction: 0, doing: 'reading' };
    const { id: instrument, system } = this.declaration;
    const given = this.files.filter((file) => file !== undefined);
    let files: Errand['files'];
    try {
      files = await Promise.all(given.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })));
    } catch (error) {
      if (turn === this.count) this.fail(`a file cannot be read: ${(error as Error).message}`);
      return;
    }
    if (turn !== this.count) return;
    const worker = this.worker ?? newWorker('reports');
    this.worker = worker;
    worker.onmessage = ({ data }: MessageEvent<ReportReply>) => {
      if (data.kind === 'progress') this.progress = data;
      else if (data.kind === 'problem') this.fail(data.problem);
      else {
        this.report = data.report;
        this.progress = undefined;
      }
    };
    worker.onerror = () => this.fail('the worker that makes reports has stopped; reload the page');
    const errand: Errand = { instrument, system, files, settings: { ...this.settings } };
    worker.postMessage(
      errand,
      files.map(({ bytes }) => bytes),
    );
  }

  /** Calls off what is being made. */
  stop(): void {
    this.count++;
    if (!this.progress) return;
    this.worker?.terminate();
    this.worker = undefined;
    this.progress = undefined;
    this.stopped = true;
  }

  close(): void {
    this.stop();
    this.worker?.terminate();
    this.worker = undefined;
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.progress = undefined;
  }
}
