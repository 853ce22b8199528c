import { routine } from '../../../networks/arrays.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Population } from './population.ts';

// Fields of many neurons are looked at in blocks of neurons, which stay in the processor's cache
// while all that is to be done with them is done.

/** Neurons of a block. */
const BLOCK = 1024;

/** Calls with the first neuron of each block and the number of them. */
export function eachBlock(neurons: number, visit: (first: number, count: number) => void): void {
  for (let first = 0; first < neurons; first += BLOCK) visit(first, Math.min(BLOCK, neurons - first));
}

/** Where a row of float64 begins, from its entry `first` on. */
export function addressOf({ address, columns }: Matrix, row: number, first: number): number {
  return address + 8 * (row * columns + first);
}

/** Means ⟨x_i y_j⟩ over a population, of fields x (p × neurons) and y (q × neurons). */
export class Means {
  private readonly population: Population;
  private readonly x: Matrix;
  private readonly y: Matrix;
  private readonly sums: Matrix;
  private readonly weighted: Matrix;

  /** Allocates in the heap's present scope. */
  constructor(population: Population, x: Matrix, y: Matrix) {
    [this.population, this.x, this.y] = [population, x, y];
    this.sums = x.heap.matrix(x.rows, y.rows);
    this.weighted = x.heap.matrix(1, BLOCK);
  }

  /** Takes a block into account. */
  add(first: number, count: number): void {
    const { x, y, sums, weighted, population } = this;
    const { weights, size } = population;
    const dotRows = x.heap.kernels.call.dotRowsF64;
    for (let i = 0; i < x.rows; i++) {
      let row = addressOf(x, i, first);
      if (weights) {
        routine(x.heap, 'times', 'f64')(count, row, addressOf(weights, 0, first), weighted.address);
        row = weighted.address;
      }
      const others = x === y ? i + 1 : y.rows;
      dotRows(others, count, size, addressOf(y, 0, first), row, addressOf(sums, i, 0));
    }
  }

  /** p × q, by rows, when all blocks have been added. */
  all(): Float64Array {
    const { x, y, population } = this;
    const { rows, columns, values } = this.sums;
    const share = population.weights ? 1 : 1 / population.size;
    return Float64Array.from({ length: rows * columns }, (_, k) => {
      const [i, j] = [Math.floor(k / columns), k % columns];
      return share * values[x === y && j > i ? j * columns + i : k];
    });
  }
}

/** ⟨x_i y_j⟩ over the population, row-major. */
export function means(population: Population, x: Matrix, y: Matrix): Float64Array {
  return x.heap.scope(() => {
    const found = new Means(population, x, y);
    eachBlock(population.size, (first, count) => found.add(first, count));
    return found.all();
  });
}

/** Σ_i x_i row_k over neurons, by fields. */
export function products(x: Matrix, rows: Matrix): Float64Array[] {
  const { heap } = x;
  return heap.scope(() => {
    const sums = heap.matrix(x.rows, rows.rows);
    eachBlock(x.columns, (first, count) => {
      for (let mu = 0; mu < x.rows; mu++)
        heap.kernels.call.dotRowsF64(
          rows.rows,
          count,
          rows.columns,
          addressOf(rows, 0, first),
          addressOf(x, mu, first),
          addressOf(sums, mu, 0),
        );
    });
    return Array.from(
      { length: x.rows },
      (_, mu) => sums.values.slice(mu * rows.rows, (mu + 1) * rows.rows) as Float64Array,
    );
  });
}

/** x_μ += Σ_k factor_μk row_k */
export function addRows(factors: ArrayLike<number>[], rows: Matrix, x: Matrix): void {
  const { heap } = x;
  heap.scope(() => {
    const all = heap.matrix(x.rows, rows.rows);
    factors.forEach((one, mu) => {
      all.values.set(one, mu * rows.rows);
    });
    eachBlock(x.columns, (first, count) => {
      for (let mu = 0; mu < x.rows; mu++)
        heap.kernels.call.addRowsF64(
          rows.rows,
          count,
          rows.columns,
          addressOf(all, mu, 0),
          addressOf(rows, 0, first),
          addressOf(x, mu, first),
        );
    });
  });
}
