import type { Bytes } from '../data/parse.ts';
import type { Random } from '../numeric/random.ts';
import type { Maker } from './hostile.ts';

/** Something that takes bytes from outside, and answers or refuses. */
export interface Reader {
  name: string;
  /** Whole files, which mutations begin with. */
  seeds: readonly Uint8Array[];
  makers?: readonly Maker[];
  /**
   * Reads `bytes`, with options that `random` draws, and throws for an answer that cannot be. May
   * return how many seconds the work that was asked for is worth, where that is more than one.
   */
  read(bytes: Bytes, random: Random): unknown;
}

/** An answer that cannot be, as a reader's check says it. */
export class Impossible extends Error {}

export function must(fine: boolean, what: string): void {
  if (!fine) throw new Impossible(what);
}
