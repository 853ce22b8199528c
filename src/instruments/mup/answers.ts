import { plain } from '../../statistics/sentences.ts';
import { type Multipliers, rateOf } from './multipliers.ts';
import type { Asked } from './parameters.ts';
import { decays, type Group } from './tables.ts';

const OF: Record<string, string> = {
  input: 'input weights and embeddings',
  hidden: 'weights from width to width',
  output: 'read-out weights',
  vector: 'biases, gains and other vectors',
  fixed: 'tensors that stay as large',
};

/** What is to be done, in sentences. */
export function answersOf(groups: readonly Group[], multipliers: Multipliers, asked: Asked): string[] {
  const changed = groups.map(({ growth, members }) => {
    const [one] = members;
    const [kind, ...within] = growth.split(' ');
    const parts = [
      one.deviation === 1 ? undefined : `initial deviation × ${factor(one.deviation)}`,
      rateOf(one, asked) === 1 ? undefined : `learning rate × ${factor(rateOf(one, asked))}`,
      !decays(asked) || one.decay === 1 ? undefined : `weight decay × ${factor(one.decay)}`,
      asked.optimiser === 'sgd' || one.epsilon === 1 ? undefined : `ε × ${factor(one.epsilon)}`,
    ].filter((part) => part !== undefined);
    const name = [OF[kind], ...within].join(' ');
    return `${name[0].toUpperCase()}${name.slice(1)} (${members.length}): ${parts.length === 0 ? 'as at base' : parts.join(', ')}.`;
  });
  const { output, branch, attention } = multipliers;
  return [
    ...changed,
    ...(output === 1 ? [] : [`Multiply the network’s outputs by ${factor(output)}.`]),
    ...(attention === undefined || attention === 1
      ? []
      : [
          `Multiply attention’s logits by ${factor(attention)} beside their 1/√(head size), so that they go as 1/(head size).`,
        ]),
    ...(branch === 1 ? [] : [`Multiply what each residual branch adds by ${factor(branch)}.`]),
  ];
}

/** `0.25`, or `1/16` where that is shorter to read. */
export function factor(value: number): string {
  const inverse = 1 / value;
  return value < 1 && Math.abs(inverse - Math.round(inverse)) < 1e-9 * inverse
    ? `1/${Math.round(inverse)}`
    : plain(value, 4);
}
