import { count, percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MeanFieldProblem } from './problem.ts';

/**
 * Of a finite width N chance moves the kernel as well, by 4/√N of the richness in units of what
 * training moves it by, in one hidden layer: at N = 1024 movements were 1.04, 1.18, 1.66 and 2.64
 * of theory at γ₀ = 0.4, 0.2, 0.1 and 0.05, which is √(1 + 16/γ₀²N).
 */
const CHANCE = 16;
/** The verdict's margin. */
const MUCH = 0.03;
/**
 * Widths at which the mean loss is 4 per cent above theory's where a 25th of it is left. Rates of
 * learning scatter by 0.7/√N for each hidden layer; of relu, whose active units are as many as
 * chance has it, losses of a part e^−s of the first were (1.7 ± 0.3) s²/N above at N = 128, 256 and
 * 512 and richness 0.5, 1 and 2, with one hidden layer.
 */
const leastWidth = (activation: string, depth: number) => Math.max(64 * depth, activation === 'relu' ? 450 : 0);

export function validity({ parameters }: MeanFieldProblem): ValidityNote[] {
  const { width, depth, richness, activation } = parameters;
  const notes = gatherNotes();
  const least = leastWidth(activation, depth);
  notes.strained(
    width < least,
    'narrow',
    'a narrow network',
    () =>
      `the theory is that of infinite width; kernels and losses of networks with ${count(width, 'unit')} a layer deviate by several per cent at ${least} units, and by more the fewer there are and the further they learn, below ten by multiples: choose a larger width`,
  );
  const moved = Math.sqrt(1 + CHANCE / (richness * richness * width)) - 1;
  notes.strained(
    depth === 1 && moved > MUCH,
    'chance-movement',
    'kernels moved by chance',
    () =>
      `at a richness of ${richness} the kernel moves little, and in networks with ${count(width, 'unit')} a layer about ${percent(moved, 2)} more than theory says, by chance alone: for its movement choose a larger width`,
  );
  return notes.all;
}
