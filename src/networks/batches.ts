import { OutOfRange } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { copy } from './arrays.ts';

/** Where the batches of stochastic gradient descent come from. */
export interface Batches {
  size: number;
  /** Writes the batch of a step into matrices of `size` samples. Equal steps give equal batches. */
  fill(step: number, inputs: Matrix, targets: Matrix): void;
}

/**
 * Passes over the data in a new random order each; rows that do not fill a last batch wait for
 * another pass. Throws `OutOfRange`.
 */
export function shuffledBatches(inputs: Matrix, targets: Matrix, size: number, random: Random): Batches {
  checkSize(size, inputs.rows);
  const perPass = Math.floor(inputs.rows / size);
  let pass = -1;
  let order: Int32Array = new Int32Array(0);
  return {
    size,
    fill(step, batchInputs, batchTargets) {
      const wanted = Math.floor(step / perPass);
      if (wanted !== pass) {
        pass = wanted;
        order = random.stream('pass', pass).choose(inputs.rows, inputs.rows);
      }
      const first = (step - pass * perPass) * size;
      const rows = order.subarray(first, first + size);
      gather(rows, inputs, batchInputs);
      gather(rows, targets, batchTargets);
    },
  };
}

/** Each batch an independent choice of distinct rows. Throws `OutOfRange`. */
export function independentBatches(inputs: Matrix, targets: Matrix, size: number, random: Random): Batches {
  checkSize(size, inputs.rows);
  return {
    size,
    fill(step, batchInputs, batchTargets) {
      const rows = random.stream('batch', step).choose(size, inputs.rows);
      gather(rows, inputs, batchInputs);
      gather(rows, targets, batchTargets);
    },
  };
}

/**
 * The same batches, of which the last is kept in these matrices of `size` samples: several
 * trainings that go step by step together draw each batch once.
 */
export function sharedBatches(batches: Batches, keptInputs: Matrix, keptTargets: Matrix): Batches {
  let kept = -1;
  return {
    size: batches.size,
    fill(step, inputs, targets) {
      if (step !== kept) {
        batches.fill(step, keptInputs, keptTargets);
        kept = step;
      }
      copy(keptInputs, inputs);
      copy(keptTargets, targets);
    },
  };
}

function checkSize(size: number, rows: number): void {
  if (!(Number.isInteger(size) && size >= 1 && size <= rows))
    throw new OutOfRange('the batch size', size, `a whole number from 1 to ${rows}, the number of samples`);
}

/**
 * Row i of the target := row rows[i] of the source, where a row may be several of them (the targets
 * of a sequence's tokens).
 */
function gather(rows: Int32Array, source: Matrix, target: Matrix): void {
  const width = (target.rows / rows.length) * target.columns;
  const [from, to] = [source.values, target.values];
  for (let i = 0; i < rows.length; i++) to.set(from.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
}
