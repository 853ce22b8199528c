import { bundledDigits } from '../../data/digits.ts';
import { power } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

type Settings = Record<string, unknown>;

async function predictedByRidge(settings: Settings, { engine }: LimitContext) {
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const wanted = new Set(['testError', 'trainError'] as const);
  const context = { engine, wanted, progress: () => {}, check: () => {} };
  return (await ridge.predict(problem, context as unknown as Parameters<typeof ridge.predict>[1])).observables;
}

/** What `ridge` says, with a target of the same weight in all modes and a power of 1. */
async function ofRidge(settings: Settings, context: LimitContext) {
  const { spectrum = 'isotropic', dimension, decay = 0 } = settings as { [key: string]: number };
  const isotropic = (spectrum as unknown) === 'isotropic';
  const trace = Array.from({ length: dimension }, (_, k) => (isotropic ? 1 : power(k + 1, -decay))).reduce(
    (a, b) => a + b,
  );
  const target = new Array(dimension).fill(1 / trace);
  const observables = await predictedByRidge({ ...settings, target }, context);
  const value = (name: 'excessError' | 'trainError' | 'testError') => observables[name]!.value as number;
  return { excessError: value('excessError'), trainError: value('trainError'), testError: value('testError') };
}

const POWER_LAW = { spectrum: 'power-law', decay: 0.8, dimension: 150, samples: 200, noise: 0.3 };

/** The same of a file: the test error, noise included. */
async function ofRidgeOnFile(settings: Settings, context: LimitContext) {
  const observables = await predictedByRidge(settings, context);
  return { testError: observables.testError!.value as number, rowsError: observables.trainError!.value as number };
}

