import type { Cost } from '../contract.ts';
import { defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters, type SingleIndexParameters } from './parameters.ts';
import { elapsedTime, exponentOf, prepare, type SingleIndexProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const singleIndex = defineSystem({
  id: 'single-index',
  title: 'Online SGD on a single-index model',
  strand: 'solvable settings',
  question: 'How many samples does online SGD need to find one direction among d?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', unit: 'δ·steps/d', scale: 'linear', at: elapsedTime } },
  observables,
  derived,
  shown: ['overlap'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory has the fluctuations of order 1/√d, and is leading order in 1/d beyond them',
  },
  validity,
  inert: [
    noEffect(
      ['stepRule'],
      (p: SingleIndexParameters) => exponentOf(p.activation) <= 2,
      'has no effect on information exponents 1 and 2, whose critical δ does not depend on d',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Nanoseconds for each component of a sample: 5 to draw it, 3 for the Gram matrix, 3 for fields and
 * moves; 0.5 µs a step besides.
 */
function cost({ parameters, steps, wait }: SingleIndexProblem): Cost {
  const { dimension, theory } = parameters;
  const samples = Math.max(steps[steps.length - 1], wait ? wait.expected : 0);
  return {
    seconds: 1e-3 + samples * (5e-7 + dimension * 10.5e-9),
    bytes: 8 * (dimension * 22 + 4096),
    theory: theory === 'diffusion' ? 0.1 : 0.03,
  };
}
