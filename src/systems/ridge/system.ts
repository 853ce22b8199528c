import { type Cost, defineSystem } from '../contract.ts';
import { inertWithoutData, sampleSweep } from '../shared/fields.ts';
import { noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertDegrees, inertSource } from '../shared/populations.ts';
import { reading, untestable } from './data.ts';
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
  untestable,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Flops at 5 GF/s plus 10 ns for each random number; two training sets a trial. */
function cost(problem: Problem): Cost {
  const { samples } = problem;
  const modes = problem.eta.length;
  const [small, large] = [Math.min(samples, modes), Math.max(samples, modes)];
  const fits = problem.kind === 'synthetic' ? 2 : 1;
  const flops = small * small * large + (2 / 3) * small ** 3;
  const rows = problem.kind === 'synthetic' ? samples : problem.rows;
  return {
    seconds: 1e-4 + fits * (flops / 5e9 + samples * modes * 1e-8),
    bytes: 8 * (rows * modes + 2 * small * small + 4 * (rows + modes)),
    // Sums over rows held out, or the eigenvalues of the samples' correlations.
    theory:
      problem.kind === 'data'
        ? problem.isWide
          ? 2e-9 * rows * modes * (1 + problem.outputs)
          : 0
        : problem.parameters.sampleCorrelation > 0
          ? 2.5e-6 * samples
          : 0,
  };
}
