import { arccos } from '../../numeric/arc.ts';
import { brent } from '../../numeric/roots.ts';
import { exp, squared } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { learningBounds } from '../learning-bounds/system.ts';
import { maxMargin } from '../max-margin/system.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { normalCdf } from './theory/binary-labels.ts';
import { hebbAlignment } from './theory/estimates.ts';
import { density } from './theory/gaussian-line.ts';

/** What `ridge` says: its λ is that of the mean square, ours over α. */
async function ridgeErrors(settings: Record<string, unknown>, { engine }: LimitContext) {
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const wanted = new Set(['testError', 'trainError', 'excessError'] as const);
  const { observables } = await ridge.predict(problem, { engine, wanted, progress() {}, check() {} });
  const of = (name: 'testError' | 'trainError' | 'excessError') => observables[name]!.value as number;
  return { test: of('testError'), train: of('trainError'), excess: of('excessError') };
}

/** What `learning-bounds` says of Hebb's rule on the signs of a perceptron. */
async function perceptronByHebb(load: number, { engine }: LimitContext): Promise<number> {
  const problem = learningBounds.prepare(learningBounds.parameters.parse({ dimension: 200, load }), { engine });
  const wanted = new Set(['hebbError'] as const);
  const { observables } = await learningBounds.predict(problem, { engine, wanted, progress() {}, check() {} });
  return observables.hebbError!.value as number;
}

/**
 * Mean of the largest margins that `max-margin` finds in some of its tasks, of as many samples as
 * directions: what it calls a separation of next to 0 leaves a perceptron's labels.
 */
async function marginOfTasks(tasks: number[], dimension: number, { engine }: LimitContext): Promise<number> {
  const shape = { optimiser: 'normalised', samples: dimension, dimension, separation: 1e-9 };
  const wanted = new Set(['finalMargin'] as const);
  let sum = 0;
  for (const task of tasks) {
    const problem = maxMargin.prepare(maxMargin.parameters.parse({ ...shape, task }), { engine });
    const { observables } = await maxMargin.predict(problem, { engine, wanted, progress() {}, check() {} });
    sum += observables.finalMargin!.value as number;
  }
  return sum / tasks.length;
}

/** E[y u] of the sign of u, of variance 1. */
const SIGN = Math.sqrt(2 / Math.PI);

/** ∫ φ(x) f(x) dx of a smooth f, by the trapezoidal rule. */
function gaussianMean(f: (x: number) => number): number {
  let sum = 0;
  for (let i = -180; i <= 180; i++) sum += 0.05 * density(0.05 * i) * f(0.05 * i);
  return sum;
}

