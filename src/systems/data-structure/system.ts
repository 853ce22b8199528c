import { squared, wholePower } from '../../numeric/special.ts';
import { type Claim, type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { type DataStructureObservable, observables } from './observables.ts';
import { type DataStructureParameters, type Defect, parameters } from './parameters.ts';
import { type DataStructureProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

const claims = {
  deduplicationHelps: {
    label: 'each row once is the better training set',
    of: ['excessError', 'mendedError'],
    says: ([asTheyAre], [mended]) => mended < asTheyAre,
    made: ({ parameters: { defect, labels, copies } }) => defect === 'duplicates' && labels === 'same' && copies > 1,
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
  sweepFor: ({ defect }) => SWEEPS[defect as Defect],
  prepare,
  observables,
  claims,
  shown: ['excessError', 'mendedError', 'cleanError'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'the theory is leading order in 1/n: at 200 rows it is good to a few per cent' },
  validity,
  inert: [
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

/**
 * Four training sets, each fitted three or four times at 4 GF/s, and 10 ns for each random number.
 */
function cost({ eta, rows, parameters: { samples } }: DataStructureProblem): Cost {
  const D = eta.length;
  const ofFit = (n: number) => 2.5e-10 * (n * D * Math.min(n, D) + 2 * wholePower(Math.min(n, D), 3));
  const most = Math.max(rows, samples);
  return {
    seconds: 2e-3 + 4 * (2 * ofFit(rows) + 2 * ofFit(samples) + 2e-8 * most * D),
    bytes: 8 * (3 * most * D + 2 * squared(Math.min(most, D)) + 10 * most),
    theory: 2e-3,
  };
}
