import { sizeOf } from '../../data/reading.ts';
import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem, type Forecast } from '../contract.ts';
import { readingOptions, sampleSweep } from '../shared/fields.ts';
import { derived } from './derived.ts';
import { runTrial, TESTS } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, type KernelParameters, parameters } from './parameters.ts';
import { reading, untestable, untestableOf } from './pool.ts';
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
  forecast,
  untestable,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Eigenvectors at 2 GF/s and products at 5 GF/s; 20 ns for a kernel value of each layer. */
function cost(problem: Problem): Cost {
  const p = problem.parameters;
  if (problem.kind === 'data') return poolCost(p.samples, problem.pool.rows);
  const n = p.samples;
  const layers = layersOf(p);
  const fit = (0.4e-9 * n + 2e-8) * n * n;
  const test = 2e-10 * TESTS * n * n + 2e-8 * layers * TESTS * n;
  const kernelValues = (1e-8 * layers + 3e-8) * n * n;
  const levels = 4e-10 * (n * n * n);
  return {
    seconds: 1e-3 + fit + test + kernelValues + levels,
    bytes: 8 * (4 * n * n + 2 * TESTS * n + (n + TESTS) * p.dimension),
    // The curve in time, where that is asked for.
    theory: 0.02,
  };
}

function poolCost(n: number, rows: number): Cost {
  const tests = rows - n;
  const fit = (0.4e-9 * n + 2e-8) * n * n;
  return {
    seconds: 1e-3 + fit + 2e-10 * tests * n * n + 1e-8 * tests * n,
    bytes: 8 * (4 * n * n + 2 * tests * n),
    // The first prediction of a file decomposes all of its rows.
    theory: 4e-10 * (rows * rows * rows) + 2e-8 * squared(rows),
  };
}

/** The Gram matrix of all rows. */
function forecast(p: KernelParameters): Forecast | undefined {
  if (!p.data) return undefined;
  const { rows, columns } = sizeOf(p.data, readingOptions(p));
  const preparation = 6e-8 * rows * columns + (2e-10 * columns + 1e-8 * layersOf(p)) * squared(rows);
  return { ...poolCost(p.samples, rows), preparation, untestable: untestableOf(p, rows) };
}

function layersOf({ kernel, depth }: KernelParameters): number {
  return kernel === 'ntk' || kernel === 'nngp' ? depth : 1;
}
