import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { claims } from './claims.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { GIVEN_UP, type Problem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const deepLinear = defineSystem({
  id: 'deep-linear',
  title: 'Deep linear networks',
  strand: 'solvable settings',
  question: 'When does a deep linear network learn each mode of its task?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    time: {
      label: 'training time',
      symbol: 't = ηk',
      scale: 'linear',
      at: ({ measuredAt, eta }) => Float64Array.from(measuredAt, (k) => eta * k),
    },
    mode: { label: 'mode', symbol: 'k', scale: 'linear', at: ({ modes }) => Float64Array.from(modes, (_, k) => k + 1) },
  },
  observables,
  claims,
  shown: ['loss', 'modesLearned'],
  margin: {
    value: 0.1,
    reason:
      'strengths grow and the loss falls exponentially, so that one per cent of a stage time is ten of the loss; for small random starts the theory is leading order in a₀',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * A step at 6 GF/s, 2 ns for each weight, and 4 µs for each product of small matrices; in theory 5
 * µs for matrices of the modes, and else 0.2 µs for each mode.
 */
function cost(problem: Problem): Cost {
  const { inputs, outputs, hidden, depth, measuredAt, modes, waits, longest, start, dynamics } = problem;
  // The slowest mode is waited for, and given up after several times as long.
  const steps = Math.max(measuredAt[measuredAt.length - 1], waits ? longest / GIVEN_UP : 0);
  const rank = modes.length;
  const small = start === 'rotated' ? 5e-6 + 5e-8 * (rank * rank * rank) : 2e-7 * rank;
  const weights = hidden * (inputs + outputs + (depth - 2) * hidden);
  const forward = hidden * inputs * (outputs + (depth - 2) * hidden);
  const flops = 6 * forward + 3 * rank * inputs * outputs;
  return {
    seconds: 2e-3 + steps * (flops / 6e9 + 2e-9 * weights + 4e-6 * (3 * depth - 3)),
    bytes: 8 * (6 * weights + 4 * depth * hidden * inputs + 4 * squared(inputs + outputs) + hidden * hidden),
    theory: dynamics === 'descent' ? steps * small : 0,
  };
}
