import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { QuantaObservable } from '../observables.ts';
import { MOST_LEARNERS, type QuantaProblem } from '../problem.ts';
import { makeLearner } from './learners.ts';
import { drawRanks } from './zipf.ts';

type Context = TrialContext<QuantaObservable>;

/** Fresh examples on which the learners of a trial are tested. */
const TESTS = 20000;

/**
 * Learners of every size are shown examples one by one, from the beginning, and tested on fresh
 * ones; the last one, which sees all, is then left with few slots.
 */
export function runTrial(problem: QuantaProblem, context: Context): Trial<QuantaObservable> {
  const { parameters, sizes, fewer, capacities, ranks } = problem;
  const { random, engine, reporter } = context;
  const zipf = { alpha: parameters.exponent, most: problem.quanta };
  const draw = (count: number, stream: string) =>
    drawRanks(count, zipf, random.stream(stream), engine, () => reporter.check());
  const numbering = new Numbering();
  const shown = numbering.all(draw(parameters.examples, 'examples'));
  const tests = numbering.all(draw(TESTS, 'tests'));
  const followed = numbering.all(ranks);
  const thresholds = random.stream('thresholds');
  const learner = makeLearner(parameters, numbering.count, () => thresholds.uniform());

  const loss: number[] = [];
  const learned: number[] = [];
  const quantumLoss = ranks.map((): number[] => []);
  for (const size of sizes) {
    const learners = Math.min(MOST_LEARNERS, Math.floor(shown.length / size));
    const mean = { loss: 0, learned: 0, quanta: new Float64Array(ranks.length) };
    for (let i = 0; i < learners; i++) {
      reporter.check();
      learner.reset();
      for (const q of shown.subarray(i * size, (i + 1) * size)) {
        const had = learner.has(q);
        learner.see(q);
        if (!had && learner.has(q)) mean.learned += 1 / learners;
      }
      const own = tests.subarray((i * TESTS) / learners, ((i + 1) * TESTS) / learners);
      mean.loss += meanOver(own, learner.loss) / learners;
      followed.forEach((q, k) => {
        mean.quanta[k] += learner.loss(q) / learners;
      });
    }
    loss.push(mean.loss);
    learned.push(mean.learned);
    if (loss.length <= fewer.length)
      quantumLoss.forEach((curve, k) => {
        curve.push(mean.quanta[k]);
      });
    reporter.progress(loss.length / sizes.length);
    reporter.partial({ observables: asArrays({ loss, learned }) });
  }
  const places = placesByUse(shown, numbering.count);
  const slotLoss = (n: number) => meanOver(tests, (q) => (places[q] < n ? learner.loss(q) : learner.unseen));
  return {
    observables: asArrays({ loss, learned, capacityLoss: capacities.map(slotLoss), quantumLoss: quantumLoss.flat() }),
  };
}

/** Quanta are numbered as they come up: their ranks are larger than any array. */
class Numbering {
  private readonly numbers = new Map<number, number>();

  all(ranks: ArrayLike<number>): Int32Array {
    return Int32Array.from(ranks, (rank) => {
      const known = this.numbers.get(rank);
      if (known === undefined) this.numbers.set(rank, this.numbers.size);
      return known ?? this.numbers.size - 1;
    });
  }

  get count(): number {
    return this.numbers.size;
  }
}

/** The place of each quantum in the order of use; of equally many, the first met is first. */
function placesByUse(shown: Int32Array, quanta: number): Int32Array {
  const counts = new Int32Array(quanta);
  for (const q of shown) counts[q]++;
  const places = new Int32Array(quanta);
  Array.from(counts, (_, q) => q)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .forEach((q, place) => {
      places[q] = place;
    });
  return places;
}

function meanOver(tests: Int32Array, loss: (q: number) => number): number {
  return tests.reduce((sum, q) => sum + loss(q), 0) / tests.length;
}
