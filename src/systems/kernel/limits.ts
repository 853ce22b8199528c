import { cos, exp, power as raised, sin, squared } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { isotropicGradientFlow } from '../ridge/theory/gradient-flow.ts';
import { risk } from '../ridge/theory/risk.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { trainAtFiniteWidth } from './finite-width.ts';
import { type Architecture, type KernelActivation, kernelFunction } from './kernels.ts';
import { gaussianModes, rbfGaussianEigenvalues } from './levels/gaussian.ts';
import { binomial, hypercubeLevels } from './levels/hypercube.ts';
import { sphereLevels } from './levels/sphere.ts';
import { TIMES } from './problem.ts';
import { eigenlearning, type Regression } from './theory/eigenframework.ts';
import { errorInTime } from './theory/flow.ts';

/**
 * A target of three levels and the tangent kernel's spectrum in ten dimensions: no symmetry that a
 * formula could hide behind.
 */
function example(samples: number, ridge: number): Regression {
  const { values, multiplicities, tail } = sphereLevels((t) => tangent(t, 1, 1), 10, 20);
  const power = values.map((_, k) => (k >= 1 && k <= 3 ? raised(k, -2) : 0));
  return { eigenvalues: values, multiplicities, power, samples, ridge: ridge + tail, noise: 0.1 };
}

const architecture: Architecture = { activation: 'relu', depth: 2, weightVariance: 2, biasVariance: 0.1 };
const tangent = kernelFunction({ kernel: 'ntk', ...architecture });

/**
 * Draws are enough for the measured order to have a deviation of 0.03 over seeds, a fifth of what
 * is allowed.
 */
const wide = (width: number, activation: KernelActivation, draws: number, context: LimitContext) =>
  trainAtFiniteWidth({ architecture: { ...architecture, activation, depth: 1 }, width, draws, ...context });

