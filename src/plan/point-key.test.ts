import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { findSystem } from '../systems/registry.ts';
import { makePlan } from './plan.ts';
import { canonicalJson, pointKey } from './point-key.ts';
import type { Settings } from './settings.ts';

const ridge = await findSystem('ridge');
const keyOf = (settings: Settings) => makePlan(ridge, { samples: 100, ...settings }).curves[0].points[0].key;

describe('canonical JSON', () => {
  it('does not depend on the order of keys, on the kind of array or on the sign of zero', () => {
    expect(canonicalJson({ b: [1, -0], a: 'x' })).toBe('{"a":"x","b":[1,0]}');
    expect(canonicalJson({ a: 'x', b: Float64Array.of(1, 0) })).toBe('{"a":"x","b":[1,0]}');
  });

  it('leaves out what is undefined, has a word for infinity, and knows a file by its checksum', () => {
    expect(canonicalJson({ a: undefined, b: Number.POSITIVE_INFINITY })).toBe('{"b":"Infinity"}');
    expect(canonicalJson({ data: { sha256: 'ab', origin: 'here', rows: 3 } })).toBe('{"data":{"sha256":"ab"}}');
  });

  it('tells numbers apart to the last bit', () => {
    expect(canonicalJson(0.1 + 0.2)).not.toBe(canonicalJson(0.3));
  });
});

describe('the key of a point', () => {
  it('is the same however the point is written', () => {
    const key = keyOf({ ridge: 0.01 });
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keyOf({})).toBe(key);
    expect(keyOf({ ridge: '1e-2', noise: '0.1' })).toBe(key);
    expect(makePlan(ridge, { ridge: [1, 0.01], samples: [50, 100] }).curves[1].points[1].key).toBe(key);
    expect(makePlan(ridge, { samples: 50, dimension: 150 }, [2]).curves[0].points[0].key).toBe(key);
  });

  it('is the same for a round number and for a range that passes through it', () => {
    const at = (settings: Settings) => makePlan(ridge, { samples: 100, ...settings }).curves[0].points;
    expect(at({ ridge: '1e-6:1:7:log' }).map(({ key }) => key)).toContain(keyOf({ ridge: 0.1 }));
    expect(at({ ridge: '1:1e-3:4:log' }).map(({ key }) => key)).toContain(keyOf({ ridge: 0.01 }));
    expect(at({ noise: '0:0.3:4' }).map(({ key }) => key)).toContain(keyOf({ noise: 0.2 }));
  });

  it('differs with every parameter that has an effect, and with no other', () => {
    const key = keyOf({ spectrum: 'isotropic' });
    expect(keyOf({ spectrum: 'isotropic', noise: 0.2 })).not.toBe(key);
    const parameters = makePlan(ridge, { samples: 100, spectrum: 'isotropic' }).curves[0].points[0].parameters;
    expect(pointKey(ridge, { ...parameters, decay: 7 })).toBe(key);
    expect(pointKey({ ...ridge, id: 'other' }, parameters)).not.toBe(key);
  });

  it('knows a file by what is in it', () => {
    const data = (first: number, origin: string, sha256 = ''): Dataset => {
      return { name: origin, origin, sha256, rows: 4, columns: 2, values: Float64Array.of(first, 1, 2, 3, 5, 4, 8, 6) };
    };
    const key = keyOf({ data: data(0, 'one.csv') });
    expect(keyOf({ data: data(0, 'moved.csv') })).toBe(key);
    expect(keyOf({ data: data(9, 'one.csv') })).not.toBe(key);
    // A checksum that somebody claims is not believed.
    expect(keyOf({ data: data(0, 'one.csv', 'aa') })).toBe(key);
  });
});
