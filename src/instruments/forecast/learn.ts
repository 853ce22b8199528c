import type { RowSource } from '../../data/row-source.ts';
import { power, squared } from '../../numeric/special.ts';
import { fitGroups, type GroupedMoments, type GroupSums, noSums } from '../../regression/grouped-moments.ts';
import { type Population, type Ridge, seenPopulation } from '../../regression/learning-curve.ts';
import { centreGram, nestedValidation } from '../../regression/nested-validation.ts';
import { renormalised, spectrumOfGram, type TrainingSpectrum } from '../../regression/training-spectrum.ts';
import { type Candidate, identifyTarget, withTail } from '../../regression/unseen-modes.ts';
import { gramMatrix } from '../../systems/kernel/gram.ts';
import type { KernelSpec } from '../../systems/kernel/kernels.ts';
import type { InstrumentContext } from '../contract.ts';

/** What rows say of the population that they are from. */
export interface Learned {
  /** Rows used. */
  rows: number;
  /**
   * `seen`: the rows determine every direction of the inputs, and nothing is carried on beyond what
   * they show. `identified`: modes beyond them are continued, see unseen-modes.ts.
   */
  kind: 'seen' | 'identified';
  spectrum: TrainingSpectrum;
  /** One where all is seen. */
  candidates: Candidate[];
  /** Of ln error, where it is open in common to all candidates. */
  levelVariance: number;
  /** Where all is seen: what is learned without one group of rows each. */
  without: Population[];
  validation: Validation;
}

/** Errors measured on rows held out. */
export interface Validation {
  /** Rows trained on, ascending: one, or several nested in each other. */
  rows: number[];
  errors: number[];
  /** Relative. */
  standardErrors: number[];
  /** The ridge of each, the best or the one that is given. */
  bestRidges: number[];
  /** At the most rows, by ridge. */
  byRidge: { ridges: number[]; errors: number[] };
  folds: number;
}

export interface LearnOptions {
  kernel: KernelSpec;
  ridge: Ridge;
  kernelRows: number;
  /** Only the curve is wanted, without its validation and jackknife where they can be left out. */
  curveOnly?: true;
}

/**
 * Where Df1 is above this share of the rows the data interpolate, and estimates of the population
 * are worth little.
 */
const MOST_LEARNED = 0.8;

/** Whether all directions are seen by so many rows: then no eigenproblem of their number. */
export function isSeen({ features }: RowSource, rows: number, { kernel }: { kernel: string }): boolean {
  return kernel === 'linear' && features <= MOST_LEARNED * (rows - 1) * (1 - 1 / GROUPS);
}

export const GROUPS = 10;

/** Learns from these rows of the source, in the order given. */
export function learn(
  source: RowSource,
  rows: Int32Array,
  options: LearnOptions,
  context: Pick<InstrumentContext, 'random' | 'engine' | 'check'> & { progress?: (fraction: number) => void },
): Learned {
  return isSeen(source, rows.length, options.kernel)
    ? learnAll(source, rows, options, context)
    : learnTail(source, rows.subarray(0, options.kernelRows), options, context);
}

type Context = Parameters<typeof learn>[3];

/** Rows in one product. */
const BLOCK = 1024;

