import { type Cost, defineSystem } from '../contract.ts';
import { sampleSweep } from '../shared/fields.ts';
import { derived } from './derived.ts';
import { runTrial, TESTS } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { reading, untestable } from './pool.ts';
import { type Problem, prepare, TIMES } from './problem.ts';
import { scaled } from './scaled.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const kernel = defineSystem({
  id: 'kernel',
  title: 'Kernel ridge regression',
  strand: 'solvable settings',
  question: 'Which part of a function does a kernel learn from n samples, and with what error?',
  sources,
  parameters,
  sweep: { samples: '20:600:14:log' },
  sweepFor: (given) => sampleSweep(given, 14),
  reading,
  prepare,
  coordinates: {
    // A file has no levels.
    level: {
      label: 'level',
      symbol: 'k',
      scale: 'linear',
      at: (problem) => Float64Array.from(problem.kind === 'data' ? [] : problem.shares, (_, k) => k),
    },
    time: { label: 'time of gradient flow', symbol: 't', scale: 'log', at: () => TIMES },
  },
  observables,
  derived,
  shown: ['testError'],
  scaled,
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory takes eigenfunctions for Gaussian and is leading order in 1/n: it is good to a few per cent',
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

/** Eigenvectors at 2 GF/s and products at 5 GF/s; 20 ns for a kernel value of each layer. */
function cost(problem: Problem): Cost {
  const p = problem.parameters;
  const n = p.samples;
  const tests = problem.kind === 'data' ? problem.pool.rows - n : TESTS;
  const layers = p.kernel === 'ntk' || p.kernel === 'nngp' ? p.depth : 1;
  const fit = (0.4e-9 * n + 2e-8) * n * n;
  const test = 2e-10 * tests * n * n + (problem.kind === 'data' ? 1e-8 : 2e-8 * layers) * tests * n;
  const kernelValues = problem.kind === 'data' ? 0 : (1e-8 * layers + 3e-8) * n * n;
  const levels = problem.kind === 'data' ? 0 : 4e-10 * n ** 3;
  return {
    seconds: 1e-3 + fit + test + kernelValues + levels,
    bytes: 8 * (4 * n * n + 2 * tests * n + (n + tests) * p.dimension),
    // The first prediction of a file decomposes all of its rows; otherwise it is the curve in time,
    // where that is asked for.
    theory: problem.kind === 'data' ? 4e-10 * problem.pool.rows ** 3 + 2e-8 * problem.pool.rows ** 2 : 0.02,
  };
}
