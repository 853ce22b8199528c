import { mount, unmount } from 'svelte';
import { usualQuestion } from '../address.ts';
import { Desk } from '../desk.ts';
import type { DrawOptions } from '../embed.ts';
import { openRegistry, type Registry } from '../registry.ts';
import { Study } from '../study.svelte.ts';
import type { Declaration, Question } from '../work/protocol.ts';
import Embed from './Embed.svelte';
import { wrongKnob } from './options.ts';

/** All figures of a page share what answers them. */
let shared: { desk: Desk; registry: Registry } | undefined;

/** A figure at work in somebody else's page. */
export class Live {
  /** Resolves when theory is there; rejects with the reason where there is none. */
  readonly ready: Promise<void>;
  private study: Study | undefined = $state.raw();
  private problem: string | undefined = $state();
  private readonly component: Record<string, unknown>;
  /** Of an `update` before the system was there. */
  private early: Record<string, string | number | undefined> = {};
  private isGone = false;

  /** `home` is the address of the lab's page. */
  constructor(element: Element, options: DrawOptions, home: string) {
    shared ??= openShared();
    const { desk, registry } = shared;
    const { knobs = [], run = true, theme } = options;
    const live = this;
    this.component = mount(Embed, {
      target: element,
      props: {
        home,
        options: { knobs, run, theme },
        get study() {
          return live.study;
        },
        get problem() {
          return live.problem;
        },
      },
    });
    this.ready = registry
      .declaration(options.system)
      .then((declaration) => this.open(declaration, questionOf(options, declaration), run, desk));
    this.ready.catch(({ message }: Error) => {
      this.problem = message;
    });
  }

  update(changed: Record<string, string | number | undefined>): void {
    if (!this.study) Object.assign(this.early, changed);
    for (const [key, value] of Object.entries(changed))
      this.study?.set(key, value === undefined ? undefined : String(value));
  }

  destroy(): void {
    this.isGone = true;
    this.study?.close();
    void unmount(this.component);
  }

  private open(declaration: Declaration, question: Question, run: boolean, desk: Desk): Promise<void> {
    if (this.isGone) return Promise.resolve();
    const study = new Study(declaration, question, desk);
    study.live = run;
    this.study = study;
    this.update(this.early);
    return new Promise((resolve, reject) => {
      const stop = $effect.root(() => {
        $effect(() => {
          const wrong = study.problem ?? study.refused;
          if (wrong === undefined && !study.theory) return;
          if (wrong === undefined) resolve();
          else reject(new Error(wrong));
          queueMicrotask(() => stop());
        });
      });
    });
  }
}

function openShared(): { desk: Desk; registry: Registry } {
  const desk = new Desk();
  return { desk, registry: openRegistry(desk) };
}

/** Throws where the system has no such observable, or a knob of it is no number. */
function questionOf({ settings = {}, observable, knobs = [] }: DrawOptions, declaration: Declaration): Question {
  const usual = usualQuestion(declaration);
  const shown = observable === undefined ? usual.shown : [observable].flat();
  const known = [declaration.observables, declaration.derived, declaration.claims].flatMap(Object.keys);
  const unknown = shown.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`${declaration.id} has no observable ‘${unknown}’; it has ${known.join(', ')}`);
  const wrong = wrongKnob(knobs, declaration);
  if (wrong !== undefined) throw new Error(wrong);
  const texts = Object.entries(settings).map(([key, value]) => [key, String(value)]);
  return { ...usual, shown, settings: Object.fromEntries(texts) };
}
