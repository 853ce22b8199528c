import { power } from '../../numeric/special.ts';
import { parameters as batchParameters } from '../batch-size/parameters.ts';
import { type LeastSquaresProblem, prepare as prepareBatch } from '../batch-size/problem.ts';
import { batchSize } from '../batch-size/system.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { lateShares, prepare } from './problem.ts';
import { tailVariance } from './theory/averages.ts';
import { linearVariance } from './theory/decay.ts';

const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

const final = async (context: LimitContext, settings: Record<string, unknown>) =>
  (await context.predicted('finalRisk', settings)) as number;

/** One mode whose noise is that of labels alone: s² = 1, and next to nothing by the inputs. */
const oneMode = { dimension: 1, batch: 1e4, noise: 1e4 };

export const limits: Limit[] = [
  {
    id: 'one-mode',
    title: 'At a constant rate one mode falls to its floor by the factor (1 − η)² + 2η²/B a step',
    ...closedForm('a geometric series', 'li2025'),
    ...exactAt(1, 8, 64),
    deviation: (batch, context) => {
      const [rate, noise] = [0.2, 0.5];
      const settings = { schedule: 'constant', dimension: 1, rate, noise, batch, steps: 40 };
      const factor = (1 - rate) * (1 - rate) + (2 * rate * rate) / batch;
      const floor = (rate * rate * noise) / batch / (1 - factor);
      const problem = problemOf(settings);
      const risk = problem.points.map((k) => (floor + (1 - floor) * power(factor, k)) / 2);
      const finalRisk = risk[risk.length - 1];
      const relativeRisk = risk.slice(-lateShares(problem).length).map((one) => one / finalRisk);
      return farthest(context, settings, { risk, finalRisk, relativeRisk });
    },
  },
  {
    id: 'no-decay',
    title: 'Without a decay at its end a schedule is constant, and gains nothing',
    ...closedForm('the constant schedule', 'li2025'),
    ...exactAt(50, 100, 200),
    deviation: (steps, context) =>
      farthest(context, { schedule: 'warmup-stable-decay', decayShare: 0, steps }, { gain: 1 }),
  },
  {
    id: 'batch-size',
    title: 'At a constant rate it is one-pass descent of any batch size',
    ...otherSystem('batch-size', 'li2025'),
    ...exactAt(20, 60, 200),
    deviation: async (steps, context) => {
      const shared = { rate: 0.2, batch: 2, dimension: 40, steps };
      const settings = { ...shared, schedule: 'constant', noise: 0.5 };
      const { population } = problemOf(settings);
      const total = population.lambda.reduce((sum, one, i) => sum + one * population.squaredErrors[i], 0);
      const given = {
        ...{ ...shared, spectrum: 'power-law', decay: 2, noise: 0.5 / total },
        target: Array.from(population.squaredErrors),
      };
      const problem = prepareBatch(batchParameters.parse(given)) as LeastSquaresProblem;
      const wanted = new Set(['excessRisk'] as const);
      const { engine } = context;
      const { observables } = await batchSize.predict(problem, { engine, wanted, progress() {}, check() {} });
      const other = (observables.excessRisk!.value as Float64Array).at(-1)!;
      return (await final(context, settings)) / ((other * total) / 2) - 1;
    },
  },
  {
    id: 'functional-law',
    title: 'At small rates the schedule enters through its sum and one convolution',
    ...closedForm('the functional scaling law', 'li2025'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: async (inverse, context) => {
      const settings = { dimension: 50, batch: 1e5, noise: 1e4, rate: 1 / inverse, steps: 10 * inverse };
      return (await final(context, settings)) / (await final(context, { ...settings, theory: 'functional' })) - 1;
    },
  },
  {
    id: 'linear-decay',
    title: 'At small rates a linear decay leaves of one mode a closed form in x = λη₀T',
    ...closedForm('an error function', 'bergsma2025'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: async (inverse, context) => {
      // So long that nothing of the start is left, whose relative error would not fall.
      const [rate, steps] = [1 / inverse, 20 * inverse];
      const expected = linearVariance(1, rate, steps, 1, 1) / 2;
      return (await final(context, { ...oneMode, schedule: 'linear', rate, steps })) / expected - 1;
    },
  },
  {
    id: 'tail-average',
    title: 'The mean of the last weights has the variance of a correlated mean',
    ...closedForm('a sum of autocorrelations', 'defazio2024'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: async (batch, context) => {
      // As many labels' noise as examples: s² = 1, and the inputs' noise vanishes as 1/B.
      const settings = { schedule: 'constant', averaging: 'tail', window: 0.5, steps: 200, rate: 0.5 };
      const expected = tailVariance(1, 0.5, 1, 100) / 2;
      return (await final(context, { ...settings, dimension: 1, batch, noise: batch })) / expected - 1;
    },
  },
];
