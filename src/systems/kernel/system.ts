import { defineSystem } from '../contract.ts';
import { runTrial, TESTS } from './experiment.ts';
import { limits } from './limits.ts';
import { type KernelObservable, type KernelParameters, parameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

export const kernel = defineSystem<typeof parameters, KernelObservable>({
  id: 'kernel',
  title: 'Kernel ridge regression',
  strand: 'solvable settings',
  question: 'Which part of a function does a kernel learn from n samples, and with what error?',
  sources,
  parameters,
  sweep: { samples: '20:600:14:log' },
  coordinates: {
    level: { label: 'level', symbol: 'k', scale: 'linear' },
    time: { label: 'time of gradient flow', symbol: 't', scale: 'log' },
  },
  observables: {
    testError: {
      label: 'test error',
      symbol: 'E_test',
      description: 'mean squared error on fresh labels',
      scale: 'log',
      floor: roundOff,
    },
    trainError: {
      label: 'training error',
      symbol: 'E_train',
      description: 'mean squared residual on the training set',
      scale: 'log',
      floor: roundOff,
    },
    kare: {
      label: 'KARE estimate',
      symbol: 'E_KARE',
      description: 'kernel alignment risk estimate: the test error as estimated from the training set alone',
      scale: 'log',
      floor: roundOff,
    },
    overfitting: {
      label: 'overfitting coefficient',
      symbol: 'E_0',
      description: 'test error per unit of noise variance where labels are nothing but noise',
      scale: 'log',
    },
    kappa: {
      label: 'threshold of learning',
      symbol: 'κ',
      description: 'modes with eigenvalues above κ are learned; measured as 1/tr(K + δ)⁻¹',
      scale: 'log',
      floor: () => 1e-12,
    },
    totalLearnability: {
      label: 'sum of learnabilities',
      symbol: 'Σ L',
      description: 'conserved: n − δ/κ; measured as tr K(K + δ)⁻¹',
      scale: 'log',
    },
    learnability: {
      label: 'learnability',
      symbol: 'L_k',
      description: 'share of a function of level k that is learned if it is the target',
      scale: 'linear',
      over: 'level',
      // Over Gaussian inputs it is an overlap on the test points of the trials.
      floor: (p) => (p.domain === 'gaussian' ? 0.01 : 1e-10),
    },
    testErrorInTime: {
      label: 'test error in time',
      symbol: 'E_test(t)',
      description: 'along gradient flow (or gradient descent) from zero, at rate 1 on half the mean squared error',
      scale: 'log',
      over: 'time',
      floor: roundOff,
    },
  },
  shown: ['testError'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory takes eigenfunctions for Gaussian and is leading order in 1/n: it is good to a few per cent',
  },
  validity,
  inert,
  cost,
  predict,
  trial: (p, random, engine) => runTrial(p, makeProblem(p), random, engine),
  limits,
  presets,
});

/** Eigenvectors at 2 GF/s and products at 5 GF/s; 20 ns for a kernel value of each layer. */
function cost(p: KernelParameters): { seconds: number; bytes: number } {
  const problem = makeProblem(p);
  const n = p.samples;
  const tests = problem.kind === 'data' ? problem.rows - n : TESTS;
  const layers = p.kernel === 'ntk' || p.kernel === 'nngp' ? p.depth : 1;
  const fit = (0.4e-9 * n + 2e-8) * n * n;
  const test = 2e-10 * tests * n * n + (problem.kind === 'data' ? 1e-8 : 2e-8 * layers) * tests * n;
  const kernelValues = problem.kind === 'data' ? 0 : (1e-8 * layers + 3e-8) * n * n;
  const levels = problem.kind === 'data' ? 0 : 4e-10 * n ** 3;
  return {
    seconds: 1e-3 + fit + test + kernelValues + levels,
    bytes: 8 * (4 * n * n + 2 * tests * n + (n + tests) * p.dimension),
  };
}

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff(p: KernelParameters): number {
  const problem = makeProblem(p);
  const power =
    problem.kind === 'data'
      ? problem.labels.reduce((sum, value) => sum + value * value, 0) / problem.rows
      : p.noise + problem.unlearned + problem.power.reduce((sum, value) => sum + value, 0);
  return 1e-12 * power;
}

/** Settings that change nothing beside these others. */
function inert(p: KernelParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (p.kernel !== 'rbf' && p.kernel !== 'laplace') reasons.bandwidth = 'acts only with kernel=rbf and kernel=laplace';
  if (p.kernel !== 'nngp' && p.kernel !== 'ntk')
    for (const key of ['activation', 'depth', 'weightVariance', 'biasVariance'])
      reasons[key] = 'acts only with kernel=nngp and kernel=ntk';
  if (p.kernel !== 'power-law') reasons.decay = 'acts only with kernel=power-law';
  if (p.data)
    for (const key of ['domain', 'dimension', 'target', 'level', 'targetDecay', 'noise'])
      reasons[key] = 'has no effect with data: inputs and labels come from the file';
  else reasons.labels = 'acts only with data';
  if (!p.data && p.target !== 'level') reasons.level = 'acts only with target=level';
  if (!p.data && p.target !== 'power-law') reasons.targetDecay = 'acts only with target=power-law';
  return reasons;
}
