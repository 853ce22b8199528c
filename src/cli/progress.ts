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

/** A bar for what knows its fraction done and what it is doing; silent where the other is. */
export function fractionBar(
  label: string,
  silent = false,
): { update: (fraction: number, doing: string) => void; stop: () => void } {
  if (silent || !process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} [{bar}] {percentage} %, {doing}`,
    ...{ stream: process.stderr, hideCursor: true, clearOnComplete: true },
  });
  bar.start(100, 0, { doing: 'reading' });
  return { update: (fraction, doing) => bar.update(Math.floor(100 * fraction), { doing }), stop: () => bar.stop() };
}
