import type { Trial, TrialContext } from '../../contract.ts';
import { ratioOfMeans } from '../../shared/ratio-of-means.ts';
import type { SchedulesObservable } from '../observables.ts';
import { constantRates, lateShares, ratesOf, type SchedulesProblem } from '../problem.ts';
import { runNetwork } from './network.ts';
import { OnePass } from './one-pass.ts';

type Context = TrialContext<SchedulesObservable>;

/** One repetition. */
export function runTrial(problem: SchedulesProblem, context: Context): Trial<SchedulesObservable> {
  return problem.parameters.model === 'network' ? runNetwork(problem, context) : runLeastSquares(problem, context);
}

/** Some runs, whose risks are averaged; and as many at a constant rate where that is asked for. */
function runLeastSquares(
  problem: SchedulesProblem,
  { random, engine, reporter, wanted }: Context,
): Trial<SchedulesObservable> {
  const { points, runs, shares } = problem;
  const risk = new Float64Array(points.length);
  const late = Array.from(lateShares(problem), () => new Float64Array(runs));
  const [finals, constants] = [new Float64Array(runs), new Float64Array(runs)];
  engine.heap.scope(() => {
    const descent = new OnePass(problem, engine);
    const check = () => reporter.check();
    for (let run = 0; run < runs; run++) {
      reporter.progress(run / runs);
      const one = descent.run(ratesOf(problem), shares, random.stream('run', run), check);
      for (let i = 0; i < risk.length; i++) risk[i] += one[i] / runs;
      finals[run] = one[one.length - 1];
      late.forEach((each, i) => {
        each[run] = one[one.length - late.length + i];
      });
      // The same examples at a constant rate.
      if (!wanted.has('gain')) continue;
      const other = descent.run(constantRates(problem), undefined, random.stream('run', run), check);
      constants[run] = other[other.length - 1];
    }
  });
  const finalRisk = risk[risk.length - 1];
  const relativeRisk = Float64Array.from(late, (each) => ratioOfMeans(each, finals));
  return {
    observables: {
      risk,
      relativeRisk,
      finalRisk,
      ...(wanted.has('gain') && { gain: ratioOfMeans(constants, finals) }),
    },
  };
}
