import type { ValidityNote } from '../contract.ts';
import type { RidgeParameters } from './parameters.ts';
import { ridgeInUse } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { risk, smallestRidge } from './theory.ts';

/** Which assumption of the theory these parameters strain. */
export function validity(p: RidgeParameters): ValidityNote[] {
  const problem = makeProblem(p);
  const { eta, modes, power, noise } = problem;
  const ridge = ridgeInUse(p);
  const { df1, df2, gamma, kappa } = risk({ eta, modes, power, samples: p.samples, ridge, noise });
  const notes: ValidityNote[] = [];
  const strain = (id: string, title: string, message: string) => notes.push({ id, title, level: 'strained', message });

  if (p.samples < 50)
    strain(
      'few-samples',
      'few samples',
      `${p.samples} samples: the theory is leading order in 1/P, expect deviations of a few per cent and more`,
    );
  if (df1 < 20)
    strain(
      'few-degrees',
      'few degrees of freedom',
      `only ${df1.toFixed(1)} degrees of freedom are in use: self-averaging is weak and corrections are of order 1/Df1`,
    );
  if (ridge >= 0 && gamma > 0.9 && df2 > 0)
    strain(
      'near-peak',
      'near the double-descent peak',
      `γ = ${gamma.toFixed(3)}, near the double-descent peak: finite-size corrections are enhanced by 1/(1 − γ)`,
    );
  if (ridge < 0 && ridge < 0.8 * smallestRidge(eta, p.samples).ridge)
    strain(
      'near-edge',
      'near the edge of negative ridges',
      'the negative ridge is close to the lowest edge of the sample spectrum: some training sets cross it',
    );
  if (power.reduce((most, value) => Math.max(most, value), 0) > 0.5 * power.reduce((sum, value) => sum + value, 0))
    strain(
      'one-mode',
      'one dominant mode',
      'one mode carries more than half of the target: its own fluctuation, of order 1/√P a trial, does not average out',
    );
  if (kappa > 0 && kappa < 1e-13 * eta.reduce((most, value) => Math.max(most, value), 0))
    strain(
      'precision',
      'below double precision',
      'κ is below double precision of the largest eigenvalue: the experiment cannot resolve it',
    );
  if (p.entries === 'student' && p.degrees <= 4)
    strain(
      'heavy-tails',
      'heavy-tailed entries',
      `Student entries with ${p.degrees} degrees of freedom have no fourth moment: universality is not guaranteed`,
    );
  if (p.entries !== 'gaussian')
    notes.push({
      id: 'universality',
      title: 'universality',
      level: 'note',
      message: `the theory is for Gaussian inputs; ${p.entries} entries test its universality`,
    });
  if (problem.kind === 'data') {
    strain(
      'real-inputs',
      'inputs that are not Gaussian',
      'real inputs are not Gaussian in their eigenbasis, and what is not linear in them is counted as noise',
    );
    if (p.samples > problem.rows / 2)
      strain(
        'finite-pool',
        'most of the file used for training',
        `${p.samples} of ${problem.rows} rows are used for training: subsamples overlap, and few rows are left for the test`,
      );
  }
  return notes;
}
