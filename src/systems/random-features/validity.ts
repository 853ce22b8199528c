import { squared, wholePower } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { riskOf } from './theory/equivalent-features.ts';
import type { FeatureRisk } from './theory/risk.ts';

/**
 * Samples for each nonlinear mode that count as a strain: κ₁ is off by that share, and this is the
 * margin of a verdict.
 */
const RESOLVED = 0.05;

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { power, widths, activation } = problem;
  const risk = riskOf(problem);
  const notes = gatherNotes();
  const { strained } = notes;

  const smallest = Math.min(problem.parameters.samples, ...widths);
  strained(
    smallest < 50,
    'small-sizes',
    'few samples or features',
    () =>
      `the smallest of samples and layer widths is ${smallest}: the theory is leading order in 1/P and 1/N, expect deviations of a few per cent and more`,
  );
  strained(
    risk.df1 < 15,
    'few-degrees',
    'few degrees of freedom',
    () =>
      `only ${risk.df1.toFixed(1)} degrees of freedom are in use: self-averaging is weak and corrections are of order 1/Df1`,
  );
  strained(
    risk.gamma1 > 0.9 && risk.gamma1 <= 1.0001,
    'near-peak',
    'near the double-descent peak',
    () =>
      `γ₁ = ${risk.gamma1.toFixed(3)}, near the double-descent peak: finite-size corrections are enhanced by 1/(1 − γ₁)`,
  );
  const weak = smallParts(problem, risk);
  notes.note(
    weak > 0.05,
    'small-parts',
    'small parts of the error',
    () =>
      `the ridge is so weak that the fit hardly depends on the features: the parts that do, and the variance from data, are small, and finite sizes move them by ${percent(weak, 2)} and more`,
  );
  const total = power.reduce((sum, value) => sum + value, 0);
  strained(
    power.some((value) => value > 0.5 * total),
    'one-mode',
    'one dominant mode',
    () => 'one mode carries more than half of the target: its own fluctuation does not average out',
  );
  const nonlinear = activation === 'linear' ? [] : gaussianEquivalence(problem, risk, total);
  return [...notes.all, ...nonlinear];
}

/**
 * The correction to what is of second order in a weak ridge: 4/(P − Df1) + 4/(N − Df1), for
 * inverses of the data's and the features' Wishart matrices squared, as far as modes are learned.
 */
function smallParts({ parameters: { samples }, widths }: Problem, { df1, df2 }: FeatureRisk): number {
  const narrowest = Math.min(...widths);
  if (!(df1 > 0 && samples > df1 && narrowest > df1)) return 0;
  return wholePower(df2 / df1, 4) * (4 / (samples - df1) + 4 / (narrowest - df1));
}

/** Of nonlinear features, on a target of the variance `total`. */
function gaussianEquivalence({ parameters, modes, activation }: Problem, risk: FeatureRisk, total: number) {
  const { strained, note, all } = gatherNotes();
  note(
    true,
    'gaussian-equivalence',
    'Gaussian equivalence',
    () =>
      'what is nonlinear in the features is taken as independent noise, which holds for centred features as P, N and D grow in proportion',
  );
  const participation = squared(modes.trace) / modes.trace2;
  strained(
    participation < 50,
    'few-directions',
    'few input directions',
    () =>
      `the inputs vary in effectively ${participation.toFixed(1)} directions: what a neuron receives is not of unit variance for every input, as Gaussian equivalence needs`,
  );
  // The first nonlinear modes are quadratic, D²/2 of them, or for odd activations cubic, D³/6.
  const isOdd = activation !== 'relu';
  const nonlinear = isOdd ? (participation * participation * participation) / 6 : (participation * participation) / 2;
  const most = Math.max(parameters.samples, parameters.features);
  strained(
    most > RESOLVED * nonlinear,
    'nonlinear-modes',
    'nonlinear modes learned',
    () =>
      `with ${most} samples or features the ${isOdd ? 'cubic' : 'quadratic'} modes of the inputs (${Math.round(nonlinear)} of them) begin to be resolved: κ₁ and κ₂ are off by about ${plain((100 * parameters.samples) / nonlinear, 2)} %; the theory takes P, N of the order of D`,
  );
  strained(
    risk.biasSquared < total / participation,
    'small-bias',
    'bias below 1/D',
    () =>
      'the squared bias is below 1/D of the target: corrections of order 1/D to Gaussian equivalence show in it and in the variance from data',
  );
  strained(
    modes.rank < 50,
    'small-dimension',
    'few dimensions',
    () => `${modes.rank} input directions: corrections to Gaussian equivalence are of order 1/D`,
  );
  return all;
}
