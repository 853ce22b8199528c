/** `40 s`, `26 min`, `3 h`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 360_000 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/**
 * What a run of as many trials as its verdict needs will take: `12 s to 70 s`, or no range where
 * the first trials alone take what the budget allows.
 */
export function forecast(least: number, most: number, budget: number): string {
  if (least >= most)
    return `about ${duration(least)}, beyond the budget of ${duration(budget)}, since the first trials are made whatever they take`;
  const [from, to] = [duration(least), duration(most)];
  return from === to ? `about ${from}` : `${from} to ${to}`;
}

/** Seconds from which on a wait is announced. */
const LONG = 3;

/** Says on stderr that something takes long before it begins. */
export function sayLong(seconds: number, of: string): void {
  if (seconds > LONG) console.error(`${of} takes about ${duration(seconds)} here`);
}
