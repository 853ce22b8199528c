import type { Engine } from '../../numeric/engine.ts';
import { Stopped } from '../../numeric/errors.ts';
import type { Random } from '../../numeric/random.ts';
import type { TheoryContext, Trial, TrialContext, TrialReporter } from '../contract.ts';

interface WithObservables<O extends string> {
  observables: Record<O, unknown>;
}

/** Theory in a test: everything is wanted, and nobody listens. */
export function theoryContext<O extends string>(system: WithObservables<O>, engine: Engine): TheoryContext<O> {
  return { engine, wanted: everything(system), progress: () => {}, check: () => {} };
}

/** A trial in a test: everything is wanted, and nobody listens unless a reporter is given. */
export function trialContext<O extends string>(
  system: WithObservables<O>,
  engine: Engine,
  random: Random,
  reporter: TrialReporter<O> = { progress: () => {}, partial: () => {}, check: () => {} },
): TrialContext<O> {
  return { engine, random, reporter, wanted: everything(system) };
}

/** A reporter that shows each partial trial to `seen`, and stops the trial after `most` of them. */
export function stoppingReporter<O extends string>(
  most: number,
  seen: (trial: Trial<O>) => void = () => {},
): TrialReporter<O> {
  let shown = 0;
  return {
    progress: () => {},
    partial: (trial) => {
      shown++;
      seen(trial);
    },
    check: () => {
      if (shown >= most) throw new Stopped();
    },
  };
}

function everything<O extends string>({ observables }: WithObservables<O>): ReadonlySet<O> {
  return new Set(Object.keys(observables) as O[]);
}
