import { wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters, sweepFor } from './parameters.ts';
import { type OrderProblem, prepare } from './problem.ts';
import { presets, sourceFor, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const orderParameters = defineSystem({
  id: 'order-parameters',
  title: 'Order parameters at finite size',
  strand: 'solvable settings',
  question: 'How much do students agree with their teacher and with each other, and how much does that fluctuate?',
  sources,
  sourceFor,
  parameters,
  sweep: { ratio: '0.1:0.8:8' },
  sweepFor,
  prepare,
  observables,
  derived,
  shown: ['squaredOverlap', 'replicaOverlap', 'susceptibility', 'binder', 'separable'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason:
      'that closely a variance is known from some thousand training sets; most of the theory is exact at every size, and overlaps of ridge regression are off by about 1/d',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Of each draw: inputs at 10 ns, steps of training and of searches, and matrices. */
function cost({ parameters, samples: n, alpha }: OrderProblem): Cost {
  const { student, dimension: d, draws } = parameters;
  const [square, cube] = [n * d * d, wholePower(d, 3)];
  const seconds = {
    descent: () => 4e-5 + (40 / (1 - Math.sqrt(alpha))) * (1e-6 + 2e-10 * n * d),
    ridge: () => 2.5e-10 * (square + cube),
    hebb: () => 0,
    principal: () => 5e-11 * square + 5e-10 * cube,
    perceptron: () => 25 * (1.5e-5 + 5e-10 * (square + 8 * n * d) + 3e-8 * n),
  }[student]();
  return { seconds: draws * (3e-5 + 2e-8 * n * d + seconds), bytes: 8 * (6 * n * d + 6 * d * d) + 1e6, theory: 0.005 };
}
