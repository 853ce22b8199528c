import { type Cost, defineSystem } from '../contract.ts';
import { runTrial, TOGETHER } from './experiment/trial.ts';
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

/**
 * For each query and pattern two products of N numbers at 3 GF/s, and powers of their overlap; the
 * softmax memory's passes are plain loops, and it keeps the patterns twice. Theory's integral is
 * long for few patterns.
 */
function cost({ parameters: { units, patterns, memory } }: DenseMemoryProblem): Cost {
  const queries = Math.min(patterns, QUERIES);
  const [each, bytes] =
    memory === 'softmax'
      ? [1e-8 * units, 16 * units * patterns]
      : [7e-8 + 1.4e-9 * units, 8 * (units + TOGETHER) * (patterns + queries + TOGETHER)];
  return {
    seconds: 2e-4 + 1e-8 * units * patterns + queries * patterns * each,
    bytes: 3e5 + bytes,
    theory: units * (memory === 'power' && patterns < 50 ? 3e-4 : 3e-5),
  };
}
