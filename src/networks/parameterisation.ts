import { OutOfRange } from '../numeric/errors.ts';
import { oneOf } from '../numeric/one-of.ts';

export type Parameterisation = 'standard' | 'ntk' | 'mean-field' | 'mup';

/** A layer's place: from the inputs to width n, from width to width, from width to the outputs. */
export type LayerRole = 'input' | 'hidden' | 'output';

type PerRole = Record<LayerRole, number>;

/**
 * abc parameterisations (Yang and Hu 2020, arXiv 2011.14522): at width n the weight matrix is W =
 * n^(−a) w with w ~ N(0, n^(−2b)), and w is trained at the rate η n^(−c). Shifting (a, b, c) to (a
 * + θ, b − θ, c − 2θ), or c − θ for Adam, changes nothing: up to that, `mean-field` is `mup`.
 *
 * What depends on the number d of inputs, which stays as the width grows: the first layer has a
 * factor d^(−½), before the weights where those are N(0, 1) (`ntk`, `mean-field`), else in their
 * deviation.
 */
export const parameterisations: Record<
  Parameterisation,
  { title: string; a: PerRole; b: PerRole; c: { sgd: PerRole; adam: PerRole }; unitWeights: boolean }
> = {
  standard: {
    title: 'standard',
    a: { input: 0, hidden: 0, output: 0 },
    b: { input: 0, hidden: 0.5, output: 0.5 },
    c: { sgd: { input: 0, hidden: 0, output: 0 }, adam: { input: 0, hidden: 0, output: 0 } },
    unitWeights: false,
  },
  ntk: {
    title: 'neural tangent kernel',
    a: { input: 0, hidden: 0.5, output: 0.5 },
    b: { input: 0, hidden: 0, output: 0 },
    c: { sgd: { input: 0, hidden: 0, output: 0 }, adam: { input: 0, hidden: 0, output: 0 } },
    unitWeights: true,
  },
  'mean-field': {
    title: 'mean field',
    a: { input: 0, hidden: 0.5, output: 1 },
    b: { input: 0, hidden: 0, output: 0 },
    c: { sgd: { input: -1, hidden: -1, output: -1 }, adam: { input: 0, hidden: 0.5, output: 0 } },
    unitWeights: true,
  },
  mup: {
    title: 'maximal update (μP)',
    a: { input: 0, hidden: 0, output: 0 },
    b: { input: 0, hidden: 0.5, output: 1 },
    c: { sgd: { input: -1, hidden: 0, output: 1 }, adam: { input: 0, hidden: 1, output: 1 } },
    unitWeights: false,
  },
};

/**
 * Learning-rate factors for gradient descent (with or without momentum) and for Adam and its like,
 * whose steps forget the gradient's size.
 */
export interface Rates {
  sgd: number;
  adam: number;
}

/**
 * What a layer's weights are multiplied by, their deviation at initialisation, and the factors on
 * their learning rate.
 */
export interface Scaling {
  multiplier: number;
  deviation: number;
  rates: Rates;
}

export interface ScalingOptions {
  /**
   * The width n₀ at which hidden and output layers are those of the standard parameterisation: n
   * stands for n/n₀ in the table.
   */
  baseWidth?: number;
  /** A further factor σ_w on the weights, placed where the factor of d is. */
  weightScale?: number;
}

/**
 * The scaling of a weight matrix. n is the fan-out of an input layer, the fan-in of the others.
 * Throws `OutOfRange`.
 */
export function weightScaling(
  name: Parameterisation,
  role: LayerRole,
  fanIn: number,
  fanOut: number,
  { baseWidth = 1, weightScale = 1 }: ScalingOptions = {},
): Scaling {
  if (!(baseWidth > 0 && baseWidth < Infinity)) throw new OutOfRange('baseWidth', baseWidth, 'positive and finite');
  if (!(weightScale >= 0 && weightScale < Infinity))
    throw new OutOfRange('weightScale', weightScale, 'finite and not negative');
  oneOf('parameterisation', name, Object.keys(parameterisations));
  const { a, b, c, unitWeights } = parameterisations[name];
  const width = (role === 'input' ? fanOut : fanIn) / baseWidth;
  let multiplier = power(width, -a[role]);
  let deviation = power(width, -b[role]);
  const rest = weightScale * Math.sqrt(1 / (role === 'input' ? fanIn : baseWidth));
  if (unitWeights && role === 'input') multiplier *= rest;
  else if (unitWeights) {
    multiplier *= weightScale;
    deviation *= Math.sqrt(1 / baseWidth);
  } else deviation *= rest;
  return { multiplier, deviation, rates: { sgd: power(width, -c.sgd[role]), adam: power(width, -c.adam[role]) } };
}

/**
 * The rates of a vector of a layer's own width n: biases, and the gains of a layer norm. They learn
 * like input weights.
 */
export function vectorRates(name: Parameterisation, width: number, { baseWidth = 1 }: ScalingOptions = {}): Rates {
  const { c } = parameterisations[name];
  const n = width / baseWidth;
  return { sgd: power(n, -c.sgd.input), adam: power(n, -c.adam.input) };
}

/** n^exponent for the table's exponents; `**` may differ in the last bit between browsers. */
function power(n: number, exponent: number): number {
  if (exponent < 0) return 1 / power(n, -exponent);
  return (exponent >= 1 ? n : 1) * (exponent % 1 === 0.5 ? Math.sqrt(n) : 1);
}
