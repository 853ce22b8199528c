import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import type { Multipliers } from './multipliers.ts';
import type { Asked } from './parameters.ts';
import type { Tensors } from './tensors.ts';

/** Below, what is of order 1/width is some per cent of what is of order 1. */
const NARROW = 64;

export function notesOf(
  { all, depth, hasBranches }: Tensors,
  { attention, output }: Multipliers,
  { optimiser, branchPower }: Asked,
): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(
    true,
    'tuned-base',
    'tuned at base',
    () =>
      'the base is taken to be tuned: its learning rate the best one for it, with the data, the batch size and the number of steps that the target will have',
  );
  notes.strained(
    depth !== 1 && !hasBranches,
    'plain-depth',
    'plain layers',
    () => 'no rule carries hyperparameters from one depth of plain layers to another: tune at the target’s depth',
  );
  notes.strained(
    all.some(({ fanIn, fanOut }) => fanIn < 1 || fanOut < 1),
    'narrower',
    'narrower target',
    () =>
      'the target is narrower than the base: factors are stated of networks that grow, and a narrow one strays from them',
  );
  const widths = all.flatMap(({ growth, baseShape, fanIn, fanOut }) =>
    growth === 'hidden' && (fanIn !== 1 || fanOut !== 1) ? [Math.min(baseShape[0], baseShape[1])] : [],
  );
  const least = widths.reduce((a, b) => Math.min(a, b), Infinity);
  notes.strained(
    least < NARROW,
    'narrow-base',
    'narrow base',
    () => `the base has a width of ${least}: below ${NARROW} the best rate may still drift in every parameterisation`,
  );
  notes.strained(
    attention === undefined && all.some(({ name }) => /att|q_proj|in_proj/i.test(name)),
    'head-size',
    'head sizes',
    () =>
      'shapes do not tell head sizes: where heads grow in size, m-fold, multiply attention’s logits by 1/√m beside their 1/√(head size); give "headSize": {"base": 64, "target": 128} in the file to have it counted',
  );
  notes.note(
    hasBranches,
    'depth-power',
    'power of the depth',
    () =>
      `branches times depth to the −${plain(branchPower, 3)}: what the base multiplies its branches by is kept, and the target’s are multiplied by this beside it`,
  );
  notes.note(
    optimiser === 'adam',
    'coupled-decay',
    'decay in the gradient',
    () =>
      'weight decay that is added to the gradient, as of torch.optim.Adam, has no rule that keeps its strength: use AdamW with it',
  );
  notes.note(
    optimiser !== 'adam',
    'decay',
    'weight decay',
    () =>
      'factors on weight decay keep rate × decay, what weights lose in a step: for an optimiser that multiplies the two, as those of PyTorch do',
  );
  notes.note(
    output !== 1,
    'multiplier',
    'read-out',
    () =>
      'the read-out has its factor in front of it: never with factors of the other form (1/n in initial weights and rate) beside it',
  );
  notes.note(
    optimiser === 'sgd',
    'momentum',
    'momentum',
    () => 'momentum, a schedule and the batch size stay those of the base',
  );
  return notes.all;
}
