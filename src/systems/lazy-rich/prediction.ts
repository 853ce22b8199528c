import { OutOfRange } from '../../numeric/errors.ts';
import type { Prediction } from '../contract.ts';
import type { LazyRichObservable, LazyRichParameters } from './parameters.ts';
import { crossover, linearisedCrossover, localExponent } from './theory.ts';

/** The solvable student at the end of training: one datum with label 1, and u, v of norm 1. */
function solvable(alpha: number) {
  const setting = { alpha, n: 1, y: 1 };
  return { ...crossover(setting, Infinity), linearised: linearisedCrossover(setting, Infinity) };
}

/** Exact at every α for the solvable student; the linearised theory's values, which hold in the lazy limit, for the network. Throws `OutOfRange`. */
export function predict(p: LazyRichParameters): Prediction<LazyRichObservable> {
  if (p.model === 'solvable') {
    const [at, twice] = [solvable(p.alpha), solvable(2 * p.alpha)];
    return predicted({
      movement: at.movement,
      movementRatio: at.movement / at.linearised.movement,
      movementExponent: localExponent(at.movement, twice.movement),
      kernelMovement: at.kernelMovement,
      kernelExponent: localExponent(at.kernelMovement, twice.kernelMovement),
    });
  }
  if (p.teacherUnits > p.dimension)
    throw new OutOfRange(
      'teacherUnits',
      p.teacherUnits,
      `at most the dimension, ${p.dimension}, for its weights to be orthogonal`,
    );
  const lazy = { movementRatio: 1, errorRatio: 1, movementExponent: -1 };
  // Mirrored pairs cancel the first order of what the weights' movement δ ~ 1/α does to a smooth network's kernel. At the kinks of relu, units switch by
  // chance instead, which goes as √δ: there the theory has no exponent to offer.
  return predicted(p.activation === 'relu' ? lazy : { ...lazy, kernelExponent: -2, distanceExponent: -2 });
}

function predicted(values: Partial<Record<LazyRichObservable, number>>): Prediction<LazyRichObservable> {
  const observables: Prediction<LazyRichObservable>['observables'] = {};
  for (const [name, value] of Object.entries(values)) observables[name as LazyRichObservable] = { value, error: 1e-12 };
  return { observables };
}
