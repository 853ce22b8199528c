import { sizeOf } from '../../data/reading.ts';
import { type Cost, defineSystem, type Forecast } from '../contract.ts';
import { inertWithoutData, readingOptions, sampleSweep } from '../shared/fields.ts';
import { noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertDegrees, inertSource } from '../shared/populations.ts';
import { reading, untestable, untestableOf } from './data.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters, type RidgeParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const ridge = defineSystem({
  id: 'ridge',
  title: 'Ridge regression in high dimension',
  strand: 'solvable settings',
  question: 'What test error does ridge regression reach from P samples?',
  sources,
  parameters,
  sweep: { samples: '40:1600:24:log' },
  sweepFor: (given) => sampleSweep(given, 24),
  reading,
  prepare,
  observables,
  derived,
  shown: ['testError'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'the theory is leading order in 1/P: at 100 samples it is good to a few per cent' },
  validity,
  inert: [
    noEffect<RidgeParameters>(
      [
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
        'sampleCorrelation',
        'noiseSpread',
      ],
      ({ data }) => data !== undefined,
      'has no effect with data: spectrum, target and noise come from the file',
    ),
    inertWithoutData,
    ...inertBesideSpectrum,
    inertBlocks,
    inertSource,
    inertDegrees,
  ],
  cost,
  forecast,
  untestable,
  predict,
  trial: runTrial,
  limits,
  presets,
});

interface Sizes {
  samples: number;
  modes: number;
  rows: number;
  /** Training sets of a trial. */
  fits: number;
}

/** Flops at 5 GF/s plus 10 ns for each random number; two training sets a trial. */
function trialCost({ samples, modes, rows, fits }: Sizes): Cost {
  const [small, large] = [Math.min(samples, modes), Math.max(samples, modes)];
  const flops = small * small * large + (2 / 3) * (small * small * small);
  return {
    seconds: 1e-4 + fits * (flops / 5e9 + samples * modes * 1e-8),
    bytes: 8 * (rows * modes + 2 * small * small + 4 * (rows + modes)),
  };
}

function cost(problem: Problem): Cost {
  const { samples } = problem;
  const modes = problem.eta.length;
  if (problem.kind === 'data') {
    const { rows, outputs, isWide } = problem;
    // Sums over rows held out.
    const theory = isWide ? 2e-9 * rows * modes * (1 + outputs) : 0;
    return { ...trialCost({ samples, modes, rows, fits: 1 }), theory };
  }
  // The eigenvalues of the samples' correlations, of which theory takes no more than that.
  const theory = problem.parameters.sampleCorrelation > 0 ? 2.5e-6 * Math.min(samples, 8192) : 0;
  return { ...trialCost({ samples, modes, rows: samples, fits: 2 }), theory };
}

/** Two products of a file with a square matrix at 5 GF/s, and reading its numbers several times. */
function forecast(p: RidgeParameters): Forecast | undefined {
  const { data, samples } = p;
  if (!data) return undefined;
  const { rows, columns } = sizeOf(data, readingOptions(p));
  const modes = Math.min(columns, rows);
  const preparation = 6e-8 * rows * columns + 4e-10 * rows * columns * modes + 2e-9 * (modes * modes * modes);
  return { ...trialCost({ samples, modes, rows, fits: 1 }), preparation, untestable: untestableOf(p, rows) };
}
