import cliProgress from 'cli-progress';
import type { Progress } from '../run/conduct.ts';

/**
 * A progress bar on stderr while theory and trials run; silent where stderr is no terminal or the
 * output is for programs.
 */
export function trackProgress(
  label: string,
  silent = false,
): { update: (progress: Progress) => void; stop: () => void } {
  if (silent || !process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} [{bar}] {done}/{total} {stage}, {open} points open{left}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { open: '–', stage: 'trials', done: 0, left: '' });
  return {
    update({ stage, done, planned, open, secondsLeft }) {
      bar.setTotal(planned);
      bar.update(done, {
        done: Math.floor(done),
        stage: stage === 'theory' ? 'predictions' : 'trials',
        open: Math.ceil(open),
        left: secondsLeft === undefined ? '' : `, about ${Math.ceil(secondsLeft)} s left`,
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
  const bar = new cliProgress.SingleBar({
    format: `${label} [{bar}] {percentage} %, {doing}`,
    ...{ stream: process.stderr, hideCursor: true, clearOnComplete: true },
  });
  bar.start(100, 0, { doing: 'reading' });
  return { update: (fraction, doing) => bar.update(Math.floor(100 * fraction), { doing }), stop: () => bar.stop() };
}

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
