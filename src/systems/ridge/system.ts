import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { parameters, type RidgeObservable, type RidgeParameters } from './parameters.ts';
import { predict, ridgeInUse } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

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
  inert,
  cost,
  predict,
  trial: (p, random, engine) => runTrial(p, makeProblem(p), ridgeInUse(p), random, engine),
  limits,
  presets,
});

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
  const { eta, weights, noise, unseen } = makeProblem(p);
  let power = noise + unseen;
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

/** Settings that change nothing beside these others. */
function inert(p: RidgeParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (p.data) {
    const fromFile = 'has no effect with data: spectrum, target and noise come from the file';
    for (const key of [
      'dimension',
      'noise',
      'spectrum',
      'decay',
      'blocks',
      'target',
      'source',
      'entries',
      'degrees',
      'testSpectrum',
    ])
      reasons[key] = fromFile;
    return reasons;
  }
  if (p.spectrum !== 'power-law') reasons.decay = 'acts only with spectrum=power-law';
  if (p.spectrum !== 'blocks') reasons.blocks = 'acts only with spectrum=blocks';
  if (Array.isArray(p.spectrum)) reasons.dimension = 'has no effect with an array for spectrum, whose length it is';
  if (p.target !== 'source') reasons.source = 'acts only with target=source';
  if (p.entries !== 'student') reasons.degrees = 'acts only with entries=student';
  reasons.labels = 'acts only with data';
  return reasons;
}
