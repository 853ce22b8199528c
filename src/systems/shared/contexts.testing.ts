import type { Engine } from '../../numeric/engine.ts';
import type { Random } from '../../numeric/random.ts';
import type { TheoryContext, TrialContext, TrialReporter } from '../contract.ts';

// Contexts for tests that call a system's own functions: everything that it observes is wanted.

interface Observing<O extends string> {
  observables: Record<O, unknown>;
}

/** Nobody listens, unless a reporter is given. */
export function trialContext<O extends string>(
  system: Observing<O>,
  random: Random,
  engine: Engine,
  reporter: TrialReporter<O> = { progress() {}, partial() {}, check() {} },
): TrialContext<O> {
  return { random, engine, reporter, wanted: everything(system) };
}

export function theoryContext<O extends string>(system: Observing<O>, engine: Engine): TheoryContext<O> {
  return { engine, wanted: everything(system), progress() {}, check() {} };
}

function everything<O extends string>({ observables }: Observing<O>): ReadonlySet<O> {
  return new Set(Object.keys(observables) as O[]);
}
