import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { before as crossesBefore, falls, moreThan, rises } from './orderings.ts';

const at = (...values: number[]) => Float64Array.from(values);

describe('rises and falls', () => {
  it('wants every step to go its way, and a constant goes neither', () => {
    expect(rises()(at(1, 2, 2, 3))).toBe(true);
    expect(rises()(at(1, 2, 1.999, 3))).toBe(false);
    expect(falls()(at(3, 2, 2, 1))).toBe(true);
    expect(falls()(at(1, 2))).toBe(false);
    for (const ordering of [rises(), falls(), rises({ tolerance: 0.9 })]) {
      expect(ordering(at(2, 2, 2))).toBe(false);
      expect(ordering(at(2))).toBe(false);
    }
  });

  it('allows a fall below the highest value so far, relative to the range', () => {
    const y = at(0, 5, 4.5, 4, 10);
    expect(rises({ tolerance: 0.09 })(y)).toBe(false);
    expect(rises({ tolerance: 0.1 })(y)).toBe(true);
    // Many small falls are one large one.
    expect(rises({ tolerance: 0.1 })(at(0, 10, 9.5, 9, 8.5, 8))).toBe(false);
    expect(rises({ tolerance: 0.99 })(at(1, 5, 1))).toBe(false);
  });

  it('is the same in other units, and the other way up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 6 }), (values) => {
        const y = Float64Array.from(values);
        const options = { tolerance: 0.25 };
        expect(rises(options)(y.map((v) => 8 * v))).toBe(rises(options)(y));
        expect(falls(options)(y.map((v) => -v))).toBe(rises(options)(y));
        expect(rises()(y) && falls()(y)).toBe(false);
      }),
    );
  });
});

describe('before', () => {
  it('compares first crossings, between points too; never comes last', () => {
    expect(crossesBefore(0.5)(at(1, 0.2, 0), at(1, 0.4, 0))).toBe(true);
    expect(crossesBefore(0.5)(at(1, 0.4, 0), at(1, 0.2, 0))).toBe(false);
    expect(crossesBefore(0.5)(at(0, 1), at(0, 0.4))).toBe(true);
    expect(crossesBefore(0.5)(at(0, 0.4), at(0, 1))).toBe(false);
    expect(crossesBefore(0.5)(at(0, 1), at(1, 0))).toBe(false);
    expect(crossesBefore(0.5)(at(0, 0), at(0, 0))).toBe(false);
  });

  it('takes a level of each curve', () => {
    const halfway = crossesBefore((y) => 0.5 * y[y.length - 1]!);
    expect(halfway(at(0, 8, 10), at(0, 300, 1000))).toBe(true);
  });
});

describe('moreThan', () => {
  it('compares everywhere, by more than the factor', () => {
    expect(moreThan()(at(2), at(1))).toBe(true);
    expect(moreThan()(at(1), at(1))).toBe(false);
    expect(moreThan(2)(at(3, 5), at(1, 2))).toBe(true);
    expect(moreThan(2)(at(3, 4), at(1, 2))).toBe(false);
  });
});

it('refuses what cannot be ordered', () => {
  expect(() => rises()(at(1), at(2))).toThrow('of 1 observables, and was given 2');
  expect(() => crossesBefore(1)(at(1))).toThrow('of 2 observables, and was given 1');
  expect(() => moreThan()(at(1), at(1, 2))).toThrow('1 and 2 points');
  expect(() => rises()(at())).toThrow('points');
  for (const ordering of [rises(), falls()]) expect(() => ordering(at(1, Number.NaN))).toThrow('NaN');
  expect(() => moreThan(0)).toThrow('factor');
  expect(() => rises({ tolerance: 1 })).toThrow('tolerance');
});
