import type { Cost } from '../contract.ts';
import { defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { claims, derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type CommitteeParameters, parameters } from './parameters.ts';
import { type CommitteeProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const committee = defineSystem({
  id: 'committee',
  title: 'Online learning in committee machines',
  strand: 'solvable settings',
  question:
    'How does a two-layer network learn another, and how long does it stay on the plateau before its units specialise?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { alpha: { label: 'samples per input', symbol: 'α', scale: 'linear', at: samplesPerInput } },
  observables,
  derived,
  claims,
  shown: ['generalisationError', 'alignedOverlap'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.1,
    reason:
      'the theory is for N → ∞: fluctuations of order 1/√N, magnified by the escape from the plateau, shift the mean error by several per cent at N = 500',
  },
  validity,
  inert: [
    noEffect(
      ['teacher'],
      (p: CommitteeParameters) => p.teachers === 1,
      'has no effect on a single teacher unit, whose norm is 1',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

function samplesPerInput({ parameters, steps }: CommitteeProblem): Float64Array {
  return Float64Array.from(steps, (step) => step / parameters.dimension);
}

/**
 * Nanoseconds for each component of a sample: 5 to draw it, 3 for the Gram matrix, the rest for the
 * units' fields and moves. Theory has an average of four fields for each pair of students and of
 * units; once all is learned its steps are as long as is stable.
 */
function cost({ parameters }: CommitteeProblem): Cost {
  const { dimension, duration, students, teachers, stepSize } = parameters;
  const samples = duration * dimension;
  const tau = stepSize * duration;
  const units = students + teachers;
  const averages = ((students * (students + 1)) / 2) * ((units * (units + 1)) / 2);
  return {
    seconds: 1e-3 + samples * (1.5e-6 + dimension * (8e-9 + 0.6e-9 * (2 * students + teachers))),
    bytes: 8 * (dimension * (2 * units + 16) + 4096),
    theory: 0.02 + 1.5e-5 * averages * (Math.min(tau, 100) + 0.3 * Math.max(0, tau - 100)),
  };
}
