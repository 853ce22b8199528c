import { num, rows } from '../../data/reference-inputs.ts';
import { log } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import {
  accuraciesOf,
  discriminantAccuracies,
  knownClassesAccuracies,
  leastSquaresAccuracies,
  leastSquaresOffset,
  meanDifferenceAccuracies,
} from './theory/accuracy.ts';
import { leastSquaresRule } from './theory/least-squares.ts';

/** The formulas of two classes in section C of `reference/structure.json`. */
export const evaluators: Evaluators = {
  'data-structure.imbalance': (inputs) => {
    const [dimension, separation] = [num(inputs, 'd'), num(inputs, 'Delta')];
    const samples = [num(inputs, 'n1'), num(inputs, 'n0')] as const;
    const classes = { dimension, separation, samples };
    const [mean, lda, ls] = [meanDifferenceAccuracies, discriminantAccuracies, leastSquaresAccuracies].map((of) =>
      of(classes),
    );
    const unbiased = accuraciesOf({ classifier: 'mean-difference', threshold: 'unbiased' }, classes);
    const bayes = knownClassesAccuracies(separation, log(samples[0] / samples[1]));
    const population = knownClassesAccuracies(separation, leastSquaresOffset(samples));
    return {
      mean_acc_1: mean[0],
      mean_acc_0: mean[1],
      mean_acc_1_debiased: unbiased[0],
      lda_acc_1: lda[0],
      lda_acc_0: lda[1],
      ls_acc_1: ls[0],
      ls_acc_0: ls[1],
      bayes_logit_acc_1: bayes[0],
      bayes_logit_acc_0: bayes[1],
      pop_ls_acc_1: population[0],
      pop_ls_acc_0: population[1],
    };
  },
  'data-structure.ls-threshold': (inputs) => {
    const [first, second] = [rows(inputs, 'X1'), rows(inputs, 'X0')];
    const { scale, offset, mahalanobis } = leastSquaresRule(first, second);
    // Weights that balance the classes put as much on both.
    return { scale, offset, mahalanobis2: mahalanobis, offset_class_balanced: leastSquaresOffset([1, 1]) };
  },
};