export const limits: Limit[] = [
  {
    id: 'ridge-regression',
    title: 'Square loss on linear labels is ridge regression, on any spectrum',
    ...otherSystem('ridge', 'loureiro2021'),
    ...exactAt(0.02, 0.2, 2),
    deviation: async (lambda, context) => {
      const shape = { dimension: 150, samples: 240, spectrum: 'power-law', decay: 1, noise: 0.3 };
      // `ridge` has squared weights 1/D.
      const power = Array.from({ length: 150 }, (_, k) => 1 / (k + 1)).reduce((sum, one) => sum + one / 150, 0);
      const { test, train, excess } = await ridgeErrors({ ...shape, ridge: (lambda * 150) / 240 }, context);
      const settings = { ...shape, loss: 'square', teacher: 'linear', ridge: lambda, signal: power };
      return farthest(context, settings, { excess, testLoss: test / 2, trainLoss: train / 2 });
    },
  },
  {
    id: 'square-loss-on-signs',
    title: 'Square loss on labels ±1 is ridge regression beside noise, and a quadratic equation',
    ...otherSystem('ridge', 'aubin2020'),
    ...exactAt(0.02, 0.2, 2),
    deviation: async (lambda, context) => {
      const alpha = 1.6;
      const V = (1 - lambda - alpha + Math.sqrt(squared(lambda + alpha - 1) + 4 * lambda)) / (2 * lambda);
      const m = (alpha * SIGN * V) / (1 + V);
      // A linear teacher of power 2/π beside the noise that is left of y² = 1, in units of the
      // power.
      const noise = 1 / squared(SIGN) - 1;
      const shape = { dimension: 200, samples: 320 };
      const { test, train } = await ridgeErrors({ ...shape, noise, ridge: lambda / alpha }, context);
      const [testLoss, trainLoss] = [test, train].map((one) => 0.5 * squared(SIGN) * one);
      const q = 2 * testLoss - 1 + 2 * SIGN * m;
      const alignment = m / Math.sqrt(q);
      const settings = { ...shape, loss: 'square', teacher: 'sign', signal: 1, ridge: lambda };
      return farthest(context, settings, {
        ...{ testLoss, trainLoss, overlap: m, selfOverlap: q, squaredNorm: q, response: V, alignment },
        testError: arccos(alignment) / Math.PI,
      });
    },
  },
  {
    id: 'hebb',
    title: 'With a large ridge every loss learns by Hebb’s rule: R = (1 + ρ/αc²)^(−1/2)',
    ...closedForm('Hebb’s rule', 'aubin2020'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (lambda, context) => {
      const alignment = hebbAlignment(1, SIGN, 2);
      const settings = { teacher: 'sign', signal: 1, ridge: lambda };
      return farthest(context, settings, { alignment, testError: arccos(alignment) / Math.PI });
    },
  },
  {
    id: 'perceptron-by-hebb',
    title: 'On the signs of a perceptron the hinge loss with a large ridge is Hebb’s rule',
    ...otherSystem('learning-bounds', 'aubin2020'),
    ...exactAt(1e2, 1e3, 1e4),
    deviation: async (lambda, context) => {
      const settings = { loss: 'hinge', teacher: 'sign', signal: 1, dimension: 200, samples: 600, ridge: lambda };
      return farthest(context, settings, { testError: await perceptronByHebb(3, context) });
    },
  },
  {
    id: 'classical-likelihood',
    title: 'With many samples maximum likelihood is unbiased and spreads as Fisher’s information says',
    ...closedForm('the classical theory of maximum likelihood', 'sur2018'),
    ...fallingAs(1, [1000, 3000, 9000]),
    deviation: async (alpha, context) => {
      const settings = { dimension: 10, samples: 10 * alpha, ridge: 0, signal: 1 };
      const information = gaussianMean((u) => 1 / squared(exp(u / 2) + exp(-u / 2)));
      const spread = 1 / Math.sqrt(information);
      return farthest(context, settings, { bias: 1, spread, likelihoodRatio: 1, separable: 0 });
    },
  },
  {
    id: 'train-as-test',
    title: 'With many samples training and test errors agree',
    ...closedForm('the law of large numbers', 'aubin2020'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: async (alpha, context) => {
      const settings = { dimension: 10, samples: 10 * alpha, flips: 0.1 };
      const [trainError, testError] = [
        context.predicted('trainError', settings),
        context.predicted('testError', settings),
      ];
      return ((await trainError) as number) / ((await testError) as number) - 1;
    },
  },
  {
    id: 'random-labels',
    title: 'Labels that do not depend on the inputs are separable up to α = 2, with Gardner’s margin',
    ...closedForm('the capacity of a perceptron', 'candes2018'),
    ...exactAt(0.8, 1, 1.4),
    deviation: (alpha, context) => {
      const settings = { loss: 'margin', flips: 0.5, dimension: 1000, samples: 1000 * alpha };
      const margin = brent((k) => alpha * ((1 + k * k) * normalCdf(k) + k * density(k)) - 1, 0, 5);
      return farthest(context, settings, { margin, separable: 1 });
    },
  },
  {
    id: 'margin-of-tasks',
    title: 'The largest margins of single tasks scatter around it by 1/√d, and means of d/2 tasks by 1/d',
    ...otherSystem('max-margin', 'montanari2019'),
    ...fallingAs(1, [2, 6, 18]),
    cost: 4,
    deviation: async (d, context) => {
      const settings = { loss: 'margin', teacher: 'sign', signal: 1, dimension: 1000, samples: 1000 };
      const margin = (await context.predicted('margin', settings)) as number;
      const [means, size] = [100, d / 2];
      let squares = 0;
      for (let mean = 0; mean < means; mean++) {
        const tasks = Array.from({ length: size }, (_, i) => 1 + mean * size + i);
        squares += squared((await marginOfTasks(tasks, d, context)) / margin - 1) / means;
      }
      return Math.sqrt(squares);
    },
  },
  {
    id: 'hinge-to-margin',
    title: 'The hinge loss with next to no ridge finds the largest margin of separable samples',
    ...closedForm('the largest margin', 'montanari2019'),
    ...exactAt(1e-6, 1e-7, 1e-8),
    deviation: async (lambda, context) => {
      const settings = { teacher: 'sign', signal: 1 };
      const expected: Record<string, number> = {};
      for (const name of ['overlap', 'selfOverlap', 'squaredNorm', 'testError'])
        expected[name] = (await context.predicted(name, { ...settings, loss: 'margin' })) as number;
      return farthest(context, { ...settings, loss: 'hinge', ridge: lambda }, expected);
    },
  },
  {
    id: 'logistic-to-margin',
    title: 'On separable samples the logistic loss comes to the largest margin as well, over ln(1/λ)',
    ...closedForm('the largest margin', 'montanari2019'),
    ...fallingAs(1, [40, 80, 160]),
    deviation: async (s, context) => {
      const settings = { teacher: 'sign', signal: 1, dimension: 200, samples: 300 };
      const expected: Record<string, number> = {};
      for (const name of ['testError', 'alignment'])
        expected[name] = (await context.predicted(name, { ...settings, loss: 'margin' })) as number;
      return farthest(context, { ...settings, ridge: exp(-s) }, expected);
    },
  },
  {
    id: 'balanced-clusters',
    title: 'Beside balanced clusters a large ridge reaches the Bayes error Φ(−μ²/√(μ² + 1/α))',
    ...closedForm('the mean of labelled inputs', 'mignacco2020'),
    ...fallingAs(2, [30, 100, 300]),
    deviation: (lambda, context) => {
      const settings = { teacher: 'clusters', signal: 1.5, samples: 200, ridge: lambda };
      return farthest(context, settings, { testError: normalCdf(-1.5 / Math.sqrt(1.5 + 1)) });
    },
  },
  {
    id: 'discriminant',
    title: 'With many samples square loss beside unequal clusters is linear discriminant analysis',
    ...closedForm('least squares on the population', 'mignacco2020'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: (alpha, context) => {
      const [positive, power] = [0.3, 1.2];
      const mean = 2 * positive - 1;
      const within = 1 - squared(mean);
      const overlap = (within * power) / (1 + within * power);
      return farthest(
        context,
        {
          ...{ teacher: 'clusters', loss: 'square', intercept: 'fitted', signal: power, positive },
          ...{ dimension: 10, samples: 10 * alpha, ridge: 1 },
        },
        { overlap, intercept: mean * (1 - overlap) },
      );
    },
  },
  {
    id: 'huber-classical',
    title: 'With many samples Huber’s loss has its classical variance E[ψ²]/E[ψ′]²',
    ...closedForm('the asymptotic variance of an M-estimator', 'donoho2013'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: async (alpha, context) => {
      const [delta, noise] = [0.7, 1];
      const outside = 2 * normalCdf(-delta);
      const pull2 = 1 - outside - 2 * delta * density(delta) + squared(delta) * outside;
      const variance = pull2 / squared(1 - outside);
      const settings = {
        ...{ teacher: 'linear', loss: 'huber', threshold: delta, noise, ridge: 0 },
        ...{ dimension: 10, samples: 10 * alpha },
      };
      return (alpha * ((await context.predicted('excess', settings)) as number)) / variance - 1;
    },
  },
];
