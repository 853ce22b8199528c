import { power, squared } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { mostSteps } from './experiment/descent.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type ImplicitBiasParameters, inert, parameters } from './parameters.ts';
import { type ImplicitBiasProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const implicitBias = defineSystem({
  id: 'implicit-bias',
  title: 'Implicit bias of training',
  strand: 'solvable settings',
  question: 'Which of the many minima does the optimiser pick?',
  sources,
  parameters,
  sweep: { scale: '0.03:3:9:log' },
  prepare,
  coordinates: {
    component: {
      label: 'component',
      symbol: 'i',
      scale: 'linear',
      at: ({ parameters }) => Float64Array.from({ length: parameters.dimension }, (_, i) => i + 1),
    },
  },
  observables,
  shown: ['norm1', 'norm2', 'trace'],
  margin: {
    value: 0.02,
    reason:
      'the theory is exact for gradient flow, which the experiment follows to a thousandth; ill-conditioned data settle to a few of them',
  },
  validity,
  inert,
  cost,
  untestable,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 5 µs and 40 ns for each entry of X a step, products of matrices at 1 GF/s. */
function cost({ parameters, noise }: ImplicitBiasProblem): Cost {
  const { model, dimension: d, samples: n } = parameters;
  const perStep = model === 'matrix' ? 6e-6 + 8e-9 * d * d * (d + n) : 5e-6 + 4e-8 * n * d;
  return {
    seconds: 1e-3 + Math.min(stepsOf(parameters), mostSteps) * perStep + (noise?.steps ?? 0) * 1e-6,
    bytes: 8 * (n * d * d + 10 * d * d + n * n) + 1e4,
  };
}

/**
 * Steps as they were counted: by the condition of XXᵀ/n at the edges of its spectrum, and by the
 * time that small components need to leave their saddle, of which there are more where there are
 * more equations than components of the truth.
 */
function stepsOf({ model, dimension, samples, nonzero, scale, depth }: ImplicitBiasParameters): number {
  const root = Math.sqrt(dimension / samples);
  const condition = squared((root + 1) / (root - 1));
  if (model === 'matrix') return (condition * 100) / scale;
  if (depth < 3) return 6 * condition * (1 + (depth - 1) * power(scale, -0.5));
  const left = Math.max(1, samples - nonzero) / 4;
  return condition * (6 + 15 * power(left, 1.5) * power(scale, 2 - depth));
}

function untestable({ parameters }: ImplicitBiasProblem): string | undefined {
  const steps = stepsOf(parameters);
  if (steps <= mostSteps) return undefined;
  return `training with depth=${parameters.depth}, scale=${parameters.scale} and samples=${parameters.samples} takes some ${plain(steps, 1)} steps, and at most ${plain(mostSteps, 3)} are made: choose a larger scale, a smaller depth or fewer samples, or predict alone`;
}
