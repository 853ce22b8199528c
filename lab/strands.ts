import type { Strand } from '../src/systems/contract.ts';

/** The strands of the field, in the order in which the page shows them. */
export const STRANDS: readonly Strand[] = [
  'solvable settings',
  'tractable limits',
  'simple laws',
  'theories of hyperparameters',
  'universal behaviour',
];
