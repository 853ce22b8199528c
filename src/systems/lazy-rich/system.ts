import { squared } from '../../numeric/special.ts';
import type { Cost } from '../contract.ts';
import { defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type LazyRichParameters, parameters } from './parameters.ts';
import { type LazyRichProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { lazyMovement } from './theory/lazy-movement.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const lazyRich = defineSystem({
  id: 'lazy-rich',
  title: 'Lazy and rich training',
  strand: 'tractable limits',
  question: 'Where does a network stop training like its linearisation and begin to learn features?',
  sources,
  parameters,
  sweep: { alpha: '0.03:100:8:log' },
  prepare,
  observables,
  derived,
  shown: ['errorRatio', 'movementRatio', 'movementExponent'],
  margin: {
    value: 0.05,
    reason: 'linearisation is a limit: within 5 per cent of it training is called lazy, beyond it laziness has ended',
  },
  validity,
  inert: [
    noEffect(
      ['activation', 'pairs', 'dimension', 'samples', 'teacherUnits', 'time'],
      (p: LazyRichParameters) => p.model === 'solvable',
      'has no effect with model=solvable: one datum, trained to the end, and nothing depends on the width',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Steps at 50 GF/s and 12 µs each, 2 ns for a relu and 50 for another activation; the step follows
 * the kernel, whose largest eigenvalue over n begins near ½(1 + √(d/n))² and grows in the rich
 * regime as far as weights move.
 */
function cost({ parameters: p, testSamples }: LazyRichProblem): Cost {
  if (p.model === 'solvable') return { seconds: 0.008 + 0.001 / p.alpha, bytes: 1e5 };
  const { dimension: d, samples: n, time } = p;
  const m = 2 * p.pairs;
  const sharpness = 0.5 * squared(1 + Math.sqrt(d / n));
  const steps = 2 * sharpness * time + 20;
  const rich = 1 + 1.4 * lazyMovement({ ...p, width: m });
  const activations = n * m * (p.activation === 'relu' ? 2e-9 : 5e-8);
  const perStep = 1.2e-5 + (6 * n * m * (d + 1) + n * n * (m + d)) / 5e10 + activations;
  const kernels = (8 * squared(testSamples) * (m + d) + 10 * (n * n * n)) / 3e10;
  return {
    seconds: rich * steps * perStep + kernels,
    bytes: 8 * (6 * squared(testSamples) + 5 * n * n + 8 * (n + testSamples) * (m + d) + 6 * m * (d + 1)),
  };
}