function learnAll(source: RowSource, rows: Int32Array, { ridge, curveOnly }: LearnOptions, context: Context): Learned {
  const moments = momentsOf(source, rows, context);
  const all = moments.groups.map((_, g) => g);
  context.check();
  const whole = fitGroups(moments, all, context.engine).spectrum;
  context.progress?.(0.5);
  const population = seenPopulation(whole, 1);
  const learned = {
    ...{ rows: rows.length, kind: 'seen' as const, spectrum: whole, levelVariance: 0 },
    candidates: [{ population, weight: 1 }],
  };
  if (curveOnly) return { ...learned, without: [], validation: NONE };
  const ridges = ridge === 'optimal' ? ridgeGrid(whole) : [ridge];
  const folds = all.map((g) => {
    context.check();
    context.progress?.(0.5 + (0.5 * g) / GROUPS);
    const fit = fitGroups(
      moments,
      all.filter((other) => other !== g),
      context.engine,
    );
    return {
      population: seenPopulation(fit.spectrum, 1),
      errors: fit.errorOn([g], ridges),
      rows: moments.groups[g].rows,
    };
  });
  const errors = ridges.map((_, r) => folds.reduce((sum, fold) => sum + fold.errors[r] * fold.rows, 0) / rows.length);
  const best = leastIndex(errors);
  const spread = folds.reduce((sum, fold) => sum + squared(fold.errors[best] / errors[best] - 1), 0) / (GROUPS - 1);
  return {
    ...learned,
    without: folds.map(({ population }) => population),
    validation: {
      rows: [rows.length - Math.round(rows.length / GROUPS)],
      errors: [errors[best]],
      standardErrors: [Math.sqrt(spread / GROUPS)],
      bestRidges: [ridges[best]],
      byRidge: { ridges, errors },
      folds: GROUPS,
    },
  };
}

const NONE: Validation = {
  ...{ rows: [], errors: [], standardErrors: [], bestRidges: [], folds: 0 },
  byRidge: { ridges: [], errors: [] },
};

/** Sums over groups of the rows, by blocks. */
function momentsOf(source: RowSource, rows: Int32Array, { engine, check, progress }: Context): GroupedMoments {
  const { features, outputs } = source;
  const { heap } = engine;
  const groups: GroupSums[] = [];
  for (let g = 0; g < GROUPS; g++) {
    const [from, to] = [g, g + 1].map((k) => Math.floor((k * rows.length) / GROUPS));
    const sums = noSums(features, outputs);
    heap.scope(() => {
      const block = Math.min(BLOCK, to - from);
      const inputs = heap.matrix(block, features);
      const labels = heap.matrix(block, outputs);
      const covariance = heap.matrix(features, features);
      const overlap = heap.matrix(features, outputs);
      for (let start = from; start < to; start += block) {
        check();
        const size = Math.min(block, to - start);
        const [x, y] = [inputs.values, labels.values];
        for (let i = 0; i < size; i++) {
          source.inputs(rows[start + i], x, i * features);
          source.labels(rows[start + i], y, i * outputs);
          for (let k = 0; k < features; k++) sums.inputs[k] += x[i * features + k];
          for (let c = 0; c < outputs; c++) {
            sums.labels[c] += y[i * outputs + c];
            sums.power += squared(y[i * outputs + c]);
          }
        }
        const [a, b] = [inputs.head(size), labels.head(size)];
        engine.syrk({ a, transpose: true, c: covariance, beta: 1 });
        engine.gemm({ a, transposeA: true, b, c: overlap, beta: 1 });
        progress?.((0.45 * (start + size)) / rows.length);
      }
      sums.covariance.set(covariance.values);
      sums.overlap.set(overlap.values);
    });
    groups.push({ ...sums, rows: to - from });
  }
  return { features, outputs, groups };
}

/** Training sizes of the measured curve, as shares; the last is all but a fold. */
const SHARES = [1 / 8, 1 / 4, 1 / 2, 1];
/** Folds of few rows, and of many, where each is an eigenproblem. */
const FOLDS = { few: 10, many: 5, from: 500 };

