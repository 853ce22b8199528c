import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseNpy } from './npy.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** An .npy file with any header text and data, in format version 1. */
function npy(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(10 + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  bytes.set(text, 10);
  bytes.set(data, 10 + text.length);
  return bytes;
}

const header = (shape: string, descr = "'<f8'", fortran = 'False'): string =>
  `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

describe('files made by numpy', () => {
  const types = readdirSync(new URL('fixtures', import.meta.url)).filter((name) =>
    /^\w\d-(big|little)\.npy$/.test(name),
  );
  test.each([...types, 'fortran.npy', 'version-1.npy', 'version-2.npy', 'version-3.npy'])('%s', (name) => {
    expect(parseNpy(fixture(name), name)).toEqual({
      rows: 2,
      columns: 3,
      values: Float64Array.of(0, 1, 2, 3, 100, 5),
    });
  });

  it('covers every type in both byte orders', () => expect(types).toHaveLength(22));

  it('reads booleans as 0 and 1', () => {
    expect([...parseNpy(fixture('bool.npy'), 'b').values]).toEqual([0, 0, 1, 1, 1, 1]);
  });

  it('makes a vector one column', () => {
    expect(parseNpy(fixture('vector.npy'), 'v')).toEqual({
      rows: 3,
      columns: 1,
      values: Float64Array.of(1.5, -2.25, 1e300),
    });
  });

  test.each([
    ['cube.npy', 2, 12],
    ['cube-fortran.npy', 2, 60],
  ])('flattens %s as reshape(len(a), -1) does', (name, rows, columns) => {
    const table = parseNpy(fixture(name), name);
    expect([table.rows, table.columns]).toEqual([rows, columns]);
    expect([...table.values]).toEqual(Array.from({ length: rows * columns }, (_, i) => i));
  });

  test.each([
    ['<f4', Float32Array],
    ['<f8', Float64Array],
  ])('reads a large array of %s where it lies', (type, Kind) => {
    const numbers = new Kind(1_000_002);
    for (let i = 0; i < numbers.length; i++) numbers[i] = Math.sqrt(i);
    const text = header('(333334, 3)', `'${type}'`).trimEnd();
    const bytes = npy(`${text.padEnd(117)}\n`, new Uint8Array(numbers.buffer));
    const { rows, columns, values } = parseNpy(bytes, 'large');
    expect([rows, columns, values.buffer === bytes.buffer]).toEqual([333_334, 3, true]);
    expect(values).toBeInstanceOf(Kind);
    expect(Buffer.from(values.buffer, values.byteOffset).equals(Buffer.from(numbers.buffer))).toBe(true);
    // Where it does not lie on a multiple of its size, as doubles.
    const shifted = parseNpy(npy(`${text.padEnd(116)}\n`, new Uint8Array(numbers.buffer)), 'large');
    expect([shifted.values.buffer === bytes.buffer, shifted.values[1_000_001]]).toEqual([false, numbers[1_000_001]]);
  });

  it('rounds integers that no double holds', () => {
    const expected = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n + 1n, -1n, 2n ** 32n].map(Number);
    expect([...parseNpy(fixture('integers-extreme.npy'), 'i').values]).toEqual(expected);
  });

  it('reads the whole range of half precision', () => {
    const expected = [65504, -65504, 2 ** -24, -(2 ** -14), 0.333251953125];
    expect([...parseNpy(fixture('half-extreme.npy'), 'h').values]).toEqual(expected);
  });

  test.each([
    ['complex.npy', /complex.*\.real/],
    ['text.npy', /text.*numpy\.unique/],
    ['object.npy', /object/],
    ['structured.npy', /structured/],
    ['scalar.npy', /single number/],
    ['empty.npy', /\(0, 3\)/],
  ])('refuses %s', (name, message) => {
    expect(() => parseNpy(fixture(name), name)).toThrow(BadInput);
    expect(() => parseNpy(fixture(name), name)).toThrow(message);
  });
});

describe('round trips', () => {
  it('holds any finite doubles in either order and layout', () => {
    const doubles = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        values: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
        little: fc.boolean(),
        fortran: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(doubles, ({ rows, columns, values, little, fortran }) => {
        const data = new DataView(new ArrayBuffer(8 * values.length));
        values.forEach((value, k) => {
          const at = fortran ? (k % columns) * rows + Math.floor(k / columns) : k;
          data.setFloat64(8 * at, value, little);
        });
        const text = header(`(${rows}, ${columns})`, little ? "'<f8'" : "'>f8'", fortran ? 'True' : 'False');
        const table = parseNpy(npy(text, new Uint8Array(data.buffer)), 'x');
        expect(table).toEqual({ rows, columns, values: Float64Array.from(values) });
      }),
    );
  });
});

describe('hostile files', () => {
  test.each([
    ['a shape larger than the data', header('(2, 2)'), /2 × 2 \(32 bytes\), but 8 bytes follow/],
    ['data longer than the shape', header('(1,)', "'<f4'"), /4 bytes\), but 8 bytes/],
    ['a negative size', header('(-1, 8)'), /tuple of sizes/],
    ['a huge size', header('(99999999999999999999999,)'), /at most 536870912/],
    ['a product that overflows', header('(4294967296, 4294967296)'), /at most 536870912/],
    ['a thousand dimensions', header(`(${'9,'.repeat(1000)})`), /at most 536870912/],
    ['a zero hiding a huge size', header('(0, 999999999999999999)'), /at least one row/],
    ['a shape that is no tuple', header('(1)'), /tuple/],
    ['a float in the shape', header('(1.0,)'), /tuple/],
    ['object type', header('(1,)', "'|O'"), /object/],
    ['a type without byte order', header('(1,)', "'|f8'"), /must be f2/],
    ['a type with native byte order', header('(1,)', "'=f8'"), /must be f2/],
    ['a word for fortran_order', header('(1,)', "'<f8'", 'Yes'), /fortran_order Yes/],
    ['a key twice', "{'shape': (1,), 'shape': (1,), 'descr': '<f8', 'fortran_order': False}", /shape twice/],
    ['a key missing', "{'shape': (1,), 'descr': '<f8'}", /has the keys descr, shape/],
    ['a key more', "{'a': 1, 'shape': (1,), 'descr': '<f8', 'fortran_order': False}", /has the keys a, /],
    ['code', "{'shape': __import__('os'), 'descr': '<f8'}", /cannot be understood/],
    ['no dictionary', 'shape', /not a Python dictionary/],
    ['prototype keys', "{'__proto__': 1, 'constructor': 2, 'shape': (1,)}", /has the keys __proto__/],
    ['a long header', `{${' '.repeat(20_000)}}`, /20002 bytes long/],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseNpy(npy(text, new Uint8Array(8)), 'x.npy')).toThrow(BadInput);
    expect(() => parseNpy(npy(text, new Uint8Array(8)), 'x.npy')).toThrow(message);
  });

  it('accepts the sizes that Python 2 wrote', () => {
    expect(parseNpy(npy(header('(1L, 1L)'), new Uint8Array(8)), 'x').values).toEqual(Float64Array.of(0));
  });

  it('refuses every truncation', () => {
    const whole = fixture('f8-little.npy');
    for (let length = 6; length < whole.length; length++) {
      expect(() => parseNpy(whole.subarray(0, length), 'x')).toThrow(BadInput);
    }
  });

  it('refuses unknown versions', () => {
    const bytes = Uint8Array.from(fixture('f8-little.npy'));
    bytes[6] = 4;
    expect(() => parseNpy(bytes, 'x')).toThrow(/version 4\.0/);
  });
});
