import type { Matrix } from './heap.ts';

/**
 * A counter-based random stream (Philox4x32-10), keyed by a seed and a path. The numbers of a stream depend on nothing else:
 * not on other streams, the number of workers, or the machine.
 */
export interface Random {
  /** The stream at `path` below this one; equal paths give equal numbers. */
  stream(...path: (string | number)[]): Random;
  /** Fills with independent numbers uniform on (0, 1). */
  fillUniform(target: Matrix): void;
  /** Fills with independent standard normal numbers. */
  fillNormal(target: Matrix): void;
  /** Fills with ±1, each with probability one half. */
  fillRademacher(target: Matrix): void;
  /** Fills with Student-t numbers of `degrees` > 2 degrees of freedom, scaled to unit variance. */
  fillStudent(target: Matrix, degrees: number): void;
  /** The next number uniform on (0, 1). */
  uniform(): number;
  /** A uniformly random choice of `count` distinct whole numbers below `below`, in random order. */
  choose(count: number, below: number): Int32Array;
}