function learnTail(source: RowSource, rows: Int32Array, options: LearnOptions, context: Context): Learned {
  const { engine, check } = context;
  const { outputs } = source;
  const n = rows.length;
  const gram = gramOf(source, rows, options.kernel, context);
  const labels = new Float64Array(n * outputs);
  rows.forEach((row, i) => {
    source.labels(row, labels, i * outputs);
  });
  check();
  const spectrum = spectrumOf(gram, labels, outputs, context);
  const ridges = options.ridge === 'optimal' ? ridgeGrid(spectrum) : [options.ridge];
  const folds = n < FOLDS.from ? FOLDS.few : FOLDS.many;
  const nested = nestedValidation(gram, labels, outputs, {
    ...{ shares: SHARES, ridges, folds, engine, check, random: context.random.stream('folds') },
    progress: (fraction) => context.progress?.(0.1 + 0.85 * fraction),
  });
  const best = nested.errors.map(leastIndex);
  const errors = nested.errors.map((all, j) => all[best[j]]);
  const covariance = nested.covarianceAt(best);
  const rank = options.kernel.kernel === 'linear' ? source.features : Number.POSITIVE_INFINITY;
  const shape = withTail(seenPopulation(spectrum, MOST_LEARNED), rank);
  const last = best.length - 1;
  const measured = { rows: nested.rows, errors, covariance, ridge: options.ridge };
  const { candidates, levelVariance } = identifyTarget(shape, measured, ridges[best[last]], check);
  return {
    ...{ rows: n, kind: 'identified', spectrum, candidates, levelVariance, without: [] },
    validation: {
      ...{ rows: nested.rows, errors, folds },
      standardErrors: errors.map((_, j) => Math.sqrt(covariance[j][j])),
      bestRidges: best.map((r) => ridges[r]),
      byRidge: { ridges, errors: Array.from(nested.errors[last]) },
    },
  };
}

/**
 * The kernel's matrix of these rows; linear kernels are of the inputs, others of inputs/√features.
 */
export function gramOf(source: RowSource, rows: Int32Array, kernel: KernelSpec, { engine }: Pick<Context, 'engine'>) {
  const { heap } = engine;
  return heap.scope(() => {
    const points = heap.matrix(rows.length, source.features);
    const gram = heap.matrix(rows.length, rows.length);
    const values = points.values;
    rows.forEach((row, i) => {
      source.inputs(row, values, i * source.features);
    });
    gramMatrix(kernel, points, gram, engine, kernel.kernel === 'linear' ? 1 : 1 / source.features);
    return Float64Array.from(gram.values);
  });
}

function spectrumOf(gram: Float64Array, labels: Float64Array, outputs: number, { engine }: Context): TrainingSpectrum {
  const { heap } = engine;
  const n = labels.length / outputs;
  return heap.scope(() => {
    const centred = heap.matrixFrom(n, n, gram);
    const targets = heap.matrixFrom(n, outputs, labels);
    centreGram(centred);
    const values = centred.values;
    for (let k = 0; k < values.length; k++) values[k] /= n - 1;
    const entries = targets.values;
    for (let c = 0; c < outputs; c++) {
      let mean = 0;
      for (let i = 0; i < n; i++) mean += entries[i * outputs + c] / n;
      for (let i = 0; i < n; i++) entries[i * outputs + c] -= mean;
    }
    return spectrumOfGram(centred, targets, engine).spectrum;
  });
}

/** Ridges that are tried, relative to the sum of eigenvalues; four a decade. */
const RIDGES = Array.from({ length: 33 }, (_, i) => 1e-7 * power(10, i / 4));

function ridgeGrid({ values }: TrainingSpectrum): number[] {
  const trace = values.reduce((a, b) => a + b, 0);
  return RIDGES.map((one) => one * trace);
}

function leastIndex(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[best]) best = i;
  return best;
}

/** Generalised cross-validation of all rows, at one ridge or at its own best. */
export function generalisedCrossValidation(
  { spectrum, rows }: Learned,
  ridge: Ridge,
): { error: number; ridge: number } {
  const tried = ridge === 'optimal' ? fineGrid(spectrum) : [ridge];
  const errors = tried.map((one) => (1 + 1 / rows) * renormalised(spectrum, one).error);
  const best = leastIndex(errors);
  return { error: errors[best], ridge: tried[best] };
}

function fineGrid(spectrum: TrainingSpectrum): number[] {
  const grid = ridgeGrid(spectrum);
  const [first, last] = [grid[0], grid[grid.length - 1]];
  return Array.from({ length: 8 * grid.length }, (_, i) => first * power(last / first, i / (8 * grid.length - 1)));
}
