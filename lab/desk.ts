import type { Progress } from '../src/run/conduct.ts';
import type { DeskAnswers, DeskMessage, DeskReply, DeskRequest } from './work/protocol.ts';
import script from './work/worker.ts?worker&url';

/**
 * What the desk has no answer to: bad settings, or theory that failed. The message is for people.
 */
export class Problem extends Error {}

const TOO_LONG = 'the theory of this setting takes too long for a page; make it smaller, or use the command line';
/** Milliseconds; longer than this and a question is not for a page. */
const PATIENCE = 20_000;

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (problem: Problem) => void;
  progress: (progress: Progress) => void;
}

/**
 * What goes with a question to the desk: `progress` hears of theory that takes long, `signal` stops
 * it.
 */
export interface Asking {
  progress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/**
 * The page's side of the desk worker, which is let go and replaced when it does not answer for too
 * long.
 */
export class Desk {
  private worker: Worker | undefined;
  private waiting = new Map<number, Waiting>();
  private count = 0;
  private patience: number;

  constructor(patience = PATIENCE) {
    this.patience = patience;
  }

  ask<K extends DeskRequest['kind']>(
    request: DeskRequest & { kind: K },
    { progress, signal }: Asking = {},
  ): Promise<DeskAnswers[K]> {
    this.worker ??= this.hire();
    const { worker } = this;
    const number = ++this.count;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.giveUp(TOO_LONG), this.patience);
      const end =
        <T>(action: (value: T) => void) =>
        (value: T) => {
          clearTimeout(late);
          this.waiting.delete(number);
          action(value);
        };
      this.waiting.set(number, {
        resolve: end(resolve) as (answer: unknown) => void,
        reject: end(reject),
        progress(so) {
          // A desk that says how far it is works elsewhere and hears what else is asked: it may
          // take its time.
          clearTimeout(late);
          progress?.(so);
        },
      });
      const post = (message: DeskMessage) => worker.postMessage(message);
      post({ number, request });
      signal?.addEventListener('abort', () => post({ forget: number }), { once: true });
    });
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }

  private hire(): Worker {
    const worker = newWorker('desk');
    worker.onmessage = ({ data: reply }: MessageEvent<DeskReply>) => {
      const asked = this.waiting.get(reply.number);
      if ('progress' in reply) asked?.progress(reply.progress);
      else if ('problem' in reply) asked?.reject(new Problem(reply.problem));
      else asked?.resolve(reply.answer);
    };
    // What it throws has a message, and it goes on; a script that does not load has none.
    worker.onerror = (event) => {
      if (!(event instanceof ErrorEvent)) this.giveUp('workers could not be loaded; reload the page');
    };
    return worker;
  }

  private giveUp(words: string): void {
    this.close();
    for (const { reject } of [...this.waiting.values()]) reject(new Problem(words));
  }
}

let started: string | undefined;

/** All workers run the same script, which a visitor loads once. */
export function newWorker(role: 'desk' | 'bench' | 'reports'): Worker {
  started ??= isFromHere(script) ? script : URL.createObjectURL(importing(script));
  return new Worker(started, { type: 'module', name: role });
}

function isFromHere(url: string): boolean {
  return new URL(url, location.href).origin === location.origin;
}

/**
 * A page may start no worker from another origin, but one of its own that imports the script from
 * there. It stays for as long as the page, since workers start others from it.
 */
function importing(url: string): Blob {
  return new Blob([`import ${JSON.stringify(url)};`], { type: 'text/javascript' });
}
