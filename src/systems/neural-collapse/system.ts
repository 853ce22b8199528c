import { type Cost, defineSystem } from '../contract.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, type NeuralCollapseParameters, parameters } from './parameters.ts';
import { type NeuralCollapseProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

/**
 * Where a strength becomes 0: of differences of small classes, of large ones, and of their mean.
 */
const corners = {
  kappa: ({ bias, biasDecay, minority, imbalance }: NeuralCollapseParameters) => [
    1,
    ...(minority > 0 ? [Math.sqrt(imbalance)] : []),
    ...(bias === 'decayed' ? [biasDecay / (1 + biasDecay)] : []),
  ],
  biasDecay: ({ kappa }: NeuralCollapseParameters) => [kappa / (1 - kappa)],
};

export const neuralCollapse = defineSystem({
  id: 'neural-collapse',
  title: 'Neural collapse',
  strand: 'tractable limits',
  question: 'What do the features of a classifier become at the end of training?',
  sources,
  parameters,
  sweep: { kappa: '0.05:1.15:12' },
  sweepFor,
  corners,
  prepare,
  coordinates: {
    time: { label: 'time', symbol: 't', scale: 'linear', at: ({ times }) => times },
    epoch: { label: 'epochs', symbol: 'e', scale: 'linear', at: ({ epochs }) => Float64Array.from(epochs) },
  },
  observables,
  derived,
  claims,
  // Of equal classes the first two are known, of unequal ones the spreads, of the flow its course.
  shown: ['logitGap', 'weightStrength', 'minoritySpread', 'majoritySpread', 'learned'],
  margin: { value: 0.001, reason: 'the optimum is exact; descent ends a little before it' },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Three products a step at 20 GF/s and 4 µs beside; steps grow near the threshold and with a
 * decayed bias, and the flow takes some thousand.
 */
function cost({ parameters, counts }: NeuralCollapseProblem): Cost {
  const { kappa, bias, classes: K, width: p, model, examples, hidden, epochs } = parameters;
  if (model === 'network') {
    const weights = hidden * (74 + hidden);
    return {
      seconds: 0.005 + 5e-10 * weights * examples * epochs,
      bytes: 8 * (30 * weights + examples * (150 + 12 * hidden)),
    };
  }
  const N = counts.reduce((sum, n) => sum + n, 0);
  const products = 6 * N * p * (N + K);
  const steps =
    model === 'flow' ? 3000 : (bias === 'decayed' ? 150 : 100) / Math.sqrt(Math.max(0.01, Math.abs(1 - kappa)));
  return {
    seconds: 1e-4 + steps * (4e-6 + 1e-10 * products),
    bytes: 8 * (N * N + 8 * p * (N + K) + 10 * N * (p + K)),
  };
}

/** The threshold is another in time, and a network has none. */
function sweepFor({ model }: Record<string, unknown>): Record<string, string> | undefined {
  if (model === 'network') return {};
  return model === 'flow' ? { kappa: '0.2' } : undefined;
}
