import { defineSystem } from '../contract.ts';
import { runTrial, TEST_SAMPLES } from './experiment.ts';
import { limits } from './limits.ts';
import { type LazyRichObservable, type LazyRichParameters, parameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { presets, sources } from './sources.ts';
import { lazyMovement } from './theory.ts';
import { validity } from './validity.ts';

export const lazyRich = defineSystem<typeof parameters, LazyRichObservable>({
  id: 'lazy-rich',
  title: 'Lazy and rich training',
  strand: 'learning dynamics',
  question: 'Where does a network stop training like its linearisation and begin to learn features?',
  sources,
  parameters,
  sweep: { alpha: '0.03:100:8:log' },
  observables: {
    errorRatio: {
      label: 'test error over linearised',
      symbol: 'E/E_lin',
      description:
        "the student's test error over that of its own linearisation, trained by the same steps on the same data",
      scale: 'log',
    },
    movementRatio: {
      label: 'movement over linearised',
      symbol: '|Δw|/|Δw|_lin',
      description: 'how far the weights moved over how far those of the linearised student moved',
      scale: 'log',
    },
    movementExponent: {
      label: 'exponent of the movement',
      symbol: 'd ln|Δw|/d ln α',
      description: 'local exponent between α and 2α of the movement, on the same task and initial weights',
      scale: 'linear',
    },
    movement: {
      label: 'movement of the weights',
      symbol: '|Δw|/|w₀|',
      description: 'relative to the norm of the initial weights, all layers together',
      scale: 'log',
    },
    kernelMovement: {
      label: 'movement of the kernel',
      symbol: '‖ΔΘ‖/‖Θ₀‖',
      description: 'of the tangent kernel on the test inputs (on the datum, for the solvable student)',
      scale: 'log',
    },
    kernelExponent: {
      label: 'exponent of the kernel',
      symbol: 'd ln‖ΔΘ‖/d ln α',
      description: "local exponent between α and 2α of the kernel's movement",
      scale: 'linear',
    },
    distance: {
      label: 'distance from linearised',
      symbol: '‖f − f_lin‖/‖f_lin‖',
      description: 'between the outputs of the student and of its linearisation on test inputs',
      scale: 'log',
    },
    distanceExponent: {
      label: 'exponent of the distance',
      symbol: 'd ln‖f − f_lin‖/d ln α',
      description: 'local exponent between α and 2α of the distance from the linearised student',
      scale: 'linear',
    },
    alignment: {
      label: 'alignment with the teacher',
      symbol: 'cos(w, θ)',
      description: "largest |cos| of a unit's weights with a teacher's, averaged over units with the weight |a||w|",
      scale: 'linear',
    },
    testError: {
      label: 'test error',
      symbol: 'E',
      description: 'mean squared error on fresh inputs, relative to the power of the target',
      scale: 'log',
    },
    linearisedError: {
      label: 'linearised test error',
      symbol: 'E_lin',
      description:
        'the same of the linearised student: kernel gradient descent with the tangent kernel of the initial weights',
      scale: 'log',
    },
    trainError: {
      label: 'training loss left',
      symbol: 'L/L₀',
      description: 'training loss at the end over that at the beginning',
      scale: 'log',
    },
  },
  shown: ['errorRatio', 'movementRatio', 'movementExponent'],
  margin: {
    value: 0.05,
    reason: 'linearisation is a limit: within 5 per cent of it training is called lazy, beyond it laziness has ended',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Steps at 2 GF/s and 20 µs each; the step follows the kernel, whose largest eigenvalue over n begins near ½(1 + √(d/n))² and grows in the rich regime. */
function cost(p: LazyRichParameters): { seconds: number; bytes: number } {
  if (p.model === 'solvable') return { seconds: 0.02 + 0.002 / p.alpha, bytes: 1e5 };
  const { dimension: d, samples: n, time } = p;
  const m = 2 * p.pairs;
  const sharpness = 0.5 * (1 + Math.sqrt(d / n)) ** 2;
  const steps = 2 * sharpness * time + 20;
  const rich = 1 + 4 * Math.sqrt(lazyMovement({ ...p, width: m }) / 5);
  const perStep = 2e-5 + (6 * n * m * (d + 1) + n * n * (m + d)) / 2e9;
  const kernels = (8 * TEST_SAMPLES ** 2 * (m + d) + 10 * n ** 3) / 2e9;
  return {
    seconds: 2 * (rich * steps * perStep + kernels),
    bytes: 8 * (6 * TEST_SAMPLES ** 2 + 5 * n * n + 8 * (n + TEST_SAMPLES) * (m + d) + 6 * m * (d + 1)),
  };
}

function inert(p: LazyRichParameters): Record<string, string> {
  if (p.model !== 'solvable') return {};
  const reason = 'has no effect with model=solvable: one datum, trained to the end, and nothing depends on the width';
  return Object.fromEntries(
    ['activation', 'pairs', 'dimension', 'samples', 'teacherUnits', 'time'].map((key) => [key, reason]),
  );
}
