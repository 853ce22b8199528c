import { binderCumulant, susceptibility } from '../../../statistics/order-parameters.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { OrderObservable } from '../observables.ts';
import type { OrderProblem } from '../problem.ts';
import { trainPair } from './network.ts';
import { isSeparable } from './perceptron.ts';
import { principalCosine } from './principal.ts';
import { type Draw, fitPair, type Pair } from './regressions.ts';

/** Independent training sets, and how the students that learn from them differ. */
export function runTrial(
  problem: OrderProblem,
  { random, engine, reporter }: TrialContext<OrderObservable>,
): Trial<OrderObservable> {
  const { student, draws, dimension } = problem.parameters;
  const each = <T>(make: (draw: Draw) => T): T[] =>
    Array.from({ length: draws }, (_, k) => {
      reporter.check();
      reporter.progress(k / draws);
      return engine.heap.scope(() => make({ random: random.stream('draw', k), engine }));
    });
  if (student === 'perceptron') {
    const found = each((draw) => isSeparable(problem, draw, () => reporter.check()));
    return { observables: { separable: found.filter(Boolean).length / draws } };
  }
  if (student === 'principal') return { observables: fluctuations(each((draw) => principalCosine(problem, draw))) };
  const pairs = each((draw) => (student === 'descent' ? trainPair(problem, draw) : fitPair(problem, draw)));
  const mean = (of: keyof Pair) => pairs.reduce((sum, pair) => sum + pair[of], 0) / draws;
  return {
    observables: {
      ...fluctuations(pairs.map(({ teacher, self }) => teacher / Math.sqrt(self))),
      overlap: mean('teacher'),
      selfOverlap: mean('self'),
      replicaOverlap: mean('replica'),
    },
  };

  /** Of R over the draws; the sign of a principal component is nobody's. */
  function fluctuations(cosines: number[]) {
    return {
      squaredOverlap: cosines.reduce((sum, R) => sum + R * R, 0) / draws,
      susceptibility: susceptibility(cosines, dimension, student === 'principal' ? 'zero' : 'mean'),
      binder: binderCumulant(cosines),
    };
  }
}
