import { wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { TESTED } from './experiment/training.ts';
import { REPEATS, runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type InContextProblem, prepare, type Sizes } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { setsOf } from './theory/trained.ts';
import { validity } from './validity.ts';

export const inContext = defineSystem({
  id: 'in-context',
  title: 'In-context learning',
  strand: 'solvable settings',
  question:
    'How many contexts and tasks does attention need to learn in context, and when does it only know its tasks?',
  sources,
  parameters,
  sweep: { tasks: '0.3:4:8:log' },
  prepare,
  observables,
  shown: ['iclError', 'idgError'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'errors at two sizes leave a deviation of order 1/d², about 2 % at d = 20 away from the peak, measured',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

function cost(problem: InContextProblem): Cost {
  const { sizes, half, parameters } = problem;
  if (parameters.attention === 'trained') return costOfNetworks(problem);
  const [full, less] = [costAt(sizes), half ? costAt(half) : 0];
  const { dimension: d, contexts: n } = sizes;
  const features = Number.isFinite(n) ? d * d * (n + 2 * Math.min(n, d * d)) : 4 * d * d;
  return { seconds: full + REPEATS * less, bytes: 8 * features + 1e6 };
}

/** The Gram matrix of the features and its factor at 4 GF/s; contexts at 14 ns a number. */
function costAt({ dimension: d, length, contexts: n }: Sizes): number {
  if (!Number.isFinite(n)) return 5e-4 + 2e-9 * wholePower(d, 3);
  const small = Math.min(n, d * d);
  return 1e-3 + 2.5e-10 * (n * d * d * small + wholePower(small, 3)) + 1.4e-8 * n * length * d;
}

/**
 * Of two networks: a token takes 2 ns for each weight and step, a pair of tokens 1.5 ns for each of
 * its numbers and 25 ns, a number that is drawn 14 ns. Tests have no way back.
 */
function costOfNetworks({ sizes, parameters }: InContextProblem): Cost {
  const { dimension: d, length, testLength } = sizes;
  const of = (l: number) => {
    const [tokens, token] = [l + 1, d + 1];
    return tokens * (2e-9 * 6 * token * token + (tokens / 2) * (5e-8 + 6e-9 * token) + 1.4e-8 * token);
  };
  const seen = parameters.steps * parameters.batch;
  const sets = setsOf(sizes);
  return {
    seconds: 2 * (seen * of(length) + ((2 * TESTED) / 3) * of(testLength)),
    bytes: 8 * Math.max(parameters.batch, 500) * Math.max(length, testLength) * (4 * 9 * (d + 1) + 8 * length) + 1e6,
    theory: sets > 0 ? sets * (5e-6 + 3e-9 * wholePower(d, 3) + 1.5e-8 * d * sizes.tasks) : 1e-4,
  };
}
