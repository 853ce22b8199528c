import { exp, expm1, log, power, squared } from '../../numeric/special.ts';
import { descentLoss } from '../../regression/least-squares.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { hessianEigenvalues, sharpnessAtMinimum } from './theory/curvature.ts';
import { twoLayerCourse } from './theory/descent.ts';
import {
  depthTime,
  flowParts,
  halfTime,
  leadingDepthTime,
  modeParts,
  modeStrength,
  timeToReach,
} from './theory/flow.ts';
import { randomStartCourse } from './theory/random-start.ts';
import { riccatiProducts } from './theory/riccati.ts';

/** The logistic curve of Saxe, McClelland and Ganguli, as they write it. */
function logistic(s: number, a0: number, t: number): number {
  const growth = exp(2 * s * t);
  return (s * growth) / (growth - 1 + s / a0);
}

export const limits: Limit[] = [
  {
    id: 'balanced',
    title: 'With a small imbalance a mode is learned along the balanced logistic curve, off by δ²',
    ...closedForm('the logistic curve', 'saxe2013'),
    ...fallingAs(2, [1e2, 1e3, 1e4]),
    deviation: (inverse) => modeStrength(1.3, 0.05, 1.2, 1 / inverse) / logistic(1.3, 0.05, 1.2) - 1,
  },
  {
    id: 'lazy',
    title: 'A strongly unbalanced mode is learned exponentially at the rate |δ|, as by a fixed kernel',
    ...closedForm('lazy learning, s(1 − e^(−|δ|t))', 'domine2024'),
    ...fallingAs(2, [1e2, 1e3, 1e4]),
    // In units of the kernel's own time; the correction is s²/δ².
    deviation: (delta) => modeStrength(1, 0, 0.7 / delta, delta) / -expm1(-0.7) - 1,
  },
  {
    id: 'lazy-descent',
    title: 'Gradient descent on a strongly unbalanced mode is gradient descent on least squares with the curvature |δ|',
    ...closedForm('gradient descent on least squares', 'domine2024'),
    ...fallingAs(2, [1e2, 1e3, 1e4]),
    deviation: (delta) => {
      const [eta, steps] = [0.1 / delta, 7];
      const { strengths } = twoLayerCourse(modeParts(0, delta), { s: 1, lambda: 1 }, { eta, at: [steps] });
      return squared(1 - strengths[0]) / 2 / descentLoss([delta], [1 / Math.sqrt(delta)], eta, steps) - 1;
    },
  },
  {
    id: 'two-layers',
    title: 'The depth-L formula at L = 2 gives the logistic stage time',
    ...closedForm('the logistic half time', 'saxe2013'),
    ...exactAt(0.5, 1, 4),
    deviation: (s) => depthTime(2, s, 1e-3, s / 2) / halfTime(s, 1e-3) - 1,
  },
  {
    id: 'small-start',
    title: 'From a small start a network of four layers takes the time 1/(2s√a₀), with a correction of order √a₀',
    ...closedForm('the leading stage time of deep networks', 'saxe2013'),
    ...fallingAs(0.5, [1e8, 1e10, 1e12]),
    deviation: (inverse) => depthTime(4, 1, 1 / inverse, 0.5) / leadingDepthTime(4, 1, 1 / inverse) - 1,
  },
  {
    id: 'small-step',
    title: 'Gradient descent turns into gradient flow as the step goes to 0 at fixed time',
    ...closedForm('gradient flow', 'saxe2013'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: (steps) => {
      const start = modeParts(0.02, 0.3);
      const { strengths } = twoLayerCourse(start, { s: 1, lambda: 1 }, { eta: 2 / steps, at: [steps] });
      return strengths[0] / modeStrength(1, 0.02, 2, 0.3) - 1;
    },
  },
  {
    id: 'many-hidden',
    title: 'With many hidden units all small random starts are alike: the balanced half time at a₀ = hε²/2',
    ...closedForm('the aligned start', 'saxe2013'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (hidden) => {
      const at = Int32Array.from({ length: 11 }, (_, i) => 100 * i);
      const s = Float64Array.of(1);
      const start = { hidden, a0: 1e-4, s, eta: 0.01, at, dynamics: 'flow' as const };
      const aligned = timeToReach(1, { growing: 1e-4, decaying: 1e-4 }, 0.5);
      return randomStartCourse(start).halfTimes[0] / aligned - 1;
    },
  },
  {
    id: 'aligned-riccati',
    title: 'The matrix Riccati solution from aligned weights is one unbalanced mode for each singular value',
    ...closedForm('the curve of an unbalanced mode', 'braun2022'),
    ...exactAt(0.5, 2, 20),
    deviation: (t, { engine }) => {
      const s = [2, 0.7];
      const [u, v] = [0.1, 0.5];
      const network = { inputs: 2, hidden: 2, outputs: 2, imbalance: v * v - u * u };
      const weights = { teacher: [s[0], 0, 0, s[1]], first: [u, 0, 0, u], second: [v, 0, 0, v] };
      const [product] = riccatiProducts({ ...network, ...weights }, [t], engine);
      return Math.max(
        ...s.map((value, k) => Math.abs(product[3 * k] / modeStrength(value, u * v, t, v * v - u * u) - 1)),
      );
    },
  },
  {
    id: 'aligned-flow',
    title: 'From aligned balanced weights every observable follows from the logistic curves of the modes',
    ...closedForm('the logistic curves', 'saxe2013'),
    ...exactAt(0.1, 0.01, 0.001),
    deviation: async (a0, context) => {
      const strengths = [2, 1];
      // 40 points of a time of 8.
      const settings = { start: 'aligned', dynamics: 'flow', strengths, initial: a0, step: 0.01, time: 8 };
      const times = Float64Array.from({ length: 40 }, (_, i) => 0.2 * (i + 1));
      const [first, second] = strengths.map((s) => times.map((t) => logistic(s, a0, t)));
      const balanced = await farthest(context, settings, {
        strength: first,
        loss: first.map((a, i) => (squared(2 - a) + squared(1 - second[i])) / 2),
        modesLearned: first.map((a, i) => a / 2 + second[i]),
        effectiveRank: first.map((a, i) => squared(a + second[i]) / (a * a + squared(second[i]))),
        halfTime: strengths.map((s) => log(s / a0 - 1) / (2 * s)),
        sharpness: 2 * strengths[0],
      });
      return Math.max(balanced, await farthest(context, { ...settings, imbalance: 0.5 }, { imbalanceKept: 1 }));
    },
  },
  {
    id: 'coloured-inputs',
    title: 'With the input variance λ a mode is learned at the same rate, from a₀ up to s/λ',
    ...closedForm('the logistic curve up to s/λ', 'saxe2013'),
    ...exactAt(0.2, 0.5, 1),
    deviation: (inputDecay, context) => {
      const [a0, s, lambda] = [0.01, 1, power(2, -inputDecay)];
      const settings = { start: 'aligned', dynamics: 'flow', strengths: [2, s], initial: a0, step: 0.01, time: 8 };
      const times = Float64Array.from({ length: 40 }, (_, i) => 0.2 * (i + 1));
      return farthest(
        context,
        { ...settings, inputDecay, mode: 2 },
        { strength: times.map((t) => logistic(s, lambda * a0, t) / lambda) },
      );
    },
  },
  {
    id: 'chain',
    title:
      'With one unit in every layer the sharpness is the curvature of ½(w_L ⋯ w₁ − s)² across its flattest minimum',
    ...closedForm('second differences of the loss of a chain', 'mulayoff2020'),
    ...fallingAs(2, [20, 40, 80]),
    deviation: (inverse, context) => {
      const [depth, s] = [4, 1.4];
      const weight = power(s, 1 / depth);
      // All weights move alike along the steepest direction.
      const loss = (move: number) => squared(power(weight + move / Math.sqrt(depth), depth) - s) / 2;
      const curvature = (loss(1 / inverse) + loss(-1 / inverse)) * squared(inverse);
      const sizes = { inputs: 1, outputs: 1, hidden: 1, depth, strengths: [s] };
      return farthest(context, { start: 'aligned', ...sizes, duration: 5 }, { sharpness: curvature });
    },
  },
  {
    id: 'hessian',
    title:
      'At the minimum the largest eigenvalue of the whole Hessian is that of the tangent kernel, 2s₁ for two layers',
    ...closedForm('the largest eigenvalue of the tangent kernel', 'domine2024'),
    ...exactAt(0.5, 1.4, 3),
    deviation: (strongest, { engine }) => {
      const s = [strongest, 0.6 * strongest, 0.2];
      const modes = s.map((value) => ({ s: value, lambda: 1, final: value }));
      const sizes = { depth: 2, imbalance: 0, inputs: 3, outputs: 3, inputVariances: new Float64Array(3).fill(1) };
      return (hessianEigenvalues(s, s, engine).at(-1) as number) / sharpnessAtMinimum({ modes, ...sizes }) - 1;
    },
  },
  {
    id: 'long-time',
    title: 'In the end every start with a part along the mode has learned it, at the rate √(4s² + δ²)',
    ...closedForm('the teacher', 'saxe2013'),
    ...exactAt(10, 20, 30),
    deviation: (t) => {
      const { growing, decaying } = flowParts(modeParts(-0.2, 1), 2, t);
      return (growing - decaying) / 2 - 1;
    },
  },
];
