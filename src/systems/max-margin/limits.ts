import type { Engine } from '../../numeric/engine.ts';
import { brent } from '../../numeric/roots.ts';
import { exp, log, log1p, norm, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare, timesOf } from './problem.ts';
import { lateWeights } from './theory/asymptotics.ts';
import { marginOf } from './theory/flow.ts';
import { supportVectors } from './theory/support-vectors.ts';

const problemOf = (settings: Record<string, unknown>, engine: Engine) =>
  prepare(parameters.parse(settings), { engine });

/** Two data, both of which support the margin. */
const PAIR = { samples: 2, dimension: 2, task: 2 };

export const limits: Limit[] = [
  {
    id: 'one-datum',
    title: 'With one datum the margin m = z·w obeys e^m + m = 1 + |z|²τ, and its direction is z from the start',
    ...closedForm('the flow of one variable', 'soudry2017'),
    ...exactAt(0.1, 0.5, 1.9),
    deviation: (relativeStep, context) => {
      const settings = { samples: 1, relativeStep, steps: 10_000 };
      const problem = problemOf(settings, context.engine);
      const length2 = problem.Z[0].reduce((sum, one) => sum + one * one, 0);
      const margins = timesOf(problem).map((tau) => {
        const right = 1 + length2 * tau;
        return brent((m) => log(right - m) - m, 0, log(right) + 1e-9);
      });
      return farthest(context, settings, {
        loss: margins.map((m) => log1p(exp(-m))),
        margin: margins.map(() => Math.sqrt(length2)),
        finalMargin: Math.sqrt(length2),
      });
    },
  },
  {
    id: 'dual-norm',
    title: 'With one datum the largest margin of a norm is the dual norm of z',
    ...closedForm('the dual norm', 'gunasekar2018'),
    ...exactAt(0.1, 0.5, 2),
    deviation: async (separation, context) => {
      const settings = { samples: 1, separation };
      const [z] = problemOf(settings, context.engine).Z;
      const sizes = z.map(Math.abs);
      const duals = {
        normalised: norm(z),
        sign: sizes.reduce((sum, one) => sum + one, 0),
        coordinate: Math.max(...sizes),
      };
      let most = 0;
      for (const [optimiser, dual] of Object.entries(duals)) {
        const found = await farthest(context, { ...settings, optimiser }, { finalMargin: dual, decayRate: dual });
        most = Math.max(most, found);
      }
      return most;
    },
  },
  {
    id: 'late-margin',
    title: 'Late weights are ŵ ln τ + w̃ with e^(−z·w̃) = α, the multipliers of the support vector machine',
    ...closedForm('the hard-margin support vector machine', 'soudry2017'),
    ...fallingAs(1, [1e5, 1e6, 1e7]),
    deviation: (steps, context) => {
      const settings = { ...PAIR, steps };
      const problem = problemOf(settings, context.engine);
      const tau = timesOf(problem).at(-1)!;
      const late = marginOf(problem.Z, lateWeights(problem.Z, supportVectors(problem.Z), tau));
      return farthest(context, settings, { finalMargin: late });
    },
  },
  {
    id: 'late-loss',
    title: 'The loss falls as 1/(γ²τ)',
    ...closedForm('1/(γ²τ)', 'soudry2017'),
    ...fallingAs(1, [1e5, 1e6, 1e7]),
    deviation: async (steps, context) => {
      const settings = { ...PAIR, steps };
      const problem = problemOf(settings, context.engine);
      const loss = (await context.predicted('loss', settings)) as Float64Array;
      return loss.at(-1)! * squared(supportVectors(problem.Z).margin) * timesOf(problem).at(-1)! - 1;
    },
  },
  {
    id: 'adam-epsilon',
    title: 'Adam with an ε above its gradients is descent with the step η/ε',
    ...closedForm('gradient descent at the time ηk/ε', 'zhang2024'),
    ...exactAt(1e4, 1e5, 1e6),
    deviation: async (steps, context) => {
      const tau = timesOf(problemOf(PAIR, context.engine)).at(-1)!;
      const finalMargin = (await context.predicted('finalMargin', PAIR)) as number;
      const step = 1e-3;
      const adam = { ...PAIR, optimiser: 'adam', schedule: 'constant', step, steps, epsilon: (step * steps) / tau };
      return farthest(context, adam, { finalMargin });
    },
  },
  {
    id: 'adam-small-steps',
    title: 'With small steps Adam is sign descent, whose loss falls as e^(−γ_∞s)',
    ...closedForm('the largest ℓ∞ margin', 'zhang2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (inverse, { predicted }) => {
      const adam = { optimiser: 'adam', schedule: 'constant', step: 1 / inverse };
      return ((await predicted('decayRate', adam)) as number) / ((await predicted('finalMargin', adam)) as number) - 1;
    },
  },
];
