import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { descentLosses, type Ensemble } from './theory/descent.ts';
import { dataExponent, modelExponent, timeExponent } from './theory/exponents.ts';
import type { ScalingModel } from './theory/model.ts';
import { onePassLosses } from './theory/one-pass.ts';

/** The formulas of `neural_scaling` in `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'neural_scaling.gd': (inputs) => {
    const { test, train } = descent(inputs);
    return { test, train, ensemble_test: descent(inputs, 'samples').test };
  },
  'neural_scaling.bagging': (inputs) => ({
    bag: descent(inputs, 'features').test,
    both: descent(inputs, 'nothing').test,
  }),
  'neural_scaling.sgd': (inputs) => {
    const settings = { eta: num(inputs, 'eta'), batch: num(inputs, 'B') };
    const { forcing, loss } = onePassLosses(model(inputs), settings, list(inputs, 'steps'));
    return { test: loss, forcing, kernel_first: onePassLosses(model(inputs), settings, [0, 1, 2, 3]).kernel };
  },
  'neural_scaling.exponents': (inputs) => {
    const [a, b] = [num(inputs, 'a'), num(inputs, 'b')];
    return { time: timeExponent(a, b), model: modelExponent(a, b), data: dataExponent(a, b) };
  },
};

function descent(inputs: Inputs, shared?: Ensemble['shared']) {
  const ensemble = shared && { members: num(inputs, 'E'), shared };
  return descentLosses(model(inputs), num(inputs, 'eta'), list(inputs, 'steps'), ensemble);
}

function model(inputs: Inputs): ScalingModel {
  const modes = (exponent: string) =>
    Float64Array.from({ length: num(inputs, 'K') }, (_, k) => (k + 1) ** -num(inputs, exponent));
  return {
    lambda: modes('b'),
    power: modes('a'),
    P: inputs.P === undefined ? Number.POSITIVE_INFINITY : num(inputs, 'P'),
    N: num(inputs, 'N'),
    sigma2: num(inputs, 'sigma') ** 2,
  };
}
