// What is particular to self-stabilisation; the conformance suite holds it to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { selfStabilisation } from './system.ts';
import { selfStabilisation as cycleOf } from './theory/cycle.ts';

await describeConformance(selfStabilisation);

describeReferenceCases(evaluators, 'dynamics.json');

const engine = createWasmEngine();
const { heap } = engine;
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const run = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problemOf(settings), trialContext(selfStabilisation, createRandom(seed), engine));

describe('a trial', () => {
  it('goes once round, out and back, on the orbit of its start, small or large', () => {
    for (const start of [0.02, 0.1, 0.5]) {
      const { observables } = run({ start });
      const { squares, largestExcess } = cycleOf({ alpha: 0.5, beta: 1 }, start, 0);
      expect(Math.abs(Number(observables.largestDisplacement) / Math.sqrt(squares[1]) - 1)).toBeLessThan(
        selfStabilisation.margin.value,
      );
      expect(Math.abs(Number(observables.largestExcess) / largestExcess - 1)).toBeLessThan(
        selfStabilisation.margin.value,
      );
      expect(Math.abs(Number(observables.meanSquare) - 1)).toBeLessThan(selfStabilisation.margin.value);
    }
  });

  it.each([
    [{ patience: 20 }, /its sharpness was 0\.\d+ of the edge at the end of the patience/],
    [{ rate: 2 }, /the initial weights have a sharpness of .* beyond the edge/],
  ])('that has no cycle says why: %o', (settings, words) => {
    const { observables, without } = run(settings);
    expect(observables).toEqual({});
    expect(without?.meanSquare).toMatch(words);
  });

  it('stops when told to, and leaves nothing on the heap', () => {
    const { used } = heap;
    const context = trialContext(selfStabilisation, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problemOf({}), context)).toThrow(Stopped);
    expect(heap.used).toBe(used);
  });
});

describe('the notes', () => {
  it('warn of every network whose valley is another, and not of the usual ones', () => {
    const notes = (settings: Record<string, unknown>) =>
      selfStabilisation.validity(problemOf(settings)).map(({ id }) => id);
    expect(notes({})).toEqual([]);
    expect(notes({ hidden: [12, 8], degree: 4 })).toEqual(['deep', 'other-valley']);
    expect(notes({ hidden: [60], start: 0.9, rate: 0.4 })).toEqual(['large-steps', 'small-cycle', 'other-width']);
  });
});
