import { z } from 'zod';
import type { Dataset } from '../../data/dataset.ts';
import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { predict, ridgeInUse } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

const positiveArray = z.array(z.number().min(0)).min(1);

const parameters = z.strictObject({
  samples: z
    .int()
    .min(1)
    .max(1e7)
    .default(200)
    .meta({
      title: 'training samples',
      symbol: 'P',
      description: 'number of training samples',
      scale: 'log',
      range: [10, 2000],
      size: true,
    }),
  dimension: z
    .int()
    .min(1)
    .max(1e6)
    .default(300)
    .meta({
      title: 'input dimension',
      symbol: 'D',
      description: 'number of input directions (modes of the covariance)',
      scale: 'log',
      range: [10, 1000],
      size: true,
    }),
  ridge: z
    .union([z.number(), z.literal('optimal')])
    .default(1e-2)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description:
        'penalty λ in (1/P)‖y − Xw‖² + λ‖w‖²; may be negative; `optimal` takes the λ of least predicted test error',
      scale: 'log',
      range: [1e-4, 10],
    }),
  noise: z
    .number()
    .min(0)
    .default(0.1)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      unit: 'label²',
      description: 'variance of the noise on the labels',
      scale: 'linear',
      range: [0.01, 1],
    }),
  spectrum: z
    .union([z.enum(['isotropic', 'power-law', 'blocks']), positiveArray])
    .default('isotropic')
    .meta({
      title: 'spectrum',
      symbol: 'η',
      unit: 'input²',
      description:
        'eigenvalues of the input covariance: all 1, k^(−decay), two or more blocks, or an array (which sets the dimension)',
    }),
  decay: z
    .number()
    .min(0)
    .max(20)
    .default(1.5)
    .meta({
      title: 'spectral decay',
      symbol: 'α',
      description: 'exponent of the power-law spectrum η_k = k^(−α)',
      scale: 'linear',
      range: [1.1, 2.5],
    }),
  blocks: z
    .array(z.tuple([z.number().positive(), z.number().positive()]))
    .min(1)
    .default([
      [1, 0.2],
      [0.05, 0.8],
    ])
    .meta({
      title: 'blocks',
      description: 'the spectrum `blocks` as pairs of an eigenvalue and its share of the dimension',
    }),
  target: z
    .union([z.enum(['uniform', 'source']), positiveArray])
    .default('uniform')
    .meta({
      title: 'target',
      symbol: 'w̄²',
      description:
        'squared target weights: all 1/D, the source condition η_k w̄_k² = k^(−1−2αr) of a power law, or an array',
    }),
  source: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .meta({
      title: 'source exponent',
      symbol: 'r',
      description: 'exponent r of the source condition: larger is an easier target',
      scale: 'linear',
      range: [0.2, 1.5],
    }),
  testSpectrum: z
    .union([z.enum(['same', 'isotropic', 'reversed']), positiveArray])
    .default('same')
    .meta({
      title: 'test spectrum',
      symbol: 'η′',
      unit: 'input²',
      description: 'covariate shift: eigenvalues of the test covariance in the training eigenbasis',
    }),
  entries: z.enum(['gaussian', 'rademacher', 'student']).default('gaussian').meta({
    title: 'entries',
    description:
      'distribution of the whitened inputs, of unit variance: the prediction does not depend on it (universality)',
  }),
  degrees: z
    .number()
    .gt(2)
    .max(1e6)
    .default(5)
    .meta({
      title: 'degrees of freedom',
      symbol: 'ν',
      description: 'of the entries `student`: their tails fall as |x|^(−ν−1)',
      scale: 'log',
      range: [2.5, 30],
    }),
  data: z.custom<Dataset>(isDataset, 'a file of numbers, the last column being the label').optional().meta({
    title: 'data',
    description:
      'a file (CSV, NPY, NPZ) or the bundled `digits`: spectrum, target and noise come from all of it; trials draw subsamples and test on the rest',
    kind: 'data',
  }),
  labels: z.enum(['number', 'classes']).default('number').meta({
    title: 'labels',
    description:
      'how `data` labels are read: as a number, or as classes with one 0/1 output each (errors add over outputs)',
  }),
});

