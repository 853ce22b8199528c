import { numbersReadingOf } from '../../data/numbers.ts';
import { type Reading, readingOf, sizeOf } from '../../data/reading.ts';
import { type Cost, defineSystem, type Forecast } from '../contract.ts';
import { inertWithoutData } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { type EstimatedFile, finds, optionsFor, useOf } from './file.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type EstimatorsParameters, parameters } from './parameters.ts';
import { type EstimatorsProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

const OF_RATIOS = ['participation-ratio', 'sample-participation-ratio'];
const OF_NOISE = ['noise-level', 'signal-level', 'residual-noise'];

const SOURCES: Record<EstimatorsParameters['estimator'], string> = {
  'participation-ratio': 'chun2025',
  'sample-participation-ratio': 'chun2025',
  'noise-level': 'dicker2014',
  'signal-level': 'dicker2014',
  'residual-noise': 'dicker2014',
  hill: 'clauset2009',
  'power-law': 'clauset2009',
  'power-law-cut': 'clauset2009',
  zeta: 'clauset2009',
  'zeta-half-shift': 'clauset2009',
  'two-nn': 'facco2017',
  'levina-bickel': 'facco2017',
};

export const estimators = defineSystem({
  id: 'estimators',
  title: 'Estimators of data, and their errors',
  strand: 'solvable settings',
  question: 'How far off are estimates of noise, tails and dimensions of data, on average and in each sample?',
  sources,
  sourceFor: ({ estimator }) => SOURCES[estimator],
  parameters,
  sweep: { samples: '50:800:5:log' },
  sweepFor,
  reading,
  prepare,
  observables,
  shown: ['estimate', 'spread'],
  finiteSizeOrder: 1,
  margin: { value: 0.05, reason: 'most moments are exact; others are of second order in the deviation' },
  validity,
  inert: [
    inertWithoutData,
    noEffect<EstimatorsParameters>(
      ['dimension', 'decay', 'signal', 'noise', 'exponent', 'body', 'intrinsic', 'geometry'],
      ({ data }) => data !== undefined,
      'has no effect with data, whose rows are what they are',
    ),
    noEffect<EstimatorsParameters>(
      ['smallest'],
      ({ data }) => data !== undefined,
      'has no effect with data: give from=…, which may be any number',
    ),
    noEffect<EstimatorsParameters>(
      ['from'],
      ({ data, estimator }) => data === undefined || finds(estimator) || useOf(estimator) !== 'numbers',
      'acts only with data=<file> and an estimator of a power law: power-law, zeta, zeta-half-shift',
    ),
    noEffect<EstimatorsParameters>(
      ['labels'],
      ({ estimator }) => useOf(estimator) !== 'regression',
      'acts only with estimators of noise and signal',
    ),
    noEffect<EstimatorsParameters>(
      ['without'],
      ({ estimator }) => useOf(estimator) === 'numbers',
      'has no effect on an exponent, which is of the numbers of one column',
    ),
    noEffect<EstimatorsParameters>(
      ['dimension'],
      ({ estimator }) => ![...OF_RATIOS, ...OF_NOISE].includes(estimator),
      'acts only with estimators of participation ratios and of noise',
    ),
    actsOnlyWith(['decay'], 'estimator', ...OF_RATIOS),
    actsOnlyWith(['signal', 'noise'], 'estimator', ...OF_NOISE),
    actsOnlyWith(['exponent'], 'estimator', 'hill', 'power-law', 'power-law-cut', 'zeta', 'zeta-half-shift'),
    actsOnlyWith(['body'], 'estimator', 'power-law-cut'),
    actsOnlyWith(['tail'], 'estimator', 'hill'),
    actsOnlyWith(['smallest'], 'estimator', 'zeta', 'zeta-half-shift'),
    actsOnlyWith(['intrinsic', 'geometry'], 'estimator', 'two-nn', 'levina-bickel'),
    actsOnlyWith(['neighbours'], 'estimator', 'levina-bickel'),
  ],
  cost,
  forecast,
  predict,
  trial: runTrial,
  limits,
  presets,
});

const SCALINGS = {
  cloud: 'inputs centred',
  points: 'of rows that are the same, one',
  regression: 'inputs centred and whitened',
  numbers: '',
};

function reading(parameters: EstimatorsParameters): Reading | undefined {
  const { data, estimator } = parameters;
  const use = useOf(estimator);
  if (!data || !use) return undefined;
  return (use === 'numbers' ? numbersReadingOf : readingOf)(data, optionsFor(parameters), SCALINGS[use]);
}

/** `samples` of a file, from a few to most of its rows. */
function sweepFor(given: Record<string, unknown>): Record<string, string> | undefined {
  const parsed = parameters.safeParse(given);
  const rows = parsed.success ? reading(parsed.data)?.rows : undefined;
  if (rows === undefined || !parsed.success) return undefined;
  const { estimator, tail, neighbours } = parsed.data;
  const fewest = estimator === 'hill' ? 2 * tail : estimator === 'levina-bickel' ? 2 * neighbours : 20;
  const most = Math.floor(0.8 * rows);
  const least = Math.min(most, Math.max(fewest, Math.round(rows / 20)));
  return { samples: `${least}:${most}:5:log` };
}

/** Seconds for each pair of a number and one that may begin the power law. */
const CUT = 4.5e-9;

/** 64 estimates: Gram matrices at 20 GF/s, 8 ns for each random number, 4 ns for a distance. */
function cost({ parameters, eta, file }: EstimatorsProblem): Cost {
  if (file) return costOfFile({ columns: 1, ...file }, parameters);
  const { estimator, samples: n, intrinsic, neighbours, geometry } = parameters;
  const D = eta.length;
  if (OF_RATIOS.includes(estimator))
    return { seconds: 64 * (1e-10 * n * n * D + 8e-9 * n * D + 8e-10 * n * n), bytes: 8 * (n * D + n * n) };
  if (OF_NOISE.includes(estimator)) {
    const factored = estimator === 'residual-noise' ? 1.2e-10 * (n * D * D + 2 * (D * D * D)) : 0;
    return { seconds: 64 * (factored + 9e-9 * n * D), bytes: 8 * (n * D + D * D + 4 * n) };
  }
  if (estimator === 'two-nn' || estimator === 'levina-bickel') {
    const distance = (geometry === 'flat' ? 4e-9 : 2e-8) * intrinsic + 6e-9;
    const kept = estimator === 'two-nn' ? 2 : neighbours;
    return { seconds: 64 * ((n * n * distance) / 2 + 2e-7 * n * kept), bytes: 8 * n * (2 * intrinsic + kept) };
  }
  return { seconds: 64 * (4e-6 + 1.2e-7 * n + (estimator === 'power-law-cut' ? CUT * n * n : 0)), bytes: 64 * n };
}

/** The same, with rows in the place of random numbers; theory takes each row with each. */
function costOfFile(
  file: Pick<EstimatedFile, 'kind' | 'rows'> & { columns: number },
  { estimator, samples: n }: EstimatorsParameters,
): Cost {
  if (file.kind === 'numbers')
    return {
      seconds: 64 * (4e-6 + 1.2e-7 * n + (estimator === 'power-law-cut' ? CUT * n * n : 0)),
      bytes: 64 * file.rows,
      theory: 1e-7 * file.rows,
    };
  const { rows: M, columns } = file;
  const eachWithEach = file.kind === 'cloud' ? 1e-10 * n * n * columns + 8e-10 * n * n : 5e-9 * n * columns;
  const seconds = file.kind === 'points' ? (n * n * (1.2e-9 * columns + 3e-9)) / 2 : eachWithEach;
  // Each row with each, once for a file: of points all distances, in order.
  const theory = file.kind === 'points' ? M * M * (1.5e-9 * columns + 9.5e-8) : M * M * (6e-10 * columns + 5e-9);
  return { seconds: 64 * (seconds + 1e-8 * (M + n * columns)), bytes: 8 * (n * columns + n * n + M), theory };
}

/**
 * What each thread does with a file before its first trial: it reads it, and holds each row against
 * each for what the estimator makes of all.
 */
function forecast(parameters: EstimatorsParameters): Forecast | undefined {
  const { data, estimator, neighbours } = parameters;
  const kind = useOf(estimator);
  if (!data || !kind) return undefined;
  if (kind === 'numbers') {
    const { rows } = numbersReadingOf(data, optionsFor(parameters), '');
    const preparation = 3e-7 * rows + (estimator === 'power-law-cut' ? CUT * rows * rows : 0);
    return { ...costOfFile({ kind, rows, columns: 1 }, parameters), preparation };
  }
  const { rows, columns } = sizeOf(data, optionsFor(parameters));
  const side = Math.min(rows, columns);
  const products = kind === 'points' ? 0 : 4e-10 * rows * columns * side;
  const pairs = kind === 'points' ? (rows * rows * (1.9e-9 * columns + 3e-9)) / 2 : 0;
  const kept = kind === 'points' ? 1e-7 * rows * (columns + (estimator === 'two-nn' ? 2 : neighbours)) : 0;
  const decomposed = kind === 'regression' ? 3e-7 * rows * columns + 2e-9 * (side * side * side) : 0;
  const preparation = 6e-8 * rows * columns + products + pairs + kept + decomposed;
  return { ...costOfFile({ kind, rows, columns }, parameters), preparation };
}
