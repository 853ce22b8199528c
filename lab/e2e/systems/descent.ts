import { z } from 'zod';
import type { Random } from '../../../src/numeric/random.ts';
import { defineSystem, type TrialReporter } from '../../../src/systems/contract.ts';

// A system that only the tests' page has: it is shown by what it declares, as any other.

const parameters = z.strictObject({
  rate: z
    .number()
    .positive()
    .max(1)
    .default(2e-3)
    .meta({
      title: 'learning rate',
      symbol: 'ε',
      description: 'of gradient descent; 1 is the inverse of the largest curvature',
      scale: 'log',
      range: [1e-4, 1e-2],
    }),
  dimension: z
    .int()
    .min(2)
    .max(2000)
    .default(800)
    .meta({
      title: 'dimension',
      symbol: 'D',
      description: 'number of weights',
      scale: 'log',
      range: [50, 1500],
      size: true,
    }),
  steps: z
    .int()
    .min(20)
    .max(10_000)
    .default(1000)
    .meta({ title: 'steps', symbol: 'T', description: 'of gradient descent', scale: 'log', range: [50, 2000] }),
});

type Problem = z.output<typeof parameters>;
type Name = 'loss' | 'lastLoss';

/** How often a worker was asked for theory: tests read it there. */
const counted = globalThis as { theoryCalls?: number };

/** Curvatures from ½ to 1, evenly. */
function curvatures({ dimension }: Problem): Float64Array {
  return Float64Array.from({ length: dimension }, (_, k) => 0.5 + (0.5 * k) / (dimension - 1));
}

/** The steps at which the loss is looked at: 20 of them, from 0, evenly. */
function lookedAt({ steps }: Problem): Float64Array {
  return Float64Array.from({ length: 20 }, (_, i) => Math.round((steps * i) / 19));
}

/** E[L] at each step over standard normal beginnings: Σ h (1 − εh)^2t / 2D. */
function expectedLoss(p: Problem, at: Float64Array): Float64Array {
  const h = curvatures(p);
  return at.map((step) => h.reduce((sum, one) => sum + one * (1 - p.rate * one) ** (2 * step), 0) / (2 * p.dimension));
}

/**
 * Gradient descent on wᵀHw / 2D, H dense: the curvatures in a reflected basis. Each step is one
 * product with H.
 */
function descend(p: Problem, random: Random, reporter: TrialReporter<Name>): Float64Array {
  const { dimension, rate, steps } = p;
  const h = curvatures(p);
  const numbers = normal(random.stream('start'), 2 * dimension);
  const weights = numbers.subarray(0, dimension);
  const axis = numbers.subarray(dimension);
  const length = axis.reduce((sum, one) => sum + one * one, 0);
  // H = R diag(h) R with the reflection R = 1 − 2aaᵀ/|a|².
  const stretched = axis.map((one, k) => one * h[k]);
  const along = (4 * axis.reduce((sum, one, k) => sum + one * stretched[k], 0)) / length ** 2;
  const hessian = new Float64Array(dimension * dimension);
  for (let i = 0; i < dimension; i++)
    for (let j = 0; j < dimension; j++)
      hessian[i * dimension + j] =
        (i === j ? h[i] : 0) -
        (2 * (axis[i] * stretched[j] + stretched[i] * axis[j])) / length +
        along * axis[i] * axis[j];

  const at = lookedAt(p);
  const losses: number[] = [];
  const gradient = new Float64Array(dimension);
  for (let step = 0; step <= steps; step++) {
    reporter.check();
    let loss = 0;
    for (let i = 0; i < dimension; i++) {
      let sum = 0;
      const row = i * dimension;
      for (let j = 0; j < dimension; j++) sum += hessian[row + j] * weights[j];
      gradient[i] = sum;
      loss += sum * weights[i];
    }
    while (at[losses.length] === step) losses.push(loss / (2 * dimension));
    for (let i = 0; i < dimension; i++) weights[i] -= rate * gradient[i];
    reporter.progress(step / steps);
    reporter.partial({ observables: { loss: Float64Array.from(losses) } });
  }
  return Float64Array.from(losses);
}

