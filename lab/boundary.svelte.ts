import { newWorker } from './desk.ts';
import { place } from './slider.ts';
import { isRange, type Study } from './study.svelte.ts';
import type { BenchReply, BenchRequest, Outcome, ParameterDeclaration, Question } from './work/protocol.ts';

/** Steps over the whole slider. */
const STEPS = 8;
/** Halvings of the gap between the last value that holds and the first that is broken. */
const HALVINGS = 4;
/** Seconds of trials for each value, and for one in the gap that they leave open. */
const BUDGET = 6;
const MORE = 24;

/** What came of one value of the knob. */
export interface Tried {
  value: number;
  verdict: Outcome['verdict'] | 'refused';
  /** The verdict's sentence, or why the value is refused. */
  words: string;
}

/** On one side of the present value: the last that holds, and the first that is broken. */
export interface Gap {
  holds: number;
  broken: number;
}

type Knob = ParameterDeclaration & { control: Extract<ParameterDeclaration['control'], { kind: 'number' }> };

/** The knobs of a page that can be followed. */
export function knobsOf(study: Study): Knob[] {
  const inert = study.theory?.inert ?? {};
  return study.declaration.parameters.filter(
    (one): one is Knob =>
      one.control.kind === 'number' && !(one.key in inert) && Number.isFinite(presentOf(study, one.key)),
  );
}

/** The knob's value; of a range the one in its middle, of a list the first. */
export function presentOf(study: Study, key: string): number {
  return Number(single(study.text(key)));
}

function single(text: string): string {
  if (/^[[{]/.test(text)) return text;
  if (!isRange(text)) return text.split(',')[0].trim();
  const [from, to, , scale] = text.split(':');
  const [low, high] = [Number(from), Number(to)];
  const middle = scale === 'log' ? Math.sqrt(low * high) : (low + high) / 2;
  const isWhole = Number.isInteger(low) && Number.isInteger(high);
  return String(isWhole ? Math.round(middle) : Number(middle.toPrecision(3)));
}

/**
 * Follows one knob from where it stands to both ends of its slider, until the verdict of what is
 * shown turns from *holds* to *broken*, and halves the gap between. What is swept stands still in
 * the middle of its range. Verdicts are those of the page's own bench, in a worker of its own.
 */
export class Boundary {
  /** By value. */
  tried: Tried[] = $state.raw([]);
  gaps: Gap[] = $state.raw([]);
  state: 'none' | 'walking' | 'ended' = $state('none');
  readonly knob: Knob;
  readonly present: number;

  private readonly question: Question;
  private readonly worker: Worker;
  private stopped = false;
  private hear: ((reply: BenchReply) => void) | undefined;
  private run = 0;

  constructor(study: Study, knob: Knob) {
    this.knob = knob;
    this.present = presentOf(study, knob.key);
    const asked = $state.snapshot(study.asked);
    const settings = { ...asked.settings };
    for (const { key, control } of study.declaration.parameters) {
      const text = study.text(key);
      const one = single(text);
      if (control.kind === 'number' && one !== text) settings[key] = one;
    }
    this.question = { ...asked, settings };
    this.worker = newWorker('bench');
    this.worker.onmessage = ({ data }: MessageEvent<BenchReply>) => this.hear?.(data);
    for (const dataset of study.datasets) this.send({ kind: 'data', dataset });
  }

  /** To the ends, or until `stop`. */
  async walk(): Promise<void> {
    this.state = 'walking';
    const { low, high } = this.knob.control;
    const here = await this.try(this.present);
    // Where it does not hold there is nothing to follow.
    if (here === 'holds') for (const end of [high, low]) await this.towards(end);
    this.stop();
  }

  stop(): void {
    this.stopped = true;
    this.state = 'ended';
    this.worker.terminate();
    this.hear?.({ kind: 'problem', run: this.run, problem: '' });
  }

  private async towards(end: number): Promise<void> {
    let holds = this.present;
    let broken: number | undefined;
    const { control } = this.knob;
    const steps = Math.ceil(STEPS * Math.abs(place(control, end) - place(control, this.present)));
    for (let step = 1; step <= steps && broken === undefined; step++) {
      const value = this.between(this.present, end, step / steps);
      if (value === holds || value === this.present) continue;
      const verdict = await this.try(value);
      if (verdict === 'holds') holds = value;
      if (verdict === 'broken') broken = value;
      if (verdict === undefined || verdict === 'refused') return;
    }
    for (let k = 0; k < HALVINGS && broken !== undefined; k++) {
      const value = this.between(holds, broken, 0.5);
      if (value === holds || value === broken) break;
      let verdict = await this.try(value);
      if (verdict === 'unresolved') verdict = await this.try(value, MORE);
      if (verdict === 'holds') holds = value;
      else if (verdict === 'broken') broken = value;
      // What the budget does not tell is the boundary, as far as it is known.
      else break;
    }
    if (broken !== undefined && !this.stopped) this.gaps = [...this.gaps, { holds, broken }];
  }

  private between(from: number, to: number, share: number): number {
    const { scale, integer } = this.knob.control;
    const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
    return integer ? Math.round(value) : Number(value.toPrecision(3));
  }

  /** Undefined when stopped. */
  private async try(value: number, budget = BUDGET): Promise<Tried['verdict'] | undefined> {
    if (this.stopped) return undefined;
    const { key } = this.knob;
    const question = { ...this.question, budget, settings: { ...this.question.settings, [key]: String(value) } };
    this.send({ kind: 'run', run: ++this.run, question, jobs: 1 });
    const reply = await new Promise<BenchReply>((resolve) => {
      this.hear = (heard) => {
        if (heard.run === this.run && (heard.kind === 'outcome' || heard.kind === 'problem')) resolve(heard);
      };
    });
    if (this.stopped) return undefined;
    const tried: Tried =
      reply.kind === 'outcome'
        ? { value, verdict: reply.outcome.verdict, words: reply.outcome.sentences.join(' ') }
        : { value, verdict: 'refused', words: reply.kind === 'problem' ? reply.problem : '' };
    this.tried = [...this.tried.filter((one) => one.value !== value), tried].sort((a, b) => a.value - b.value);
    return tried.verdict;
  }

  private send(request: BenchRequest): void {
    this.worker.postMessage(request);
  }
}
