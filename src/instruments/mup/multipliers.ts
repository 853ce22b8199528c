import { attentionFactor, type ReadOut, type TransferFactors, transferFactors } from '../../networks/width-transfer.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { Architecture } from './architecture.ts';
import type { Asked } from './parameters.ts';
import type { Tensor, Tensors } from './tensors.ts';

/** What a tensor of the target has, over what that of the base has. */
export interface Multiplied extends TransferFactors {
  tensor: Tensor;
  /** On weight decay, with which the rate is multiplied before weights are. */
  decay: number;
}

export interface Multipliers {
  tensors: Multiplied[];
  readOut: ReadOut;
  /** On the logits of the network: 1 where the read-out's weights have it. */
  output: number;
  /** On what each residual branch adds. */
  branch: number;
  /** On attention's logits, beside 1/√(head size); undefined where head sizes are not known. */
  attention: number | undefined;
}

/** Throws `BadInput` where a tied read-out is to have its factor in its weights. */
export function multipliersOf(architecture: Architecture, tensors: Tensors, asked: Asked): Multipliers {
  const { all, isTied, depth, hasBranches } = tensors;
  if (isTied && asked.readOut === 'weights')
    throw new BadInput(
      'readOut=weights cannot be where the embedding reads out too: one tensor would need two initial sizes; leave readOut out',
    );
  const readOut = isTied ? 'multiplier' : asked.readOut === 'auto' ? 'weights' : asked.readOut;
  const multiplied = all.map((tensor): Multiplied => {
    const factors = transferFactors(tensor, { readOut, branches: tensor.branches });
    return { tensor, ...factors, decay: 1 / (asked.optimiser === 'sgd' ? factors.sgd : factors.adam) };
  });
  const { headSize } = architecture;
  const outputs = all.filter(({ growth }) => growth === 'output');
  const embedding = all.find(({ growth, shape }) => growth === 'input' && shape.length === 2);
  const width = outputs[0]?.fanIn ?? (isTied ? (embedding?.fanOut ?? 1) : 1);
  return {
    tensors: multiplied,
    readOut,
    output: readOut === 'multiplier' ? 1 / width : 1,
    branch: hasBranches ? power(depth, -asked.branchPower) : 1,
    attention: headSize && attentionFactor(headSize.target / headSize.base),
  };
}

/** The factor on the learning rate, of the optimiser that is asked for. */
export function rateOf({ sgd, adam }: TransferFactors, { optimiser }: Pick<Asked, 'optimiser'>): number {
  return optimiser === 'sgd' ? sgd : adam;
}