/** By Box and Muller's method. */
function normal(random: Random, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(random.uniform()));
    return radius * Math.cos(2 * Math.PI * random.uniform());
  });
}

/** When the loss is half of what it was, between the steps that are looked at. */
function halving(step: Float64Array, loss: Float64Array): number | undefined {
  const i = loss.findIndex((one) => one <= loss[0] / 2);
  if (i < 1) return undefined;
  const share = Math.log(loss[i - 1] / (loss[0] / 2)) / Math.log(loss[i - 1] / loss[i]);
  return step[i - 1] + share * (step[i] - step[i - 1]);
}

export const descent = defineSystem({
  id: 'test-descent',
  title: 'Gradient descent in a bowl',
  strand: 'universal behaviour',
  question: 'How does the loss fall, step by step?',
  sources: [
    {
      id: 'advani2017',
      authors: ['Madhu S. Advani', 'Andrew M. Saxe'],
      title: 'High-dimensional dynamics of generalization error in neural networks',
      year: 2017,
      arxiv: '1710.03667',
    },
  ],
  parameters,
  sweep: {},
  prepare: (p): Problem => p,
  coordinates: { step: { label: 'training step', symbol: 't', scale: 'linear', at: lookedAt } },
  observables: {
    loss: { label: 'loss', symbol: 'L', description: 'over the steps', scale: 'log', over: 'step' },
    lastLoss: { label: 'last loss', symbol: 'L_T', description: 'after the last step', scale: 'log' },
  },
  derived: {
    halvingStep: {
      ...{ label: 'step of half the loss', symbol: 't_½', description: 'when half of the loss is left', scale: 'log' },
      ...{ of: 'loss', along: 'step', fit: halving, predicted: 'curve' },
    },
    rateExponent: {
      ...{ label: 'exponent of the last loss', symbol: 'α', description: 'over the learning rate', scale: 'linear' },
      ...{ of: 'lastLoss', along: 'rate', predicted: 'curve' },
      fit: (x, y) => Math.log(y[1] / y[0]) / Math.log(x[1] / x[0]),
    },
  },
  claims: {
    falls: {
      label: 'the loss never rises',
      ...{ of: ['loss'], along: 'step', share: 0.9 },
      says: (loss) => loss.every((one, i) => i === 0 || one <= loss[i - 1]),
    },
  },
  shown: ['loss'],
  margin: { value: 0.1, reason: 'beginnings are random: a loss over D weights strays by √(2/D)' },
  validity: () => [],
  // Two flops an entry of H, at 1 GF/s.
  cost: ({ dimension, steps }) => ({ seconds: 2e-9 * dimension ** 2 * steps, bytes: 8 * dimension ** 2 }),
  predict: (p) => {
    counted.theoryCalls = (counted.theoryCalls ?? 0) + 1;
    const value = expectedLoss(p, lookedAt(p));
    return {
      observables: { loss: { value, error: 1e-12 }, lastLoss: { value: value[value.length - 1], error: 1e-12 } },
    };
  },
  trial: (p, { random, reporter }) => {
    const loss = descend(p, random, reporter);
    const values = curvatures(p).subarray(0, 12);
    return {
      observables: { loss, lastLoss: loss[loss.length - 1] },
      exhibits: [{ title: 'flattest directions', rows: 3, columns: 4, values }],
    };
  },
  limits: [
    {
      id: 'flow',
      title: 'Small steps make a flow: the loss after t steps depends on εt alone',
      to: { closedForm: 'gradient flow' },
      scales: [10, 100, 1000],
      order: 1,
      deviation: (scale) => {
        const p: Problem = { rate: 1 / scale, dimension: 20, steps: scale };
        const flow = curvatures(p).reduce((sum, h) => sum + h * Math.exp(-2 * h), 0) / 40;
        return Math.abs(expectedLoss(p, Float64Array.of(scale))[0] / flow - 1);
      },
    },
  ],
  presets: [{ id: 'rates', title: 'Three learning rates', source: 'advani2017', settings: { rate: '5e-4,1e-3,2e-3' } }],
});
