import { remember } from '../../../numeric/remember.ts';
import { inner } from '../../../numeric/small-systems.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { BoltzmannObservable } from '../observables.ts';
import type { BoltzmannProblem } from '../problem.ts';
import { Chains } from './chains.ts';
import { enumerate } from './enumeration.ts';

/** All trials of a point compare with the same. */
const enumerated = remember(enumerate, ({ parameters }) => JSON.stringify(parameters));

/** Contrastive divergence by real chains, in two independent halves. */
export function runTrial(
  problem: BoltzmannProblem,
  { random, engine, reporter }: TrialContext<BoltzmannObservable>,
): Trial<BoltzmannObservable> {
  const { parameters, steps } = problem;
  const { logLikelihood, gradient } = enumerated(problem);
  reporter.check();
  const square = inner(gradient, gradient);
  const halves = [0, 1].map(
    (half) => new Chains(problem, parameters.chains / 2, random.stream('chains', half), engine),
  );
  const before = halves[0].means();
  const bias: number[] = [];
  const alignment: number[] = [];
  for (const k of steps) {
    reporter.check();
    const updates = halves.map((half) => {
      half.step();
      return half.means().map((after, e) => before[e] - after);
    });
    const [one, other] = updates.map((update) => update.map((value, e) => value - gradient[e]));
    bias.push(inner(one, other) / square);
    alignment.push((inner(updates[0], gradient) + inner(updates[1], gradient)) / 2 / square);
    reporter.progress(k / steps.length);
    reporter.partial({ observables: { ...asArrays({ bias, alignment }), logLikelihood } });
  }
  return { observables: { ...asArrays({ bias, alignment }), logLikelihood } };
}
