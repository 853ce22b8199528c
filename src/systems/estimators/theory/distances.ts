import { remember } from '../../../numeric/remember.ts';
import { log } from '../../../numeric/special.ts';
import type { Points } from '../file.ts';

/**
 * The mean over M different points of ln of the distance from the a-th neighbour, a = 1 … M − 1:
 * all of them, since any may be the nearest one in a sample.
 */
export const meanLogs = remember(
  ({ rows, columns, inputs }: Points): Float64Array => {
    const means = new Float64Array(rows - 1);
    const squares = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        let square = 0;
        for (let c = 0; c < columns; c++) {
          const apart = inputs[i * columns + c] - inputs[j * columns + c];
          square += apart * apart;
        }
        squares[j] = square;
      }
      // The point itself comes first.
      const sorted = squares.slice().sort();
      for (let a = 1; a < rows; a++) means[a - 1] += log(sorted[a]) / (2 * rows);
    }
    return means;
  },
  ({ key, rows }) => `${key} ${rows}`,
  4,
);
