import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { kernelFunction } from '../kernel/kernels.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

/** An erf network and two inputs, as this system and as `kernel` have it. */
const setting = {
  activation: 'erf',
  weightVariance: 1.7,
  biasVariance: 0.2,
  startLength: 1.3,
  startCorrelation: 0.4,
} as const;

/** K^{l+1} of two inputs, and of one with itself, l layers after one of K¹ = c⁰q⁰ and q⁰. */
function kernelsAfter(kernel: 'nngp' | 'ntk', depth: number) {
  const { startLength: q, startCorrelation: c, weightVariance, biasVariance } = setting;
  const K = kernelFunction({ kernel, ...setting, depth });
  // The kernel begins with an input: K¹ = σ_b² + σ_w² x·x′/d.
  const input = (K1: number) => (K1 - biasVariance) / weightVariance;
  const [own, both] = [input(q), input(c * q)];
  return { pair: K(both, own, own), own: K(own, own, own) };
}

export const limits: Limit[] = [
  {
    id: 'nngp',
    title: 'Lengths and correlations are the covariance of the Gaussian process of an infinitely wide network',
    ...otherSystem('kernel', 'schoenholz2016'),
    ...exactAt(1, 4, 16),
    deviation: async (depth, context) => {
      const { pair, own } = kernelsAfter('nngp', depth);
      const last = async (name: string) =>
        ((await context.predicted(name, { ...setting, depth })) as Float64Array)[depth];
      const c = pair / own;
      const found = {
        length: (await last('length')) / own,
        correlation: (await last('correlation')) / c,
        distance: (await last('distance')) / (1 - c),
        final: ((await context.predicted('finalCorrelation', { ...setting, depth })) as number) / c,
      };
      return Math.max(...Object.values(found).map((ratio) => Math.abs(ratio - 1)));
    },
  },
  {
    id: 'tangent-kernel',
    title: 'Covariances of the signals times overlaps of the gradients add up, over layers, to the tangent kernel',
    ...otherSystem('kernel', 'jacot2018'),
    ...exactAt(1, 4, 16),
    deviation: async (depth, { predicted }) => {
      const { pair, own } = kernelsAfter('ntk', depth);
      const curve = async (name: string) => (await predicted(name, { ...setting, depth })) as Float64Array;
      const [q, c] = [await curve('length'), await curve('correlation')];
      const [gradient, overlap] = [await curve('gradient'), await curve('overlap')];
      const sum = (of: (l: number) => number) => q.reduce((total, _, l) => total + of(l), 0);
      const found = [sum((l) => q[l] * gradient[l]) / own, sum((l) => c[l] * q[l] * overlap[l]) / pair];
      return Math.max(...found.map((ratio) => Math.abs(ratio - 1)));
    },
  },
  {
    id: 'relu',
    title: 'Without biases relu layers multiply lengths and squared gradients by σ_w²/2, which is 1 at He’s variance',
    ...closedForm('the homogeneity of relu', 'hanin2018'),
    ...exactAt(1.5, 2, 2.5),
    deviation: (weightVariance, context) => {
      const [depth, factor] = [12, weightVariance / 2];
      const layers = Array.from({ length: depth + 1 }, (_, l) => l);
      return farthest(
        context,
        { activation: 'relu', weightVariance, biasVariance: 0, depth },
        {
          length: layers.map((l) => power(factor, l)),
          gradient: layers.map((l) => power(factor, depth - l)),
          gradientGrowth: factor,
          lengthSlope: factor,
        },
      );
    },
  },
  {
    id: 'weak-signals',
    title: 'Weak signals in a tanh network are those of a linear one: angles stay, lengths go as σ_w²',
    ...closedForm('linear layers', 'saxe2013'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (inverse, context) => {
      const [depth, weightVariance] = [6, 0.9];
      const layers = Array.from({ length: depth + 1 }, (_, l) => l);
      return farthest(
        context,
        { weightVariance, biasVariance: 0, depth, startLength: 1 / inverse },
        {
          length: layers.map((l) => power(weightVariance, l) / inverse),
          distance: layers.map(() => 0.5),
          overlap: layers.map((l) => power(weightVariance, depth - l)),
          gradientGrowth: weightVariance,
        },
      );
    },
  },
  {
    id: 'deep-residual',
    title: 'Many weak relu branches with σ_w² = 2 lengthen a signal, and grow its squared gradients, by e',
    ...closedForm('the flow of infinite depth', 'bordelon2023'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: async (depth, { predicted }) => {
      const settings = { architecture: 'residual', activation: 'relu', weightVariance: 2, biasVariance: 0, depth };
      const length = (await predicted('length', settings)) as Float64Array;
      const gradient = (await predicted('gradient', settings)) as Float64Array;
      return Math.max(...[length[depth], gradient[0]].map((value) => Math.abs(value / Math.E - 1)));
    },
  },
];
