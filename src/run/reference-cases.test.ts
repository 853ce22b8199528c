import { describe, expect, it } from 'vitest';
import { BadInput, OutOfRange } from '../numeric/errors.ts';
import { checkCases, deviation, parseReferenceFile, type ReferenceCase, toleranceOf } from './reference-cases.ts';

const entry = (expected: Record<string, unknown>, theory: Record<string, unknown> = { rel: 1e-9 }): ReferenceCase => ({
  formula: 'f',
  name: 'a case',
  inputs: {},
  expected,
  tolerance: { theory },
});
const passes = (got: Record<string, unknown>, expected: Record<string, unknown>, theory?: Record<string, unknown>) =>
  checkCases([entry(expected, theory)], { f: () => got })[0].passed === 1;

describe('values', () => {
  it('agree within the relative tolerance, or the absolute one where given', () => {
    expect(passes({ a: 1 + 1e-10 }, { a: 1 })).toBe(true);
    expect(passes({ a: 1 + 1e-8 }, { a: 1 })).toBe(false);
    expect(passes({ a: 1e-12 }, { a: 0 })).toBe(false);
    expect(passes({ a: 1e-12 }, { a: 0 }, { rel: 1e-9, abs: 1e-10 })).toBe(true);
    expect(passes({ a: 1.01, b: 2 }, { a: 1, b: 2 }, { rel: 1e-9, a_rel: 0.02 })).toBe(true);
    expect(passes({ a: 1.01, b: 2.01 }, { a: 1, b: 2 }, { a: 0.02, b: 1e-9 })).toBe(false);
  });
  it('must all be there', () => {
    expect(passes({}, { a: 1 })).toBe(false);
    expect(passes({ a: 1, more: 2 }, { a: 1 })).toBe(true);
    expect(passes({ a: [1, 2] }, { a: [1, 2, 3] })).toBe(false);
    expect(passes({ a: Float64Array.of(1, 2) }, { a: [1, 2] })).toBe(true);
    expect(passes({ a: Number.NaN }, { a: 1 })).toBe(false);
  });
  it('may be infinite, missing or words', () => {
    expect(passes({ a: Number.POSITIVE_INFINITY }, { a: 'Infinity' })).toBe(true);
    expect(passes({ a: Number.NEGATIVE_INFINITY }, { a: 'Infinity' })).toBe(false);
    expect(passes({ a: 1e9 }, { a: 'Infinity' })).toBe(false);
    expect(passes({ a: undefined }, { a: null })).toBe(true);
    expect(passes({ a: Number.POSITIVE_INFINITY }, { a: null })).toBe(true);
    expect(passes({ a: Number.NaN }, { a: null })).toBe(false);
    expect(passes({ a: 0 }, { a: null })).toBe(false);
    expect(passes({ a: 'above' }, { a: 'above' })).toBe(true);
    expect(passes({ a: 'above' }, { a: 'below' })).toBe(false);
  });
});

describe('rounding in the files', () => {
  it('S beyond 2^48 is infinite', () => {
    expect(passes({ S: Number.POSITIVE_INFINITY }, { S: 5.3e15 })).toBe(true);
    expect(passes({ S: 2e14 }, { S: Number.POSITIVE_INFINITY })).toBe(false);
  });
  it('S and what goes with S² may be off by the rounding of 1/S, and no more', () => {
    expect(toleranceOf(entry({ S: 1e8 }, { rel: 1e-9 }), 'S').rel).toBeCloseTo(1.79e-7, 9);
    expect(passes({ S: 1e8 * (1 + 1e-7), E_test: 1 }, { S: 1e8, E_test: 1 })).toBe(true);
    expect(passes({ S: 1e8, E_test: 1 + 1e-7 }, { S: 1e8, E_test: 1 })).toBe(false);
    expect(passes({ S: 2 * (1 + 1e-8) }, { S: 2 })).toBe(false);
  });
  it('γ may be off by the rounding of 1 − (1 − γ), and no more', () => {
    expect(passes({ gamma: 1.0822825e-15 }, { gamma: 1.1102e-15 })).toBe(true);
    expect(passes({ gamma: 1.001e-9 }, { gamma: 1e-9 })).toBe(false);
    expect(passes({ kappa: 1.0822825e-15 }, { kappa: 1.1102e-15 })).toBe(false);
  });
});

describe('reports', () => {
  it('count passes, keep the worst error, and say what differs', () => {
    const cases = [entry({ a: 1 }), entry({ a: 2 }), { ...entry({ a: 1 }), formula: 'unknown' }];
    const [known, unknown] = checkCases(cases, { f: () => ({ a: 1 }) });
    expect(known).toMatchObject({ total: 2, passed: 1, implemented: true, worst: 0.5 });
    expect(known.mismatches).toEqual([{ case: 'a case', observable: 'a', got: 1, expected: 2, error: 0.5 }]);
    expect(unknown).toMatchObject({ total: 1, passed: 0, implemented: false });
  });
  it('take an evaluator that throws for a failed case', () => {
    const throwing = () => {
      throw new OutOfRange('x', 1, 'less');
    };
    expect(checkCases([entry({ a: 1 })], { f: throwing })[0].mismatches[0].got).toBe('x is 1, but must be less');
  });
  it('compare nested values by their worst', () => {
    expect(deviation({ x: [1, 2.2] }, { x: [1, 2] }, { rel: 1e-3, abs: 0 })).toMatchObject({ fails: true });
  });
});

describe('files', () => {
  it('are refused with the reason', () => {
    expect(() => parseReferenceFile('{', 'x.json')).toThrow(/x\.json is not JSON/);
    expect(() => parseReferenceFile('{"schema":"other"}', 'x.json')).toThrow(BadInput);
    expect(() => parseReferenceFile('{"schema":"orrery-reference/1"}', 'x.json')).toThrow(/no list of cases/);
    expect(() => parseReferenceFile('{"schema":"orrery-reference/1","cases":[{}]}', 'x.json')).toThrow(/case 1/);
  });
});
