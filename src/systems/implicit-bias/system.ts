import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
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
    reason: 'the theory is exact for gradient flow, which steps of a twentieth of the inverse sharpness follow closely',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Steps as they were counted: by the condition of XXᵀ/n at the edges of its spectrum, and more of
 * them from small starts. 1 µs and 15 ns for each entry of X a step, products of matrices at 1
 * GF/s.
 */
function cost({ parameters, noise }: ImplicitBiasProblem): Cost {
  const { model, dimension: d, samples: n, scale, depth } = parameters;
  const root = Math.sqrt(d / n);
  const isMatrix = model === 'matrix';
  const rich = depth > 2 && !isMatrix ? 0.1 * scale ** -depth : depth === 1 ? 0 : 0.3 / scale;
  const steps = 45 * ((root + 1) / (root - 1)) ** 2 * (1 + rich) * (isMatrix ? 20 : 1);
  const perStep = isMatrix ? 3e-6 + 4e-9 * d * d * (d + n) : 1e-6 + 1.5e-8 * n * d;
  return {
    seconds: 1e-3 + Math.min(steps, 2e7) * perStep + (noise?.steps ?? 0) * 1e-6,
    bytes: 8 * (n * d * d + 10 * d * d + n * n) + 1e4,
  };
}
