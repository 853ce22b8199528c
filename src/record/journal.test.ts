import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { TrialOutcome } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import { Journal, readTrials } from './journal.ts';

const out = mkdtempSync(join(tmpdir(), 'orrery-journal-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
const folder = () => mkdtempSync(join(out, 'record-'));

const word = fc.string({ unit: 'grapheme', maxLength: 20 });
const words = fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true });
/** A number that is measured is finite; −0 is one of them. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const values = fc.array(fc.double(), { maxLength: 5 }).map((all) => Float64Array.from(all));
const outcome: fc.Arbitrary<TrialOutcome> = fc.oneof(
  fc.record({ failed: word }),
  fc.record(
    {
      observables: fc.dictionary(word, fc.oneof(number, values), { maxKeys: 4, noNullPrototype: true }),
      withoutValue: words,
      without: words,
      exhibits: fc.array(fc.record({ title: word, rows: fc.nat(9), columns: fc.nat(9), values }), { maxLength: 2 }),
    },
    { requiredKeys: ['observables'], noNullPrototype: true },
  ),
);
const kept = fc.array(
  fc.record({ point: word, first: fc.nat(50), outcomes: fc.array(outcome, { minLength: 1, maxLength: 3 }) }),
  { minLength: 1, maxLength: 4 },
);
const keepAll = (journal: Journal, all: { point: string; first: number; outcomes: TrialOutcome[] }[]) => {
  for (const { point, first, outcomes } of all) journal.keep(point, first, outcomes);
};

describe('a journal', () => {
  it('gives back every trial to the bit, open and closed, and from two runs', () => {
    fc.assert(
      fc.property(kept, kept, (some, more) => {
        const place = folder();
        const known = new Map<string, TrialOutcome[]>();
        for (const { point, first, outcomes } of [...some, ...more]) {
          const at = known.get(point) ?? [];
          outcomes.forEach((one, i) => {
            at[first + i] = one;
          });
          known.set(point, at);
        }
        const one = new Journal(place);
        keepAll(one, some);
        one.close();
        const other = new Journal(place);
        keepAll(other, more);
        other.abandon();
        expect(readTrials(place)).toEqual(known);
        rmSync(place, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });

  it('loses a torn line and nothing else, wherever it was torn', () => {
    const place = folder();
    const journal = new Journal(place);
    journal.keep('a', 0, [{ observables: { x: -0, curve: Float64Array.of(1, -0) } }, { failed: 'ü' }]);
    journal.abandon();
    const file = join(place, 'trials.jsonl');
    const bytes = readFileSync(file);
    const end = bytes.indexOf(10) + 1;
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(file, bytes.subarray(0, length));
      const found = readTrials(place).get('a') ?? [];
      expect(found).toHaveLength(length < end ? 0 : length < bytes.length ? 1 : 2);
    }
    expect(Object.is((readTrials(place).get('a')![0] as { observables: { x: number } }).observables.x, -0)).toBe(true);
  });

  it.each([
    ['null', /line 2 is damaged: it names no trial/],
    ['[1]', /it names no trial/],
    ['{"point":"a","trial":1000001,"failed":"x"}', /it names no trial/],
    ['{"point":"a","trial":0.5,"failed":"x"}', /it names no trial/],
    ['{"point":"a","trial":1,"failed":7}', /its values are not as they were written/],
    ['{"point":"a","trial":1,"observables":{"x":null}}', /its values are not as they were written/],
    ['{"point":"a","trial":1,"observables":{"x":{"f64":"AAAA"}}}', /its values are not as they were written/],
    ['{"point":"a","trial":1,"observables":{"x":{"f64":"*"}}}', /its values are not as they were written/],
    ['{"point":"a","trial":1,"observables":{},"exhibits":[{"values":{}}]}', /its values are not as they were written/],
    ['{"point', /it is no JSON/],
  ])('names a line that is damaged: %s', (line, reason) => {
    const place = folder();
    const journal = new Journal(place);
    journal.keep('a', 0, [{ observables: { x: 1 } }]);
    journal.abandon();
    appendFileSync(join(place, 'trials.jsonl'), `${line}\n`);
    expect(() => readTrials(place)).toThrow(reason);
    expect(() => readTrials(place)).toThrow(BadInput);
  });

  it('does not unpack a bomb', () => {
    const place = folder();
    writeFileSync(join(place, 'trials.jsonl.gz'), gzipSync(Buffer.alloc(2 ** 25, 'a')));
    expect(() => readTrials(place)).toThrow(/unpacks to more than 200 times its size/);
  });
});
