import { remember } from '../../numeric/remember.ts';
import { log } from '../../numeric/special.ts';

export interface Rows {
  /** What they are remembered by. */
  key: string;
  rows: number;
  columns: number;
  /** rows × columns. */
  inputs: Float64Array;
}

/**
 * The mean over points of ln of the distance from the a-th neighbour, a = 1 … `most`, of different
 * points. What the rows of a file are to each other, and no estimate of anything.
 */
export const nearestOf = remember(
  ({ rows, columns, inputs, most }: Rows & { most: number }): Float64Array => {
    const nearest = new Float64Array(rows * most).fill(Number.POSITIVE_INFINITY);
    const keep = (point: number, square: number) => {
      const start = point * most;
      let at = start + most - 1;
      if (square >= nearest[at]) return;
      for (; at > start && nearest[at - 1] > square; at--) nearest[at] = nearest[at - 1];
      nearest[at] = square;
    };
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < i; j++) {
        let square = 0;
        for (let c = 0; c < columns; c++) {
          const apart = inputs[i * columns + c] - inputs[j * columns + c];
          square += apart * apart;
        }
        keep(i, square);
        keep(j, square);
      }
    const means = new Float64Array(most);
    for (const [at, square] of nearest.entries()) means[at % most] += log(square) / (2 * rows);
    return means;
  },
  ({ key, rows, most }) => `${key} ${rows} ${most}`,
);
