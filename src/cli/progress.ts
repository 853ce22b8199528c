import cliProgress from 'cli-progress';
import type { Progress } from '../run/conduct.ts';

/** A progress bar on stderr while trials run; silent where stderr is no terminal or the output is for programs. */
export function trackProgress(
  label: string,
  silent = false,
): { update: (progress: Progress) => void; stop: () => void } {
  if (silent || !process.stderr.isTTY) return { update() {}, stop() {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} [{bar}] {value}/{total} trials, {open} points open`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { open: '–' });
  return {
    update({ done, planned, open }) {
      bar.setTotal(planned);
      bar.update(done, { open });
    },
    stop: () => bar.stop(),
  };
}
