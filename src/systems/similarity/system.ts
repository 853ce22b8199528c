import { squared, wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { runTrial, SAMPLES } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { prepare, type SimilarityProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const similarity = defineSystem({
  id: 'similarity',
  title: 'Similarity of representations',
  strand: 'universal behaviour',
  question: 'How alike do two representations look, by each measure, and how alike by chance?',
  sources,
  parameters,
  sweep: { samples: '55:440:4:log' },
  prepare,
  observables,
  shown: ['cka', 'debiased', 'meanSquaredCorrelation'],
  margin: {
    value: 0.03,
    reason: 'means are predicted to order 1/n: what is left out is below 3 per cent from some thirty inputs on',
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
 * Of a sample with all its measures: products, 0.3 µs for each pair of inputs, and eigenvalues of
 * matrices of p + q rows.
 */
function cost({ parameters: { samples: n, xDimension: p, yDimension: q } }: SimilarityProblem): Cost {
  const seconds = 2e-4 + 1e-9 * n * n * (p + q + 300) + 2e-8 * wholePower(p + q, 3);
  return {
    seconds: SAMPLES * seconds,
    bytes: 8 * (6 * n * n + 4 * n * (p + q) + 3 * squared(p + q)),
    theory: 1e-3 + 2e-6 * (p + q),
  };
}
