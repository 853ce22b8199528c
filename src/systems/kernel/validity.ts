import type { ValidityNote } from '../contract.ts';
import type { KernelParameters } from './parameters.ts';
import { regression } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { eigenlearning } from './theory.ts';

/** Which assumption of the theory these parameters strain. */
export function validity(p: KernelParameters): ValidityNote[] {
  const problem = makeProblem(p);
  const notes: ValidityNote[] = [];
  const add = (level: ValidityNote['level'], id: string, title: string, message: string) =>
    notes.push({ id, title, level, message });

  if (p.samples < 20)
    add('strained', 'few-samples', 'few samples', `${p.samples} samples: the theory is leading order in 1/n`);
  if (p.stepSize > 0)
    add(
      'note',
      'steps',
      'finite steps',
      'gradient descent with finite steps is measured only; the theory in time is for gradient flow',
    );
  if (problem.kind === 'data') {
    add(
      'strained',
      'real-inputs',
      'inputs that are not Gaussian',
      'real inputs are not Gaussian in the kernel’s eigenbasis: one κ for all rows is an approximation',
    );
    if (p.samples > problem.rows / 3)
      add(
        'strained',
        'finite-pool',
        'much of the file used for training',
        `${p.samples} of ${problem.rows} rows are used for training: subsamples overlap, so that trials differ less than independent ones would`,
      );
    return notes;
  }
  const setting = regression(p, problem);
  const { overfitting } = eigenlearning(setting);
  if (overfitting > 4)
    add(
      'strained',
      'near-peak',
      'near a peak of overfitting',
      `the overfitting coefficient is ${overfitting.toPrecision(3)}: finite-size corrections grow with it`,
    );
  if (p.dimension < 8)
    add(
      'strained',
      'low-dimension',
      'low dimension',
      `in ${p.dimension} dimensions eigenfunctions are far from Gaussian: without much ridge κ and KARE are off by 10 % and more`,
    );
  if (p.domain === 'gaussian' && p.dimension < 200)
    add(
      'strained',
      'lengths',
      'inputs of different lengths',
      `|x|²/d fluctuates by √(2/d) = ${Math.sqrt(2 / p.dimension).toFixed(2)}, and K(x, x) with it: one κ for all samples is an approximation, off by about 2/d`,
    );
  return notes;
}
