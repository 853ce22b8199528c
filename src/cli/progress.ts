import cliProgress from 'cli-progress';
import type { Progress } from '../run/conduct.ts';
import { count } from '../statistics/sentences.ts';

/**
 * A progress bar on stderr while theory and trials run; silent where stderr is no terminal or the
 * output is for programs.
 */
export function trackProgress(
  label: string,
  silent = false,
): { update: (progress: Progress) => void; stop: () => void } {
  if (silent || !process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = barOf(`${label}: {doing} [{bar}]{state}`);
  bar.start(1, 0, { doing: 'preparing', state: '' });
  return {
    update({ stage, done, planned, open, secondsLeft }) {
      const [doing, what] = stage === 'theory' ? ['predicting', 'predictions'] : ['measuring', 'trials'];
      const left = secondsLeft === undefined ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
      bar.setTotal(planned);
      bar.update(done, {
        doing,
        state: ` ${Math.floor(done)}/${planned} ${what}, ${count(Math.ceil(open), 'point')} open${left}`,
      });
    },
    stop: () => bar.stop(),
  };
}

/**
 * A bar for what knows its fraction done and what it is doing; a line now and then where stderr is
 * no terminal.
 */
export function fractionBar(
  label: string,
  silent = false,
): { update: (fraction: number, doing: string) => void; stop: () => void } {
  if (silent) return { update() {}, stop() {} };
  if (!process.stderr.isTTY) return { update: now(label), stop() {} };
  const bar = barOf(`${label} [{bar}] {percentage} %, {doing}`);
  bar.start(100, 0, { doing: 'reading' });
  return { update: (fraction, doing) => bar.update(Math.floor(100 * fraction), { doing }), stop: () => bar.stop() };
}

/**
 * Gives the cursor back however the program ends: by a signal, too, that nobody else listens to.
 */
function barOf(format: string): cliProgress.SingleBar {
  const bar = new cliProgress.SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const restore = () => bar.stop();
  const end = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  bar.on('start', () => {
    process.once('exit', restore);
    for (const name of SIGNALS) process.on(name, end);
  });
  bar.on('stop', () => {
    process.off('exit', restore);
    for (const name of SIGNALS) process.off(name, end);
  });
  return bar;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Milliseconds between two lines of progress. */
const PAUSE = 10_000;

function now(label: string): (fraction: number, doing: string) => void {
  let last = performance.now();
  return (fraction, doing) => {
    if (performance.now() - last < PAUSE) return;
    last = performance.now();
    console.error(`${label}: ${Math.floor(100 * fraction)} %, ${doing}`);
  };
}
