import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { ContextShape } from './network.ts';

export interface ContextSource extends ContextShape {
  noise: number;
  /** k × d, of which each context has one, of either sign; without it each has its own. */
  tasks?: Matrix;
}

/**
 * Writes contexts of x ~ N(0, I/d) and y = x·w + √ρ ε as rows of tokens, (x_i, y_i) and at last the
 * query as (x, 0), and the query’s labels; from memory in the heap's present scope. Tasks of either
 * sign have no mean that could be known without a context, and the second moment that they had.
 */
export function contextWriter(source: ContextSource, size: number, { heap }: Engine) {
  const { dimension: d, length: l, noise, tasks } = source;
  const own = heap.matrix(size, d);
  const unit = 1 / Math.sqrt(d);
  const deviation = Math.sqrt(noise);
  return (random: Random, contexts: Matrix, labels: Matrix) => {
    random.stream('numbers').fillNormal(contexts);
    if (tasks) chooseTasks(tasks, random.stream('choice'), own);
    else random.stream('tasks').fillNormal(own);
    const [tokens, targets, weights] = [contexts.values, labels.values, own.values];
    for (let s = 0, at = 0; s < size; s++)
      for (let i = 0; i <= l; i++, at += d + 1) {
        let product = 0;
        for (let j = 0; j < d; j++) {
          tokens[at + j] *= unit;
          product += tokens[at + j] * weights[s * d + j];
        }
        targets[s] = product + deviation * tokens[at + d];
        tokens[at + d] = i < l ? targets[s] : 0;
      }
  };
}

function chooseTasks({ values, rows: k, columns: d }: Matrix, random: Random, chosen: Matrix): void {
  for (let s = 0; s < chosen.rows; s++) {
    const a = Math.floor(2 * k * random.uniform());
    const sign = a < k ? 1 : -1;
    for (let j = 0; j < d; j++) chosen.values[s * d + j] = sign * values[(a % k) * d + j];
  }
}
