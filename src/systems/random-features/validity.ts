import type { ValidityNote } from '../contract.ts';
import type { RandomFeaturesParameters } from './parameters.ts';
import { makeProblem, riskOf } from './problem.ts';

/** Which assumption of the theory these parameters strain. */
export function validity(p: RandomFeaturesParameters): ValidityNote[] {
  const problem = makeProblem(p);
  const { modes, power, widths } = problem;
  const risk = riskOf(p);
  const notes: ValidityNote[] = [];
  const strain = (id: string, title: string, message: string) => notes.push({ id, title, level: 'strained', message });

  const smallest = Math.min(p.samples, ...widths);
  if (smallest < 50)
    strain(
      'small-sizes',
      'few samples or features',
      `the smallest of samples and layer widths is ${smallest}: the theory is leading order in 1/P and 1/N, expect deviations of a few per cent and more`,
    );
  if (risk.df1 < 15)
    strain(
      'few-degrees',
      'few degrees of freedom',
      `only ${risk.df1.toFixed(1)} degrees of freedom are in use: self-averaging is weak and corrections are of order 1/Df1`,
    );
  if (risk.gamma1 > 0.9 && risk.gamma1 <= 1.0001)
    strain(
      'near-peak',
      'near the double-descent peak',
      `γ₁ = ${risk.gamma1.toFixed(3)}, near the double-descent peak: finite-size corrections are enhanced by 1/(1 − γ₁)`,
    );
  const total = power.reduce((sum, value) => sum + value, 0);
  if (power.some((value) => value > 0.5 * total))
    strain(
      'one-mode',
      'one dominant mode',
      'one mode carries more than half of the target: its own fluctuation does not average out',
    );
  if (p.activation === 'linear') return notes;

  const isOdd = p.activation !== 'relu';
  notes.push({
    id: 'gaussian-equivalence',
    title: 'Gaussian equivalence',
    level: 'note',
    message:
      'what is nonlinear in the features is taken as independent noise, which holds for centred features as P, N and D grow in proportion',
  });
  const participation = modes.trace ** 2 / modes.trace2;
  if (participation < 50)
    strain(
      'few-directions',
      'few input directions',
      `the inputs vary in effectively ${participation.toFixed(1)} directions: what a neuron receives is not of unit variance for every input, as Gaussian equivalence needs`,
    );
  // The first nonlinear modes are quadratic, D²/2 of them, or for odd activations cubic, D³/6.
  const nonlinear = isOdd ? participation ** 3 / 6 : participation ** 2 / 2;
  if (Math.max(p.samples, p.features) > nonlinear / 5)
    strain(
      'nonlinear-modes',
      'nonlinear modes learned',
      `with ${Math.max(p.samples, p.features)} samples or features the ${isOdd ? 'cubic' : 'quadratic'} modes of the inputs (${Math.round(nonlinear)} of them) begin to be resolved: the theory takes P, N of the order of D`,
    );
  if (risk.biasSquared < total / participation)
    strain(
      'small-bias',
      'bias below 1/D',
      'the squared bias is below 1/D of the target: corrections of order 1/D to Gaussian equivalence show in it and in the variance from data',
    );
  if (modes.rank < 50)
    strain(
      'small-dimension',
      'few dimensions',
      `${modes.rank} input directions: corrections to Gaussian equivalence are of order 1/D`,
    );
  return notes;
}
