import type { Claim } from '../contract.ts';
import type { HierarchyObservable } from './observables.ts';
import { findsStructure, type HierarchyProblem } from './problem.ts';

/**
 * What learners need, in P_c: no prediction, but the middle of what was measured here over many
 * settings (notes.md). That it is about the same everywhere is the prediction.
 */
const CLUSTERING = 0.65;
const DEEP = 2.1;
const WITHIN = 1.5;

const near = (middle: number) => (needed: Float64Array, critical: Float64Array) =>
  needed.every((samples, i) => {
    const ratio = samples / (middle * critical[i]);
    return ratio < WITHIN && ratio > 1 / WITHIN;
  });

/** Of a data set so much larger than the sample that memorising it does not help. */
const isBeyondMemory = (problem: HierarchyProblem) =>
  findsStructure(problem) && problem.distinct > 10 * problem.samples[problem.samples.length - 1];

const last = (curve: Float64Array) => curve[curve.length - 1];

export const claims = {
  clusteringFollows: {
    label: `clustering needs ${CLUSTERING} P_c, within a factor ${WITHIN}`,
    of: ['clusteringSamples', 'criticalSamples'],
    says: near(CLUSTERING),
    made: findsStructure,
    share: 0.5,
  },
  deepFollows: {
    label: `a deep network needs ${DEEP} P_c, within a factor ${WITHIN}`,
    of: ['deepSamples', 'criticalSamples'],
    says: near(DEEP),
    made: findsStructure,
    share: 0.5,
  },
  depthHelps: {
    label: 'with the most samples a deep network is right more often than a shallow one and a kernel',
    of: ['deepAccuracy', 'shallowAccuracy', 'kernelAccuracy'],
    along: 'samples',
    says: (deep, ...others) => others.every((other) => last(deep) > last(other)),
    made: (problem) => isBeyondMemory(problem) && problem.parameters.reach >= 4,
    share: 0.5,
  },
} satisfies Record<string, Claim<HierarchyProblem, HierarchyObservable>>;
