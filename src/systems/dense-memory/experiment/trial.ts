import type { Trial, TrialContext } from '../../contract.ts';
import { type DenseMemoryObservable, QUERIES } from '../observables.ts';
import type { DenseMemoryProblem } from '../problem.ts';
import { gains, type Patterns, softmaxUpdate } from './memory.ts';

/** One set of patterns; means over queries made of some of them by flipping units. */
export function runTrial(
  { parameters, wrong }: DenseMemoryProblem,
  { random, engine, reporter }: TrialContext<DenseMemoryObservable>,
): Trial<DenseMemoryObservable> {
  const { memory, units, patterns: count, degree, sharpness } = parameters;
  return engine.heap.scope(() => {
    const drawn = engine.heap.matrix(count, units);
    random.stream('patterns').fillRademacher(drawn);
    const patterns: Patterns = { signs: Float64Array.from(drawn.values), units, count };
    const flips = random.stream('flips');
    const queries = Math.min(count, QUERIES);
    let [error, weight] = [0, 0];
    for (let mu = 0; mu < queries; mu++) {
      reporter.check();
      reporter.progress(mu / queries);
      const pattern = Float64Array.from(drawn.values.subarray(mu * units, (mu + 1) * units));
      const query = pattern.slice();
      for (const i of flips.choose(wrong, units)) query[i] = -query[i];
      if (memory === 'power') {
        const kept = gains(patterns, query, degree);
        for (let i = 0; i < units; i++) error += isWrong(kept[i] * query[i] * pattern[i]) / (units * queries);
      } else {
        const { weights, state } = softmaxUpdate(patterns, query, sharpness);
        weight += weights[mu] / queries;
        const overlap = state.reduce((sum, one, i) => sum + one * pattern[i], 0) / units;
        error += (1 - overlap) / 2 / queries;
      }
    }
    return { observables: memory === 'power' ? { error } : { error, weight } };
  });
}

/** Of what speaks for the pattern's unit. */
function isWrong(support: number): number {
  return support < 0 ? 1 : support === 0 ? 0.5 : 0;
}
