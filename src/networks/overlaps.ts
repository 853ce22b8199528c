import { BadShape } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';

// Order parameters of networks as functions: f and g are what two of them say of the same inputs
// (inputs × outputs), each taken without its mean over the inputs. With fresh inputs they estimate
// averages over the inputs' distribution; with ±√d e_i in d directions they are exact for linear
// functions of whitened inputs.

/** ⟨f g⟩: the mean over inputs, summed over outputs. Throws `BadShape`. */
export function functionOverlap(f: Matrix, g: Matrix): number {
  checkShapes(f, g);
  const { rows, columns } = f;
  const [x, y] = [f.values, g.values];
  let sum = 0;
  for (let o = 0; o < columns; o++) {
    let [product, meanX, meanY] = [0, 0, 0];
    for (let i = o; i < rows * columns; i += columns) {
      meanX += x[i] / rows;
      meanY += y[i] / rows;
    }
    for (let i = o; i < rows * columns; i += columns) product += (x[i] - meanX) * (y[i] - meanY);
    sum += product / rows;
  }
  return sum;
}

/**
 * R = ⟨f g⟩/√(⟨f²⟩⟨g²⟩): with a teacher, how much of it a student has learned; between two students
 * trained apart, how much they have in common. NaN where one of them says the same of all inputs.
 * Throws `BadShape`.
 */
export function functionCosine(f: Matrix, g: Matrix): number {
  return functionOverlap(f, g) / Math.sqrt(functionOverlap(f, f) * functionOverlap(g, g));
}

function checkShapes(f: Matrix, g: Matrix): void {
  if (f.rows !== g.rows || f.columns !== g.columns)
    throw new BadShape(
      `two functions overlap on the same inputs and outputs, but the values given are ${f.rows}×${f.columns} and ${g.rows}×${g.columns}`,
    );
}
