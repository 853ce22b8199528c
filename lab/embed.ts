import { seen } from './seen.ts';

// A module that other pages import: one live figure of one system, drawn into an element of theirs.

/** What `draw` takes. */
export interface DrawOptions {
  /** The id of a system, as in its address. */
  system: string;
  /** In the notation of the command line: `{ samples: '20:400:20:log', noise: 0.1 }`. */
  settings?: Record<string, string | number>;
  /** One of the system's, or several; default: those that its page shows. */
  observable?: string | readonly string[];
  /** Parameters that have a slider. Default: none. */
  knobs?: readonly string[];
  /** Whether the experiment is run, in workers; else theory alone is shown. Default: true. */
  run?: boolean;
  /** Default: as the reader's system has it. */
  theme?: 'light' | 'dark';
}

export interface Handle {
  /**
   * Resolves when theory is drawn, which is begun when the figure's place comes into view; rejects
   * with the reason, which stands in the figure too.
   */
  ready: Promise<void>;
  /**
   * Changes settings, and leaves the others as they are; `undefined` takes the usual value back.
   */
  update(settings: Record<string, string | number | undefined>): void;
  /** Stops the workers of the figure, and takes it out of the page. */
  destroy(): void;
}

/** Of the room that is kept for a figure that nobody has seen yet. */
const HEIGHT = '26rem';
const OPTIONS = ['system', 'settings', 'observable', 'knobs', 'run', 'theme'];

/**
 * Draws one system's live figure into `element`, which keeps what it has, once it comes into view:
 * until then nothing is loaded. Throws a `TypeError` for options that cannot be, and an `Error`
 * where a bundler has parted the module from what lies beside it; what only the system knows (its
 * parameters and observables) is said in the figure, and rejects `ready`.
 */
export function draw(element: Element, options: DrawOptions): Handle {
  check(element, options);
  const home = import.meta.url.replace(/[^/]*$/, '');
  const room = document.createElement('div');
  room.style.minHeight = HEIGHT;
  element.append(room);
  const gone = new AbortController();
  const { signal } = gone;
  const live = seen(room, signal)
    // Its styles are fetched with it, which the module itself has nobody to do for.
    .then(() => (signal.aborted ? undefined : import('./embed/live.svelte.ts')))
    .then((module) => {
      room.remove();
      return module && !signal.aborted ? new module.Live(element, options, home) : undefined;
    });
  const ready = live.then((one) => one?.ready);
  // Who does not wait reads it in the figure.
  ready.catch(() => {});
  return {
    ready,
    update: (settings) => void live.then((one) => one?.update(settings)),
    destroy() {
      gone.abort();
      void live.then((one) => one?.destroy());
    },
  };
}

function check(element: unknown, options: DrawOptions): void {
  // A bundler takes the module along and leaves workers and styles behind: nothing would work.
  if (!/\/embed\.js(\?|$)/.test(import.meta.url))
    throw new Error('embed.js was bundled: import it by its address (docs/embedding.md)');
  if (!(element instanceof Element))
    throw new TypeError('draw needs an element of the page first; try document.querySelector(…)');
  if (typeof options?.system !== 'string')
    throw new TypeError("draw needs the id of a system; try draw(element, { system: 'ridge' })");
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown) throw new TypeError(`draw has no option '${unknown}'; it takes ${OPTIONS.join(', ')}`);
  if (options.theme !== undefined && options.theme !== 'light' && options.theme !== 'dark')
    throw new TypeError(
      `theme is '${options.theme}', but must be 'light' or 'dark'; leave it out to follow the reader's`,
    );
  if (options.knobs !== undefined && !Array.isArray(options.knobs))
    throw new TypeError(`knobs must be an array of parameters; try knobs: ['ridge']`);
}
