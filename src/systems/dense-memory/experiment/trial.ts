import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { type DenseMemoryObservable, QUERIES } from '../observables.ts';
import type { DenseMemoryProblem } from '../problem.ts';
import { gains, type Patterns, softmaxUpdate } from './memory.ts';

/** Queries that are updated together. */
export const TOGETHER = 8;

/** One set of patterns; means over queries made of some of them by flipping units. */
export function runTrial(
  { parameters, wrong }: DenseMemoryProblem,
  { random, engine, reporter }: TrialContext<DenseMemoryObservable>,
): Trial<DenseMemoryObservable> {
  const { memory, units, patterns: count, degree, sharpness } = parameters;
  return engine.heap.scope(() => {
    const drawn = engine.heap.matrix(count, units);
    random.stream('patterns').fillRademacher(drawn);
    const queries = flipSome(drawn, Math.min(count, QUERIES), wrong, random.stream('flips'), engine);
    const progress = (done: number) => {
      reporter.check();
      reporter.progress(done / queries.rows);
    };
    return {
      observables:
        memory === 'power'
          ? { error: powerError(drawn, queries, degree, engine, progress) }
          : softmaxRecall(drawn, queries, sharpness, progress),
    };
  });
}

/** The first patterns, each with so many of its units flipped. */
function flipSome(patterns: Matrix, count: number, wrong: number, flips: Random, engine: Engine): Matrix {
  const units = patterns.columns;
  const queries = engine.heap.matrix(count, units);
  queries.values.set(patterns.values.subarray(0, count * units));
  const { values } = queries;
  for (let mu = 0; mu < count; mu++) for (const i of flips.choose(wrong, units)) values[mu * units + i] *= -1;
  return queries;
}

/** Share of the units that are wrong after an update, a tie for half. */
function powerError(
  patterns: Matrix,
  queries: Matrix,
  degree: number,
  engine: Engine,
  progress: (done: number) => void,
): number {
  const { heap } = engine;
  const units = queries.columns;
  let error = 0;
  for (let done = 0; done < queries.rows; done += TOGETHER) {
    progress(done);
    heap.scope(() => {
      const some = heap.matrix(Math.min(TOGETHER, queries.rows - done), units);
      const first = done * units;
      some.values.set(queries.values.subarray(first, first + some.values.length));
      const kept = gains(patterns, some, degree, engine).values;
      const [asked, right] = [queries.values, patterns.values];
      for (let e = 0; e < kept.length; e++) error += isWrong(kept[e] * asked[first + e] * right[first + e]);
    });
  }
  return error / (units * queries.rows);
}

function softmaxRecall(drawn: Matrix, queries: Matrix, sharpness: number, progress: (done: number) => void) {
  const units = drawn.columns;
  const signs = Float64Array.from(drawn.values);
  const patterns: Patterns = { signs, units, count: drawn.rows };
  let [error, weight] = [0, 0];
  for (let mu = 0; mu < queries.rows; mu++) {
    progress(mu);
    const pattern = signs.subarray(mu * units, (mu + 1) * units);
    const query = Float64Array.from(queries.values.subarray(mu * units, (mu + 1) * units));
    const { weights, state } = softmaxUpdate(patterns, query, sharpness);
    weight += weights[mu] / queries.rows;
    const overlap = state.reduce((sum, one, i) => sum + one * pattern[i], 0) / units;
    error += (1 - overlap) / 2 / queries.rows;
  }
  return { error, weight };
}

/** Of what speaks for the pattern's unit. */
function isWrong(support: number): number {
  return support < 0 ? 1 : support === 0 ? 0.5 : 0;
}