export const limits: Limit[] = [
  {
    id: 'linear',
    title: 'With a linear kernel on Gaussian inputs it is ridge regression, with λ = δ/n',
    ...otherSystem('ridge', 'simon2021'),
    ...exactAt(0.5, 1, 2),
    deviation: (aspect, context) => {
      const [dimension, samples, ridge, noise] = [100, 100 / aspect, 7, 0.3];
      const settings = { kernel: 'linear', domain: 'gaussian', target: 'level', dimension, samples, ridge, noise };
      const eta = new Float64Array(dimension).fill(1 / dimension);
      const power = Float64Array.from(eta, (_, k) => (k === 0 ? 1 : 0));
      const there = risk({ eta, power, samples, ridge: ridge / samples, noise });
      const { kappa, df1, oneMinusGamma, testError, trainError } = there;
      return farthest(context, settings, {
        testError,
        trainError,
        kare: testError,
        overfitting: 1 / oneMinusGamma,
        kappa,
        totalLearnability: df1,
      });
    },
  },
  {
    id: 'learnability',
    title: 'As the ridge vanishes, d linear modes are learned from n > d samples to all but 1 − L = dδ/(n − d)',
    ...closedForm('the first order in the ridge', 'simon2021'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: async (inverse, { predicted }) => {
      const [dimension, samples, ridge] = [100, 300, 1 / inverse];
      const settings = { kernel: 'linear', domain: 'gaussian', target: 'level', dimension, samples, ridge };
      const [, linear] = (await predicted('learnability', settings)) as Float64Array;
      return (1 - linear) / ((dimension * ridge) / (samples - dimension)) - 1;
    },
  },
  {
    id: 'one-hidden-layer',
    title: 'One hidden relu layer without biases has the tangent kernel (|x||x′|/2π)(sin θ + 2(π − θ) cos θ)·σ_w⁴',
    ...closedForm('the two-layer tangent kernel', 'jacot2018'),
    ...exactAt(0.3, 1, 2.9),
    deviation: (angle) => {
      const [p, p2, w] = [0.7, 1.9, 1.6];
      const shallow = kernelFunction({
        kernel: 'ntk',
        activation: 'relu',
        depth: 1,
        weightVariance: w,
        biasVariance: 0,
      });
      const size = Math.sqrt(p * p2);
      const closed = ((w * w * size) / (2 * Math.PI)) * (sin(angle) + 2 * (Math.PI - angle) * cos(angle));
      return shallow(size * cos(angle), p, p2) / closed - 1;
    },
  },
  {
    id: 'many-samples',
    title:
      'With many samples everything within the kernel’s reach is learned: E_test − σ² falls like 1/n at fixed δ/n²',
    ...closedForm('consistency', 'canatar2020'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (samples) => {
      const finite = {
        eigenvalues: [1, 0.1, 0.02],
        multiplicities: [1, 10, 50],
        power: [0, 1, 0.5],
        samples,
        ridge: 1,
        noise: 0.2,
      };
      return eigenlearning(finite).testError / 0.2 - 1;
    },
  },
  {
    id: 'large-bandwidth',
    title: 'An rbf of large bandwidth is 1 + x·x′/dℓ² up to a factor: beyond the mean it learns like the linear kernel',
    ...closedForm('linear kernel ridge regression', 'simon2021'),
    ...fallingAs(2, [10, 20, 40]),
    deviation: (bandwidth) => {
      const levels = sphereLevels((t) => exp((t - 1) / squared(bandwidth)), 12, 6);
      const problem = { power: [0, 1], samples: 40, noise: 0.1, ridge: 0.5 / squared(bandwidth) };
      const power = Float64Array.from(levels.values, (_, k) => problem.power[k] ?? 0);
      const rbf = eigenlearning({
        ...problem,
        eigenvalues: levels.values,
        multiplicities: levels.multiplicities,
        power,
        ridge: problem.ridge + levels.tail,
      });
      const linear = eigenlearning({
        ...problem,
        eigenvalues: [1e9, 1 / 12],
        multiplicities: [1, 12],
        ridge: 0.5,
      });
      return rbf.testError / linear.testError - 1;
    },
  },
  {
    id: 'late-times',
    title: 'Gradient flow ends in kernel ridge regression, once the ridge itself has had time to act',
    ...closedForm('kernel ridge regression', 'bordelon2024'),
    ...exactAt(500, 1000, 2000),
    deviation: (time) => {
      const problem = example(60, 5);
      return errorInTime(problem, [time])[0] / eigenlearning(problem).testError - 1;
    },
  },
  {
    id: 'isotropic-flow',
    title: 'With isotropic inputs and no ridge the error in time is the integral over the Marchenko–Pastur law',
    ...otherSystem('ridge', 'bordelon2024'),
    ...exactAt(45, 60, 135),
    deviation: (samples, context) => {
      const [dimension, noise] = [90, 0.3];
      const linear = { kernel: 'linear', domain: 'gaussian', target: 'level', ridge: 0, dimension, samples, noise };
      const excess = isotropicGradientFlow(
        dimension / samples,
        1,
        noise,
        TIMES.map((time) => time / dimension),
      );
      return farthest(context, linear, { testErrorInTime: excess.map((value) => value + noise) });
    },
  },
  {
    id: 'wide-network',
    title:
      'A trained relu network of one hidden layer ends at the tangent kernel’s prediction: its squared distance falls like 1/width',
    ...closedForm('gradient descent on the infinite network’s tangent kernel', 'lee2019'),
    ...fallingAs(1, [64, 512, 4096]),
    deviation: (width, context) => wide(width, 'relu', 200, context).distance,
    cost: 2,
  },
  {
    id: 'frozen-kernel',
    title: 'Training moves the tangent kernel of a smooth network (erf) by 1/width',
    ...closedForm('the tangent kernel at initialisation', 'dyer2019'),
    ...fallingAs(1, [64, 512, 4096]),
    deviation: (width, context) => Math.sqrt(wide(width, 'erf', 30, context).drift),
  },
  {
    id: 'large-pool',
    title: 'A pool much larger than the training set is as good as fresh points: corrections fall like n/M',
    ...closedForm('an infinite pool', 'simon2021'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (pool) => {
      const levels = {
        eigenvalues: [0.1, 0.02, 0.004, 0],
        power: [0, 1, 0.5, 0],
        samples: 150,
        ridge: 0.1,
        noise: 0.1,
      };
      const counts = [1, 12, 66];
      const finite = eigenlearning({ ...levels, multiplicities: [...counts, pool - 79], pool });
      return finite.testError / eigenlearning({ ...levels, multiplicities: [...counts, 0] }).testError - 1;
    },
  },
  {
    id: 'hypercube-sphere',
    title: 'In high dimension the hypercube’s levels become those of the sphere',
    ...closedForm('Gegenbauer eigenvalues', 'simon2021'),
    ...fallingAs(2, [15, 30, 60]),
    deviation: (dimension) => {
      const cube = hypercubeLevels((t) => tangent(t, 1, 1), dimension);
      const sphere = sphereLevels((t) => tangent(t, 1, 1), dimension, 3);
      return (cube.values[2] * binomial(dimension, 2)) / (sphere.values[2] * sphere.multiplicities[2]) - 1;
    },
  },
  {
    id: 'rbf-gaussian',
    title: 'On Gaussian inputs the largest rbf eigenvalue is the product of those of each coordinate',
    ...closedForm('the Gaussian kernel’s eigenvalues', 'canatar2020'),
    ...exactAt(2, 5, 10),
    deviation: (dimension, { engine }) => {
      const bandwidth = 1.3;
      const { modes } = gaussianModes(kernelFunction({ kernel: 'rbf', bandwidth }), dimension, engine);
      const one = rbfGaussianEigenvalues(bandwidth * Math.sqrt(dimension), 1, 1)[0];
      return modes[0].eigenvalue / raised(one, dimension) - 1;
    },
  },
];
