import { Stopped } from '../numeric/errors.ts';

/** `check` of work that runs to its end. */
export function neverStopped(): void {}

/** `check` of work that stops, by an error, when the signal fires. */
export function stoppedBy(signal: AbortSignal | undefined): () => void {
  if (!signal) return neverStopped;
  return () => {
    if (signal.aborted) throw new Stopped();
  };
}
