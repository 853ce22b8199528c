import { count } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { isStandard, type LearnedProblem } from './problem.ts';

/** Below, the deterministic equivalent is off by more than a per cent: measured. */
const FEW_IMAGES = 20;

/** Below, leading modes still come late by more than a tenth: measured on the digits. */
const FEW_UPDATES = 1000;

export function validity({ parameters, hasTwo }: LearnedProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { denoiser, images, updates, sampler } = parameters;
  const whyNoSimilarity = !hasTwo
    ? 'there is one half alone'
    : denoiser === 'network'
      ? 'that of networks has no theory'
      : sampler !== 'ddim'
        ? 'theory is of sampler=ddim, which adds no noise'
        : isStandard(parameters)
          ? undefined
          : 'theory is of components that lose their noise all together: strength=1 of the hierarchical schedule, overlap=1 of the sequential one';
  strained(
    images < FEW_IMAGES,
    'few-images',
    'few images',
    () =>
      `${count(images, 'training image')}: the theory is of many, and is off by some per cent below ${FEW_IMAGES}, by tens of them below 5; take more images`,
  );
  strained(
    denoiser === 'network' && updates < FEW_UPDATES,
    'short-training',
    'short training',
    () =>
      `${updates} updates: below ${FEW_UPDATES} the network has not learned yet what the Gaussian prediction takes for known; train longer`,
  );
  note(
    denoiser === 'network',
    'not-gaussian',
    'images are not Gaussian',
    () =>
      'a network sees more than a linear denoiser where images are not Gaussian: its modes may emerge earlier than predicted, those of small variance first',
  );
  note(
    whyNoSimilarity !== undefined,
    'no-similarity',
    'similarity not predicted',
    () => `the similarity of the two halves is not predicted: ${whyNoSimilarity}`,
  );
  return all;
}
