import { BadShape } from '../../numeric/errors.ts';
import { routine } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';

export interface AttentionOptions {
  /** Tokens in a sequence; the rows are sequences one after the other. */
  length: number;
  heads: number;
  /** What q·k is multiplied by. */
  scale: number;
  /**
   * What becomes of the scores: their `softmax` unless given, or `linear` attention's scores
   * themselves.
   */
  weights?: 'softmax' | 'linear';
}

/**
 * Causal self-attention: rows of x hold queries, keys and values side by side (3 · width), rows of
 * y the heads' outputs (width).
 */
export function attention(
  input: Variable,
  { length, heads, scale, weights: kind = 'softmax' }: AttentionOptions,
): Operation {
  const { heap, rows, columns, dtype } = input.value;
  const width = columns / 3;
  const sequences = rows / length;
  if (!Number.isInteger(width / heads))
    throw new BadShape(`${columns} columns are not queries, keys and values of ${heads} heads`);
  if (!Number.isInteger(sequences)) throw new BadShape(`${rows} rows are not sequences of ${length} tokens`);
  const output = variable(heap, rows, width, dtype);
  const matrix = () => heap.matrix(sequences * heads * length, length, dtype).address;
  const [weights, weightsTangent] = [matrix(), matrix()];
  const row = heap.matrix(2, length, dtype).address;
  const value = routine(heap, 'attention', dtype);
  const tangent = routine(heap, 'attentionTangent', dtype);
  const adjoint = routine(heap, 'attentionAdjoint', dtype);
  const bend = routine(heap, 'attentionBend', dtype);
  const sizes = [sequences, length, heads, width, scale, kind === 'linear' ? 1 : 0] as const;
  const x = input.value.address;
  const dx = input.tangent.address;
  const ybar = output.adjoint.address;
  return {
    output,
    value: () => value(...sizes, x, output.value.address, weights),
    jvp: () => tangent(...sizes, x, dx, weights, output.tangent.address, weightsTangent),
    vjp: () => adjoint(...sizes, x, weights, ybar, input.adjoint.address, row),
    vjpTangent: () =>
      bend(
        ...sizes,
        ...([x, dx, weights, weightsTangent] as const),
        ...([ybar, output.adjointTangent.address, input.adjointTangent.address, row] as const),
      ),
  };
}
