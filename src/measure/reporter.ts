import { Stopped } from '../numeric/errors.ts';

/** `check` of work that runs to its end. */
export function neverStopped(): void {}

/** What says that work is to stop: an `AbortSignal`, or a flag that threads share. */
export type StopSign = Pick<AbortSignal, 'aborted'>;

/** `check` of work that stops, by an error, when the signal fires. */
export function stoppedBy(signal: StopSign | undefined): () => void {
  if (!signal) return neverStopped;
  return () => {
    if (signal.aborted) throw new Stopped();
  };
}

/** Milliseconds of work between two breaths. */
const EVERY = 50;

/**
 * To be called in a loop of short work: lets the signal's owner have a word now and then, and
 * throws `Stopped` when it fires.
 */
export function breathing(signal: StopSign | undefined): () => Promise<void> {
  const check = stoppedBy(signal);
  let last = performance.now();
  return async () => {
    if (performance.now() - last < EVERY) return;
    await new Promise((resume) => setTimeout(resume));
    last = performance.now();
    check();
  };
}
