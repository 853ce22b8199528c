import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { type CommitteeObservable, type CommitteeParameters, parameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

export const committee = defineSystem<typeof parameters, CommitteeObservable>({
  id: 'committee',
  title: 'Online learning in committee machines',
  strand: 'dynamics of learning',
  question:
    'How does a two-layer network learn another, and how long does it stay on the plateau before its units specialise?',
  sources,
  parameters,
  sweep: {},
  coordinates: { alpha: { label: 'samples per input', symbol: 'α', scale: 'linear' } },
  observables: {
    generalisationError: {
      label: 'generalisation error',
      symbol: 'ε_g',
      description: 'half the mean squared difference of student and teacher on fresh inputs, without noise',
      scale: 'log',
      over: 'alpha',
      // A difference of averages of order one.
      floor: () => 1e-12,
    },
    alignedOverlap: {
      label: 'aligned overlap',
      symbol: 'R_ii',
      description: 'mean overlap J_i·B_i of a student unit with the teacher unit of its number',
      scale: 'linear',
      over: 'alpha',
      floor: oneOverN,
    },
    crossOverlap: {
      label: 'cross overlap',
      symbol: 'R_in',
      description: 'mean overlap J_i·B_n of a student unit with the other teacher units',
      scale: 'linear',
      over: 'alpha',
      floor: oneOverN,
    },
    studentNorm: {
      label: 'student norm',
      symbol: 'Q_ii',
      description: 'mean squared norm of a student unit',
      scale: 'linear',
      over: 'alpha',
      floor: oneOverN,
    },
    studentOverlap: {
      label: 'student overlap',
      symbol: 'Q_ik',
      description: 'mean overlap of two student units',
      scale: 'linear',
      over: 'alpha',
      floor: oneOverN,
    },
  },
  shown: ['generalisationError', 'alignedOverlap'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.1,
    reason:
      'the theory is for N → ∞: fluctuations of order 1/√N, magnified by the escape from the plateau, shift the mean error by several per cent at N = 500',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Overlaps of random directions are of order 1/√N, and what they do to a mean is of order 1/N: an overlap below it is none. */
function oneOverN({ dimension }: CommitteeParameters): number {
  return 1 / dimension;
}

function inert({ teachers }: CommitteeParameters): Record<string, string> {
  return teachers === 1 ? { teacher: 'has no effect on a single teacher unit, whose norm is 1' } : {};
}

/** Nanoseconds for each component of a sample: 5 to draw it, 3 for the Gram matrix, the rest for the units' fields and moves. */
function cost({ dimension, duration, students, teachers }: CommitteeParameters): { seconds: number; bytes: number } {
  const samples = duration * dimension;
  return {
    seconds: 1e-3 + samples * (1.5e-6 + dimension * (8e-9 + 0.6e-9 * (2 * students + teachers))),
    bytes: 8 * (dimension * (2 * (students + teachers) + 16) + 4096),
  };
}
