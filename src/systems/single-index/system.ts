import type { Cost } from '../contract.ts';
import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { parameters, type SingleIndexObservable, type SingleIndexParameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { makeProblem, samplesUntilEscape, waitsForEscape } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

export const singleIndex = defineSystem<typeof parameters, SingleIndexObservable>({
  id: 'single-index',
  title: 'Online SGD on a single-index model',
  strand: 'dynamics of learning',
  question: 'How many samples does online SGD need to find one direction among d?',
  sources,
  parameters,
  sweep: {},
  coordinates: { time: { label: 'time', symbol: 't', unit: 'δ·steps/d', scale: 'linear' } },
  observables: {
    overlap: {
      label: 'overlap',
      symbol: 'm',
      description: 'w·w* of the unit weights of student and teacher; its magnitude for an even activation',
      scale: 'linear',
      over: 'time',
    },
    populationLoss: {
      label: 'population loss',
      symbol: 'L',
      description: 'half the mean squared difference of student and teacher on fresh inputs',
      scale: 'linear',
      over: 'time',
      floor: (p) => (makeProblem(p).exponent > 1 ? RARE : LOSS_PROMISE) * makeProblem(p).averages.loss(0),
    },
    escapeSamples: {
      label: 'samples until escape',
      symbol: 'n_esc',
      description: 'steps of SGD, each on a fresh sample, until the overlap is at the threshold for the first time',
      scale: 'log',
    },
  },
  shown: ['overlap'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory has the fluctuations of order 1/√d, and is leading order in 1/d beyond them',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Numerical error of the predicted loss, absolute in units of the loss at the start: late losses are small against it. */
const LOSS_PROMISE = 2e-4;

/** Where there is a search, the mean of late losses is the share of runs that have not escaped: below this, some tens of trials see none of them. */
const RARE = 0.05;

function inert(p: SingleIndexParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (makeProblem(p).exponent <= 2)
    reasons.stepRule = 'has no effect on information exponents 1 and 2, whose critical δ does not depend on d';
  return reasons;
}

/** Nanoseconds for each component of a sample: 5 to draw it, 3 for the Gram matrix, 3 for fields and moves; 0.5 µs a step besides. */
function cost(p: SingleIndexParameters): Cost {
  const { measured, dimension } = makeProblem(p);
  const samples = Math.max(measured[measured.length - 1], waitsForEscape(p) ? samplesUntilEscape(p).mean : 0);
  return { seconds: 1e-3 + samples * (5e-7 + dimension * 10.5e-9), bytes: 8 * (dimension * 22 + 4096) };
}
