import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { LearnedProblem } from './problem.ts';

/** Below, the deterministic equivalent is off by more than a per cent: measured. */
const FEW_IMAGES = 20;

/** Below, leading modes still come late by more than a tenth: measured on the digits. */
const FEW_UPDATES = 1000;

export function validity({ parameters }: LearnedProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { denoiser, images, updates } = parameters;
  strained(
    images < FEW_IMAGES,
    'few-images',
    'few images',
    () =>
      `${images} training images: the theory is of many, and is off by some per cent below ${FEW_IMAGES}; take more images`,
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
  return all;
}
