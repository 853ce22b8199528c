import { falls, rises } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import { hyperbola } from './derived.ts';
import type { BatchSizeObservable } from './observables.ts';
import type { BatchSizeProblem } from './problem.ts';

/** Of large batches, whose steps differ by less than trials do. */
const tolerance = 0.02;

const isTuned = ({ parameters }: BatchSizeProblem) => parameters.rate === 'best';
const isTunedNetwork = (problem: BatchSizeProblem) => isTuned(problem) && problem.kind === 'network';

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

export const claims = {
  stepsFall: {
    label: 'at the best rate larger batches need fewer steps',
    of: ['stepsToTarget'],
    along: 'batch',
    says: falls({ tolerance }),
    made: isTuned,
    share: 0.8,
  },
  examplesRise: {
    label: 'at the best rate larger batches need more examples',
    of: ['examplesToTarget'],
    along: 'batch',
    says: rises({ tolerance }),
    made: isTuned,
    share: 0.8,
  },
  tunedRateRises: {
    label: 'the tuned rate of a network rises with the batch, by less than in proportion',
    of: ['tunedRate', 'stepsToTarget', 'examplesToTarget'],
    along: 'batch',
    says: (rate, steps, examples) => {
      const last = rate.length - 1;
      const batch = (i: number) => examples[i] / steps[i];
      return rate[last] > rate[0] && rate[last] / rate[0] < batch(last) / batch(0);
    },
    made: isTunedNetwork,
    share: 0.8,
  },
  noiseScaleGrows: {
    label: "a network's noise scale at the target is three times that at the start, over all batch sizes",
    of: ['noiseScaleEnd', 'noiseScaleStart'],
    along: 'batch',
    says: (end, start) => sum(end) > 3 * sum(start),
    made: ({ kind }) => kind === 'network',
    share: 0.8,
  },
  criticalBatchBetween: {
    label: "a network's critical batch size lies between its noise scales at start and target",
    of: ['stepsToTarget', 'examplesToTarget', 'noiseScaleStart', 'noiseScaleEnd'],
    along: 'batch',
    says: (steps, examples, start, end) => {
      const batch = examples.map((value, i) => value / steps[i]);
      const critical = hyperbola(batch, steps) ?? Number.NaN;
      return critical > Math.min(...start) && critical < Math.max(...end);
    },
    made: isTunedNetwork,
    share: 0.8,
  },
} satisfies Record<string, Claim<BatchSizeProblem, BatchSizeObservable>>;
