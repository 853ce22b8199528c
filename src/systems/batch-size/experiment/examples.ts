import type { Heap, Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';

/** Numbers drawn at a time. */
const DRAWN = 32768;

/** Rows of standard normal numbers, one after the other, from one stream. */
export class NormalRows {
  values: Float64Array;
  private readonly drawn: Matrix;
  private readonly random: Random;
  private next: number;

  /** Allocates in the heap's present scope. */
  constructor(heap: Heap, random: Random, columns: number) {
    this.drawn = heap.matrix(Math.max(1, Math.floor(DRAWN / columns)), columns);
    this.values = this.drawn.values as Float64Array;
    this.random = random;
    this.next = this.drawn.rows;
  }

  /** Where the next row begins in `values`, which holds it until another is asked for. */
  row(): number {
    if (this.next === this.drawn.rows) {
      this.random.fillNormal(this.drawn);
      this.values = this.drawn.values as Float64Array;
      this.next = 0;
    }
    return this.next++ * this.drawn.columns;
  }
}
