import { exp } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { NeuralCollapseObservable } from '../observables.ts';
import type { NeuralCollapseProblem } from '../problem.ts';
import { course } from './flow.ts';
import { centredClasses, crossEntropyGroups, orthogonalClasses, spreadOf, type TwoGroups } from './imbalance.ts';
import { optimum } from './optimum.ts';

/** Of the minimum of the four numbers of unequal classes with cross-entropy, the least exact. */
const ACCURACY = 1e-6;

export function predict(problem: NeuralCollapseProblem): Prediction<NeuralCollapseObservable> {
  const { model, minority } = problem.parameters;
  if (model === 'network') return { observables: {} };
  if (model === 'flow') return flow(problem);
  return minority === 0 ? balanced(problem) : groups(problem);
}

function balanced({ parameters, decayW, decayH, decayB }: NeuralCollapseProblem) {
  const { loss, classes, perClass } = parameters;
  const found = optimum({ loss, classes, perClass, decayW, decayH, decayB });
  const learns = found.centred > 0;
  return {
    observables: quantities<NeuralCollapseObservable>(
      {
        logitGap: found.gap,
        loss: found.loss,
        weightStrength: found.weights.centred,
        featureStrength: found.features.centred,
        uniformStrength: found.weights.uniform,
        biasEntry: found.bias,
        // Directions of nothing are not defined.
        ...(learns
          ? { betweenClasses: 1, simplexDistance: found.simplexDistance, duality: 1, meansCosine: -1 / (classes - 1) }
          : {}),
      },
      ACCURACY,
    ),
  };
}

function groups(problem: NeuralCollapseProblem) {
  const { parameters, counts, decayW, decayH } = problem;
  const { classes, minority, perClass, loss, bias } = parameters;
  const two: TwoGroups = {
    large: { classes: classes - minority, perClass: counts[0] },
    small: { classes: minority, perClass },
    decayW,
    decayH,
  };
  const found = (() => {
    if (loss === 'cross-entropy') return crossEntropyGroups(two);
    const model = { counts, decayW, decayH };
    const { loss: value } = bias === 'free' ? centredClasses(model) : orthogonalClasses(model);
    // Differences between classes of one size are shrunk alike, with a bias and without.
    const all = orthogonalClasses(model).classes.map(({ output }, k) => output * Math.sqrt(counts[k]));
    return { loss: value, values: { within: [all[0], all[classes - 1]] } };
  })();
  const [inLarge, inSmall] = found.values.within;
  return {
    observables: quantities<NeuralCollapseObservable>(
      {
        loss: found.loss,
        minoritySpread: minority > 1 ? spreadOf(two.small, inSmall, decayW, decayH) : undefined,
        majoritySpread: classes - minority > 1 ? spreadOf(two.large, inLarge, decayW, decayH) : undefined,
        betweenClasses: inLarge > 0 || inSmall > 0 ? 1 : undefined,
      },
      ACCURACY,
    ),
  };
}

function flow({ parameters, decayW, decayH, times }: NeuralCollapseProblem) {
  const { classes, perClass, initial } = parameters;
  const strength = Math.sqrt(initial);
  const { learned, logWithin } = course(
    { classes, perClass, decayW, decayH, weights: strength, features: strength },
    times,
  );
  return {
    observables: quantities<NeuralCollapseObservable>(
      // One example of each class is its mean.
      { learned, withinClasses: perClass > 1 ? logWithin.map((one) => exp(one)) : undefined },
      ACCURACY,
    ),
  };
}
