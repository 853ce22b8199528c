import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { LostTailsProblem } from './problem.ts';

/**
 * From where on the mean does for the random total of what a generator knows, of samples and of
 * tokens.
 */
const MANY = 30;

/**
 * How far errors and lost shares of fewer are off, measured over up to 30 generations at exponents
 * from 1.05 to 2.5 in 1000 to 4000 chains: of 2 tokens by 24 per cent, of 10 by 8, of 300 by 4.
 */
const OFF = [
  { below: 10, by: 0.25 },
  { below: 100, by: 0.08 },
  { below: Number.POSITIVE_INFINITY, by: 0.05 },
];

export function validity({ parameters }: LostTailsProblem): ValidityNote[] {
  const { generator, generatorSamples, generations, tokens } = parameters;
  const { strained, all } = gatherNotes();
  strained(
    generator === 'memorised' && generations > 1 && Math.min(generatorSamples, tokens) < MANY,
    'few-samples',
    'generators that saw little',
    () =>
      `what a generator of ${generatorSamples} samples of ${tokens} tokens knows differs from one to the other, and theory has its mean: over generations it is off by up to ${percent(OFF.find(({ below }) => tokens < below)!.by, 2)}; with ${MANY} samples or more, of as many tokens, by some per cent`,
  );
  return all;
}
