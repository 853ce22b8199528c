import { BadShape, OutOfRange } from '../../numeric/errors.ts';
import { routine } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Constant, type Scaled, variable } from '../variable.ts';

/**
 * Row (s, t) of y = token vector of the id in row s, column t of the input + position vector t,
 * each with its multiplier. `tokens` is vocabulary × width, `positions` length × width. `value`
 * throws `OutOfRange` where an id is not a whole number below the vocabulary.
 */
export function embedding(input: Constant, tokens: Scaled, positions: Scaled): Operation {
  const { heap, rows: sequences, columns: length, dtype } = input.value;
  const { rows: vocabulary, columns: width } = tokens.value;
  if (positions.value.rows !== length || positions.value.columns !== width)
    throw new BadShape(
      `positions are ${positions.value.rows}×${positions.value.columns}, but must be ${length}×${width}`,
    );
  const output = variable(heap, sequences * length, width, dtype);
  const [embed, gather] = [routine(heap, 'embed', dtype), routine(heap, 'embedAdjoint', dtype)];
  const [tokenScale, positionScale] = [tokens.multiplier ?? 1, positions.multiplier ?? 1];
  const ids = input.value.address;
  const look = (which: 'value' | 'tangent') =>
    embed(
      ...([sequences, length, width, vocabulary, ids] as const),
      ...([tokens[which].address, tokenScale, positions[which].address, positionScale] as const),
      output[which].address,
    );
  const collect = (which: 'adjoint' | 'adjointTangent') =>
    gather(
      ...([sequences, length, width, ids] as const),
      ...([tokens[which].address, tokenScale, positions[which].address, positionScale] as const),
      output[which].address,
    );
  return {
    output,
    value() {
      const bad = look('value');
      if (bad >= 0)
        throw new OutOfRange(
          `the token in row ${Math.floor(bad / length)}, column ${bad % length} of the inputs`,
          input.value.values[bad],
          `a whole number from 0 to ${vocabulary - 1}`,
        );
    },
    jvp: () => void look('tangent'),
    vjp: () => void collect('adjoint'),
    vjpTangent: () => void collect('adjointTangent'),
  };
}
