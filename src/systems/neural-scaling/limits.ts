import { exp } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { gaussianLayer } from '../random-features/theory/layers.ts';
import { featureRisk } from '../random-features/theory/risk.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare, runsOf } from './problem.ts';
import { frontierByMinimisation, frontierOf } from './theory/phases.ts';

const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'trained-to-the-end',
    title: 'After infinitely many steps the model is ridge regression on random features at ridge 0',
    ...otherSystem('random-features', 'maloney2022'),
    ...exactAt(40, 80, 250),
    deviation: (features, context) => {
      const settings = { features, samples: 150, dimension: 400, noise: 0.1 };
      const { lambda: eta, power } = problemOf(settings);
      const { excessError } = featureRisk({
        ...{ eta, power, features, samples: 150, noise: 0.1, ridge: 0 },
        layers: [gaussianLayer(features)],
      });
      return farthest(context, settings, { convergedLoss: excessError });
    },
  },
  {
    id: 'gradient-flow',
    title: 'Small steps on the population with all modes are gradient flow, Σ λw² e^(−2λt)',
    ...closedForm('gradient flow', 'bordelon2024'),
    ...fallingAs(1, [10, 100, 1000]),
    deviation: async (inverse, { predicted }) => {
      const time = 20;
      const settings = { learning: 'population', projection: 'none', rate: 1 / inverse, steps: time * inverse };
      const { lambda, power } = problemOf(settings);
      const flow = power.reduce((sum, one, k) => sum + one * exp(-2 * lambda[k] * time), 0);
      return last(await predicted('testLoss', settings)) / flow - 1;
    },
  },
  {
    id: 'many-samples',
    title: 'With many samples training and test loss are one, up to the noise of the labels',
    ...closedForm('the population’s loss', 'bordelon2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (samples, context) => {
      const settings = { samples, steps: 100, noise: 0.1 };
      const test = (await context.predicted('testLoss', settings)) as Float64Array;
      return farthest(context, settings, { trainLoss: test.map((loss) => loss + 0.1) });
    },
  },
  {
    id: 'large-batches',
    title: 'SGD with large batches is descent on the population',
    ...closedForm('the population’s descent', 'paquette2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (batch, context) => {
      const descent = (await context.predicted('testLoss', { learning: 'population' })) as Float64Array;
      return farthest(context, { learning: 'one-pass', batch }, { testLoss: descent });
    },
  },
  {
    id: 'first-steps',
    title: 'With small rates the frontier is the smallest model’s, which can afford most steps: Σλw² − 2ηt Σλ²w²',
    ...closedForm('the first gradient', 'bordelon2024'),
    ...fallingAs(2, [1e3, 3e3, 1e4]),
    deviation: (inverse, context) => {
      const settings = { learning: 'population', frontier: 'yes', features: 16, rate: 1 / inverse, steps: 100 };
      const problem = problemOf(settings);
      const [{ steps }] = runsOf(problem);
      const { lambda, power } = problem;
      const sum = (term: (k: number) => number) => lambda.reduce((total, _, k) => total + term(k), 0);
      const [all, pull] = [sum((k) => power[k]), sum((k) => lambda[k] * power[k])];
      return farthest(context, settings, { frontierLoss: steps.map((t) => all - (2 * t * pull) / inverse) });
    },
  },
  {
    id: 'phases',
    title: 'The phases’ exponents are those of the least sum of the loss’s parts at a given compute',
    ...closedForm('minimisation over the model size', 'paquette2024'),
    ...exactAt(0.4, 0.7, 1.5),
    deviation: async (beta, context) => {
      const off = [0.15, 0.2, 0.27, 0.4, 0.6, 0.8, 1.4].map(async (alpha) => {
        const { loss, size } = frontierByMinimisation(alpha, beta);
        const exponents = { capacity: 2 * alpha, source: 2 * (alpha + beta) };
        const small = { features: 16, dimension: 40, rate: 0.01, steps: 10 };
        const settings = { learning: 'one-pass', frontier: 'yes', ...small, ...exponents };
        const ofSize = Math.abs(frontierOf(alpha, beta)!.size - size);
        return Math.max(ofSize, await farthest(context, settings, { phaseExponent: loss }));
      });
      return Math.max(...(await Promise.all(off)));
    },
  },
];
