import { expect } from 'vitest';
import { binomialTail } from './distributions.ts';

/** Random numbers for tests of statistics: Mulberry32, small, seeded, good enough. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 0x9e3779b9) >>> 0;
  }

  /** A bare generator is what most functions take: this one can be passed as it is. */
  readonly uniform = (): number => {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };

  readonly exponential = (): number => -Math.log(1 - this.uniform());

  readonly normal = (): number => Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.uniform());
}

/** In how many of `runs` it happens. */
export function tally(runs: number, happens: () => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run++) if (happens()) count += 1;
  return count;
}

/** Fails when a true rate of `rate` would give such a count with probability below 1e-4. */
export function atMost(count: number, runs: number, rate: number): void {
  const chance = binomialTail(count, runs, rate);
  expect(chance, `${count} of ${runs}, where ${rate * runs} is nominal`).toBeGreaterThan(1e-4);
}

/** Fails unless the count shows, at 1e-3, that the rate is above `rate`. */
export function above(count: number, runs: number, rate: number): void {
  expect(binomialTail(count, runs, rate), `only ${count} of ${runs}`).toBeLessThan(1e-3);
}
