import { power } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { QuantaObservable } from '../observables.ts';
import type { QuantaProblem } from '../problem.ts';
import { type CountSpectrum, countSpectrum, visitCounts } from './count-spectrum.ts';
import { type LearningCurve, learningCurve } from './learning-curve.ts';
import { capacityPower, learnedPower, lossPower } from './power-law.ts';

type Predicted = Prediction<QuantaObservable>;

/** Promised of sums over quanta, and of the powers, which are arithmetic. */
const SUMMED = 2e-6;
const ARITHMETIC = 1e-7;

type Context = Partial<Pick<TheoryContext, 'check' | 'progress'>>;

export function predict(problem: QuantaProblem, context: Context = {}): Predicted {
  const curve = learningCurve(problem);
  const isExact = problem.parameters.theory === 'exact';
  return { observables: isExact ? sums(problem, curve, context) : powers(problem, curve) };
}

/** Expectations over the draws of examples and thresholds. */
function sums(problem: QuantaProblem, curve: LearningCurve, { check, progress }: Context): Predicted['observables'] {
  const { sizes, fewer, ranks, capacities, beta, total } = problem;
  const most = sizes[sizes.length - 1];
  const spectra = sizes.map((D) => {
    progress?.(D / (2 * most));
    return countSpectrum(problem, D, check);
  });
  const last = spectra[spectra.length - 1];
  const quantumLoss = ranks.flatMap((k) => fewer.map((D) => meanLoss(curve, D, power(k, -beta) / total)));
  return quantities<QuantaObservable>(
    {
      loss: Float64Array.from(spectra, ({ shares }) => weightedSum(shares, curve.loss)),
      learned: Float64Array.from(spectra, ({ numbers }) => weightedSum(numbers, curve.learned)),
      capacityLoss: Float64Array.from(capacities, (n) => slotLoss(last, curve, n)),
      quantumLoss: Float64Array.from(quantumLoss),
    },
    SUMMED,
  );
}

function powers({ sizes, capacities, beta, total }: QuantaProblem, curve: LearningCurve): Predicted['observables'] {
  return quantities<QuantaObservable>(
    {
      loss: Float64Array.from(sizes, (D) => lossPower(curve, beta, total, D)),
      learned: Float64Array.from(sizes, (D) => learnedPower(curve, beta, total, D)),
      capacityLoss: Float64Array.from(capacities, (n) => curve.loss(0) * capacityPower(beta, total, n)),
    },
    ARITHMETIC,
  );
}

/**
 * Loss with n slots, which are given to the quanta met most often: all that have been met more than
 * c times, and as many as there is room for of those met c times. It takes the number met more than
 * c times for its mean, which for n slots is right to order 1/n.
 */
export function slotLoss({ numbers, shares }: CountSpectrum, curve: LearningCurve, n: number): number {
  const nothing = curve.loss(0);
  if (n === 0) return nothing;
  // A sum of what is left, and not the loss less what is gained: little may be left.
  let [room, loss] = [n, shares[0] * nothing];
  for (let c = numbers.length - 1; c > 0; c--) {
    // Counts between those of two quanta that are often met: most of all counts.
    if (numbers[c] === 0) continue;
    const kept = Math.min(1, Math.max(0, room / numbers[c]));
    loss += shares[c] * (kept > 0 ? kept * curve.loss(c) + (1 - kept) * nothing : nothing);
    room -= numbers[c];
  }
  return loss;
}

function weightedSum(weights: Float64Array, of: (count: number) => number): number {
  return weights.reduce((sum, weight, count) => (weight === 0 ? sum : sum + weight * of(count)), 0);
}

/** Of one quantum, met with chance p. */
function meanLoss({ loss }: LearningCurve, D: number, p: number): number {
  let sum = 0;
  visitCounts(D, p, (m, probability) => {
    sum += probability * loss(m);
  });
  return sum;
}