export const limits: Limit[] = [
  {
    id: 'no-defect',
    title: 'Without a defect this is ridge regression',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const settings = { ...POWER_LAW, ridge };
      const { excessError, trainError } = await ofRidge(settings, context);
      const expected = { excessError, cleanError: excessError, rowsError: trainError };
      return farthest(context, { ...settings, defect: 'none' }, expected);
    },
  },
  {
    id: 'single-copies',
    title: 'Rows that all stand there once are clean, and worth their number; so are rows of one noise',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.03, 0.05, 0.1),
    deviation: async (ridge, context) => {
      const settings = { ...POWER_LAW, ridge };
      const { excessError, trainError } = await ofRidge(settings, context);
      const errors = { excessError, mendedError: excessError, cleanError: excessError, rowsError: trainError };
      return Math.max(
        await farthest(context, { ...settings, defect: 'duplicates', copies: 1 }, { ...errors, effectiveRows: 200 }),
        await farthest(context, { ...settings, defect: 'uneven-noise', noisier: 1 }, errors),
      );
    },
  },
  {
    id: 'whole-file',
    title: 'Rows of a file without copies, more noise, gaps or flips are ridge regression on that file',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const settings = { data: bundledDigits(), samples: 300, ridge };
      const { testError, rowsError } = await ofRidgeOnFile(settings, context);
      const errors = { testError, cleanTestError: testError, rowsError };
      const mended = { ...errors, mendedTestError: testError };
      return Math.max(
        await farthest(context, { ...settings, defect: 'none' }, errors),
        await farthest(context, { ...settings, defect: 'duplicates', copies: 1 }, mended),
        await farthest(context, { ...settings, defect: 'uneven-noise', noisier: 1 }, mended),
        await farthest(
          context,
          { ...settings, defect: 'masked-inputs', kept: 1 },
          { ...errors, maskedError: testError },
        ),
        await farthest(context, { ...settings, defect: 'flipped-labels', flips: 0 }, mended),
      );
    },
  },
  {
    id: 'interpolation',
    title: 'Without a ridge and with fewer rows than modes copies change nothing; fresh labels lower the noise',
    ...closedForm('1 − n/D + σ² n/(D − n)', 'atanasov2024correlated'),
    ...exactAt(2, 4, 20),
    deviation: async (copies, context) => {
      const settings = {
        defect: 'duplicates',
        spectrum: 'isotropic',
        dimension: 200,
        samples: 100,
        ridge: 0,
        noise: 0.4,
      };
      const [same, fresh] = [0.4, (0.4 * (1 + 1 / copies)) / 2].map((noise) => 0.5 + noise);
      return Math.max(
        await farthest(context, { ...settings, copies }, { excessError: same, mendedError: same }),
        await farthest(context, { ...settings, copies, labels: 'fresh' }, { excessError: fresh }),
      );
    },
  },
  {
    id: 'many-rows',
    title: 'Of many rows without a ridge each counts by its weight: the data are worth (Σr)²/Σr² rows',
    ...closedForm('(Σr)²/Σr²', 'atanasov2024correlated'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (samples, context) => {
      const settings = { dimension: 50, samples, ridge: 0 };
      const share = (samples * 9) / 13; // Half once, half five times: (1 + 5)²/(1 + 25) of two.
      const rows: [Settings, number][] = [
        [{ defect: 'duplicates', copies: 5 }, share],
        [{ defect: 'resampling', draws: 1 }, samples / 2],
        [{ defect: 'autocorrelation', correlation: 0.6 }, (samples * 0.64) / 1.36],
      ];
      const distances = rows.map(([defect, effectiveRows]) =>
        farthest(context, { ...settings, ...defect }, { effectiveRows }),
      );
      return Math.max(...(await Promise.all(distances)));
    },
  },
  {
    id: 'time-series',
    title: 'A long time series is the one of ridge regression with correlated samples',
    ...otherSystem('ridge', 'atanasov2024correlated'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: async (samples, context) => {
      const settings = { spectrum: 'isotropic', dimension: samples / 2, ridge: 0.1, noise: 0.3, samples };
      const { excessError, trainError } = await ofRidge({ ...settings, sampleCorrelation: 0.6 }, context);
      return farthest(
        context,
        { ...settings, defect: 'autocorrelation', correlation: 0.6 },
        { excessError, rowsError: trainError },
      );
    },
  },
  {
    id: 'no-gaps',
    title: 'Inputs without gaps are those of ridge regression',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const settings = { ...POWER_LAW, ridge };
      const { excessError, trainError, testError } = await ofRidge(settings, context);
      return farthest(
        context,
        { ...settings, defect: 'masked-inputs', kept: 1 },
        { excessError, cleanError: excessError, maskedError: testError, rowsError: trainError },
      );
    },
  },
  {
    id: 'flat-subspace',
    title: 'Inputs in the subspace and nowhere else are ridge regression in as few dimensions',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const settings = { samples: 100, noise: 0.2, ridge };
      const { excessError, trainError } = await ofRidge({ ...settings, dimension: 40 }, context);
      const errors = { excessError, mendedError: excessError, cleanError: excessError, rowsError: trainError };
      return farthest(context, { ...settings, defect: 'subspace', intrinsic: 40, dimension: 400, tail: 0 }, errors);
    },
  },
  {
    id: 'errors-in-variables',
    title: 'Noise on the inputs hides s²/(1 + s²) of a latent target, from any number of rows',
    ...closedForm('s²/(1 + s²)', 'atanasov2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (samples, context) => {
      const settings = {
        defect: 'subspace',
        learned: 'latent',
        tail: 0.2,
        intrinsic: 20,
        dimension: 60,
        ridge: 0,
        samples,
      };
      return farthest(context, settings, { excessError: 0.2 / 1.2, mendedError: 0.2 / 1.2 });
    },
  },
  {
    id: 'wrong-labels',
    title: 'Flipped labels are harmless in the end: errors fall as √(D(1 − A²)/n)/(πA), with A = (1 − 2p)√(2/π)',
    ...closedForm('linear classification', 'atanasov2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (samples, context) => {
      const settings = {
        defect: 'flipped-labels',
        flips: 0.2,
        dimension: 50,
        spectrum: 'isotropic',
        ridge: 0,
        samples,
      };
      const [slope, A] = [Math.sqrt(2 / Math.PI), 0.6 * Math.sqrt(2 / Math.PI)];
      const accuracy = (await context.predicted('accuracy', settings)) as number;
      const wrong = Math.sqrt((50 * (1 - A * A)) / samples) / (Math.PI * A);
      const errors = {
        excessError: 1 - 2 * slope * A + A * A,
        mendedError: 1 - slope * slope,
        cleanError: 1 - slope * slope,
      };
      return Math.max(Math.abs((1 - accuracy) / wrong - 1), await farthest(context, settings, errors));
    },
  },
];
