import { power } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type HierarchyParameters, parameters } from './parameters.ts';
import { type HierarchyProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const hierarchy = defineSystem({
  id: 'hierarchy',
  title: 'The random hierarchy model',
  strand: 'solvable settings',
  question: 'How many samples does a deep network need to find the hierarchy that data are made by?',
  sources,
  parameters,
  sweep: { productions: '2:4:3' },
  prepare,
  coordinates: {
    samples: {
      label: 'training samples',
      symbol: 'P',
      scale: 'log',
      at: ({ samples }: HierarchyProblem) => Float64Array.from(samples),
    },
  },
  observables,
  derived,
  claims,
  shown: [
    'criticalSamples',
    'clusteringSamples',
    'deepSamples',
    'clusteringFollows',
    'deepFollows',
    'clusteringExponent',
    'deepExponent',
  ],
  margin: {
    value: 0.1,
    reason: 'P_c is exact; the multiple of it that learners need differs by some per cent between settings',
  },
  validity,
  inert: [
    noEffect(
      ['width', 'start'],
      (p: HierarchyParameters) => p.measured === 'statistics' || p.measured === 'clustering',
      'has no effect with measured=statistics and measured=clustering, which train no network',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * 70 ns to draw and count a symbol's production; 1 µs for a tuple and a pair of a symbol and a
 * direction in all restarts of k-means; 7 ns for each use of a weight by a sample, over all passes
 * of a training, and as if there were 150 samples more. Thresholds take some four looks each.
 */
function cost({ parameters, samples, unit, length }: HierarchyProblem): Cost {
  const { measured, symbols: v, classes, productions: m, tuple: s, levels, width } = parameters;
  const most = samples[samples.length - 1];
  const total = samples.reduce((sum, P) => sum + P, 0);
  const draw = (7e-8 * (length - 1)) / (s - 1);
  const clustering = 1e-6 * (levels - 1) * v * m * v * (v + 4);
  const filters = Array.from({ length: levels }, (_, i) => (length / power(s, i)) * (i === 0 ? v : width) * width);
  const deep = 7e-9 * (filters.reduce((sum, uses) => sum + uses, 0) + width * classes);
  const shallow = 7e-9 * levels * width * (length * v + classes);
  const kernel = samples.reduce((sum, P) => sum + 1e-9 * P * (P * P + (P + 1000) * length), 0);
  const toCluster = 16 * (clustering + draw * (unit + 1000));
  const toTrain = 3 * Math.min(8, Math.ceil(100 / unit)) * deep * (2.5 * unit + 150);
  const learners = {
    statistics: 0,
    clustering: toCluster,
    deep: toTrain,
    thresholds: toCluster + toTrain,
    curves: 5 * clustering + (deep + shallow) * (total + 5 * 150) + (most <= 3000 ? kernel : 0),
  };
  const kept = measured === 'curves' ? 8 * most * (most + 1000 + length * v) : 40 * unit * length * v;
  return { seconds: 0.015 + 128 * draw * most + learners[measured], bytes: 4e6 + 200 * width * width * levels + kept };
}
