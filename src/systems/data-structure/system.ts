import { readingOf } from '../../data/reading.ts';
import { squared, wholePower } from '../../numeric/special.ts';
import { type Claim, type Cost, defineSystem } from '../contract.ts';
import { sampleSweep } from '../shared/fields.ts';
import { SCALING } from '../shared/file-population.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { type DataStructureObservable, observables } from './observables.ts';
import { type DataStructureParameters, type Defect, parameters } from './parameters.ts';
import { type DataStructureProblem, optionsOf, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

const claims = {
  deduplicationHelps: {
    label: 'each row once is the better training set',
    of: ['excessError', 'mendedError'],
    says: ([asTheyAre], [mended]) => mended < asTheyAre,
    made: ({ file, parameters: { defect, labels, copies } }) =>
      file === undefined && defect === 'duplicates' && labels === 'same' && copies > 1,
    share: 0.8,
  },
} satisfies Record<string, Claim<DataStructureProblem, DataStructureObservable>>;

/** The usual axis of each defect. */
const SWEEPS: Record<Defect, Record<string, string>> = {
  none: { samples: '100:1600:8:log' },
  duplicates: { copies: '1,2,3,5,8,16' },
  'uneven-noise': { noisier: '1:100:8:log' },
  autocorrelation: { correlation: '0:0.8:9' },
  resampling: { draws: '0.4:6.4:9:log' },
  'masked-inputs': { kept: '0.2:1:9' },
  subspace: { tail: '0.002:0.2:9:log' },
  'flipped-labels': { flips: '0:0.4:9' },
};

export const dataStructure = defineSystem({
  id: 'data-structure',
  title: 'What of the data matters',
  strand: 'solvable settings',
  question:
    'What are copies, noisy rows, neighbours in time, gaps, few true dimensions and wrong labels worth to a regression?',
  sources,
  parameters,
  sweep: SWEEPS.duplicates,
  sweepFor,
  reading: (p) => (p.data ? readingOf(p.data, optionsOf(p), SCALING) : undefined),
  prepare,
  observables,
  claims,
  shown: ['excessError', 'mendedError', 'cleanError', 'testError', 'mendedTestError', 'cleanTestError'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'the theory is leading order in 1/n: at 200 rows it is good to a few per cent' },
  validity,
  inert: [
    noEffect<DataStructureParameters>(
      ['dimension', 'spectrum', 'decay', 'noise'],
      ({ data }) => data !== undefined,
      'has no effect with data: spectrum, target and noise come from the file',
    ),
    noEffect<DataStructureParameters>(
      ['label', 'without', 'rows', 'missing'],
      ({ data }) => data === undefined,
      'acts only with data=<file>',
    ),
    noEffect<DataStructureParameters>(
      ['spectrum', 'decay'],
      ({ defect }) => defect === 'subspace',
      'has no effect with defect=subspace, whose spectrum has two levels',
    ),
    actsOnlyWith(['decay'], 'spectrum', 'power-law'),
    noEffect<DataStructureParameters>(
      ['noise'],
      ({ defect }) => defect === 'flipped-labels',
      'has no effect with defect=flipped-labels, whose labels are signs',
    ),
    actsOnlyWith(['affected'], 'defect', 'duplicates', 'uneven-noise'),
    actsOnlyWith(['copies', 'labels'], 'defect', 'duplicates'),
    actsOnlyWith(['noisier'], 'defect', 'uneven-noise'),
    actsOnlyWith(['correlation', 'noiseCorrelation'], 'defect', 'autocorrelation'),
    actsOnlyWith(['draws'], 'defect', 'resampling'),
    actsOnlyWith(['kept'], 'defect', 'masked-inputs'),
    actsOnlyWith(['intrinsic', 'tail', 'learned'], 'defect', 'subspace'),
    actsOnlyWith(['flips'], 'defect', 'flipped-labels'),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Of a file, as far as its rows reach. */
function sweepFor({ defect = 'duplicates', labels: _, ...given }: Record<string, unknown>) {
  const isOfMany = defect === 'none' && given.data !== undefined;
  return (isOfMany && sampleSweep(given, 8)) || SWEEPS[defect as Defect];
}

/**
 * Four training sets, each fitted three or four times at 4 GF/s, and 10 ns for each random number.
 */
function cost({ eta, rows, file, parameters: { samples, defect } }: DataStructureProblem): Cost {
  const D = eta.length;
  if (file) {
    const { rows: all, features, outputs } = file;
    const columns = defect === 'masked-inputs' ? features : D;
    const fits = 3 * (Math.max(rows, samples) * columns * (columns + 2 * outputs) + 2 * wholePower(columns, 3));
    return {
      seconds: 2e-3 + 4 * (2.5e-10 * (fits + 3 * all * columns * outputs) + 1e-8 * all * columns),
      bytes: 8 * (4 * all * (columns + outputs) + 3 * squared(columns)),
      theory: 2e-3 + (defect === 'masked-inputs' ? 1e-8 * wholePower(columns, 3) : 0),
    };
  }
  const ofFit = (n: number) => 2.5e-10 * (n * D * Math.min(n, D) + 2 * wholePower(Math.min(n, D), 3));
  const most = Math.max(rows, samples);
  return {
    seconds: 2e-3 + 4 * (2 * ofFit(rows) + 2 * ofFit(samples) + 2e-8 * most * D),
    bytes: 8 * (3 * most * D + 2 * squared(Math.min(most, D)) + 10 * most),
    theory: 2e-3,
  };
}
