import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { LostTailsProblem } from './problem.ts';

/**
 * From where on the mean does for the random total of what a generator knows: within 1.5 per cent
 * over 30 generations, measured at exponents from 1.2 to 2.5; below, off by up to 4.
 */
const MANY = 30;

export function validity({ parameters }: LostTailsProblem): ValidityNote[] {
  const { generator, generatorSamples, generations } = parameters;
  const { strained, all } = gatherNotes();
  strained(
    generator === 'memorised' && generations > 1 && generatorSamples < MANY,
    'few-samples',
    'generators that saw little',
    () =>
      `what a generator of ${generatorSamples} samples knows differs from one to the other, and theory has its mean: over generations it is off by up to 4 %; with ${MANY} samples or more, by 1.5`,
  );
  return all;
}
