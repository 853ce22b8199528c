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
  let [room, loss] = [n, nothing];
  for (let c = numbers.length - 1; c > 0 && room > 0; c--) {
    // Counts between those of two quanta that are often met: most of all counts.
    if (numbers[c] === 0) continue;
    const kept = numbers[c] > room ? room / numbers[c] : 1;
    loss -= kept * shares[c] * (nothing - curve.loss(c));
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
