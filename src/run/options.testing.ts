import type { RunOptions } from './execute.ts';

/**
 * How tests run a system unless they say otherwise: in this thread, on the engine that is always
 * there, judged at a margin of 5 per cent, with as many trials on a busy machine as on a quiet one.
 */
export function testOptions(given: Pick<RunOptions, 'seed' | 'shown'> & Partial<RunOptions>): RunOptions {
  return { trials: 'auto', jobs: 1, engine: 'wasm', margin: 0.05, budget: 10, budgetBy: 'estimate', ...given };
}
