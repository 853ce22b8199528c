import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables, QUERIES } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type DenseMemoryProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const denseMemory = defineSystem({
  id: 'dense-memory',
  title: 'Dense and softmax memories',
  strand: 'solvable settings',
  question:
    'How many more patterns than units can a memory hold when its energy is steep, and what does attention recall?',
  sources,
  parameters,
  sweep: { patterns: '100:2000:7:log' },
  prepare,
  observables,
  shown: ['error'],
  margin: {
    value: 0.05,
    reason: 'the theory is exact at every size: the margin is what errors of some per mille resolve',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Two passes over the patterns for each query, 1.5 ns a number. */
function cost({ parameters: { units, patterns, memory } }: DenseMemoryProblem): Cost {
  const queries = Math.min(patterns, QUERIES);
  return {
    seconds: 1e-3 + patterns * units * (1e-8 + 4e-9 * queries),
    bytes: 16 * units * patterns,
    theory: memory === 'softmax' ? 3e-5 * units : 5e-4 * units,
  };
}
