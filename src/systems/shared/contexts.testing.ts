import type { Engine } from '../../numeric/engine.ts';
import type { Random } from '../../numeric/random.ts';
import type { AnySystem, TheoryContext, TrialContext } from '../contract.ts';

// Contexts for tests that call a system's own functions, with nobody listening.

/** Everything that the system observes is wanted. */
export function trialContext(system: AnySystem, random: Random, engine: Engine): TrialContext {
  const reporter = { progress() {}, partial() {}, check() {} };
  return { random, engine, reporter, wanted: new Set(Object.keys(system.observables)) };
}

export function theoryContext(system: AnySystem, engine: Engine): TheoryContext {
  return { engine, wanted: new Set(Object.keys(system.observables)), progress() {}, check() {} };
}