export type RidgeParameters = z.output<typeof parameters>;
export type RidgeObservable =
  | 'testError'
  | 'trainError'
  | 'gcv'
  | 'excessError'
  | 'biasSquared'
  | 'varianceData'
  | 'varianceNoise'
  | 'renormalizedRidge';

export const ridge = defineSystem<typeof parameters, RidgeObservable>({
  id: 'ridge',
  title: 'Ridge regression in high dimension',
  strand: 'solvable settings',
  question: 'What test error does ridge regression reach from P samples?',
  sources,
  parameters,
  sweep: { samples: '40:1600:24:log' },
  observables: {
    testError: {
      label: 'test error',
      symbol: 'E_test',
      description: 'mean squared error on fresh labels: excess error plus noise',
      scale: 'log',
      floor: roundOff,
      withoutMean,
    },
    trainError: {
      label: 'training error',
      symbol: 'E_train',
      description: 'mean squared residual on the training set, without the penalty',
      scale: 'log',
      floor: roundOff,
    },
    gcv: {
      label: 'GCV estimate',
      symbol: 'E_GCV',
      description:
        'generalised cross-validation (equal to KARE): the test error as estimated from the training set alone',
      scale: 'log',
      floor: roundOff,
      withoutMean,
    },
    excessError: {
      label: 'excess error',
      symbol: 'E_g',
      description: 'mean squared distance to the noiseless target on test inputs',
      scale: 'log',
      floor: roundOff,
      withoutMean,
    },
    biasSquared: {
      label: 'squared bias',
      symbol: 'B²',
      description: 'error of the average fit over training sets',
      scale: 'log',
      floor: roundOff,
    },
    varianceData: {
      label: 'variance from data',
      symbol: 'V_X',
      description: 'variance of the noiseless fit over training inputs',
      scale: 'log',
      floor: roundOff,
    },
    varianceNoise: {
      label: 'variance from noise',
      symbol: 'V_Xε',
      description: 'variance of the fit caused by the label noise',
      scale: 'log',
      floor: roundOff,
      withoutMean,
    },
    renormalizedRidge: {
      label: 'renormalised ridge',
      symbol: 'κ',
      description: 'the ridge that the infinite-data problem would need; measured as 1 / (tr(XXᵀ/P + λ)⁻¹ / P)',
      scale: 'log',
      floor: (p) => 1e-12 * (typeof p.ridge === 'number' ? Math.abs(p.ridge) + 1 : 1),
    },
  },
  shown: ['testError'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'the theory is leading order in 1/P: at 100 samples it is good to a few per cent' },
  validity,
  cost,
  predict,
  trial: (p, random, engine) => runTrial(p, makeProblem(p), ridgeInUse(p), random, engine),
  limits,
  presets,
});

function isDataset(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'values' in value;
}

/** Flops at 5 GF/s plus 10 ns for each random number; two training sets a trial. */
function cost(p: RidgeParameters): { seconds: number; bytes: number } {
  const problem = makeProblem(p);
  const modes = problem.eta.length;
  const [small, large] = [Math.min(p.samples, modes), Math.max(p.samples, modes)];
  const fits = problem.kind === 'synthetic' ? 2 : 1;
  const flops = small * small * large + (2 / 3) * small ** 3;
  const rows = problem.kind === 'synthetic' ? p.samples : problem.rows;
  return {
    seconds: 1e-4 + fits * (flops / 5e9 + p.samples * modes * 1e-8),
    bytes: 8 * (rows * modes + 2 * small * small + 4 * (rows + modes)),
  };
}

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff(p: RidgeParameters): number {
  const { eta, weights } = makeProblem(p);
  let power = p.data ? 1 : p.noise;
  for (let k = 0; k < eta.length; k++) power += eta[k] * weights[k] ** 2;
  return 1e-12 * power;
}

/** Without a ridge, fits blow up near samples = rank: inverse-Wishart moments exist only some distance away. */
function withoutMean(p: RidgeParameters): string | undefined {
  if (ridgeInUse(p) !== 0 || (p.noise === 0 && !p.data)) return undefined;
  const distance = Math.abs(p.samples - makeProblem(p).eta.filter((value) => value > 0).length);
  if (distance <= 1) return 'without a ridge the mean error is infinite at samples ≈ rank: the median is shown';
  if (distance <= 3)
    return 'without a ridge the error has infinite variance this near to samples = rank: the median is shown';
  return undefined;
}
