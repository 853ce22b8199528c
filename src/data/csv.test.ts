import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseCsv } from './csv.ts';

const numbers = (text: string): number[] => [...parseCsv(text, 'x.csv').values];

describe('what is read', () => {
  test.each([
    ['commas', '1,2\n3,4\n'],
    ['semicolons', '1;2\n3;4'],
    ['tabs', '1\t2\n3\t4'],
    ['spaces around cells', ' 1 , 2\n3,4 \n'],
    ['Windows line ends', '1,2\r\n3,4\r\n'],
    ['old Macintosh line ends', '1,2\r3,4\r'],
    ['mixed line ends', '1,2\r\n3,4\n'],
    ['blank lines', '\n\n1,2\n\n3,4\n  \n'],
    ['quoted numbers', '"1","2"\n3,"4"'],
    ['a byte order mark', '\ufeff1,2\n3,4'],
    ['signs and exponents', '+1,2.\n.3e1,4E+0'],
  ])('%s', (_, text) => {
    expect(parseCsv(text, 'x')).toEqual({ rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) });
  });

  test.each([
    ['a plain header', 'a,b\n1,2', ['a', 'b']],
    ["numpy.savetxt's header", '# a,b\n1,2', ['a', 'b']],
    ['a header partly of numbers', '0,label\n1,2', ['0', 'label']],
    ['a header with other delimiters', '"a;b","c, d"\n1,2', ['a;b', 'c, d']],
    ['a header with line ends and quotes', '"a\nb","say ""c"""\n1,2', ['a\nb', 'say "c"']],
    ['prototype names', '__proto__,constructor\n1,2', ['__proto__', 'constructor']],
  ])('%s', (_, text, header) => {
    expect(parseCsv(text, 'x')).toEqual({ rows: 1, columns: 2, values: Float64Array.of(1, 2), header });
  });

  it('one column, with and without a header', () => {
    expect(parseCsv('1\n2\n3', 'x')).toMatchObject({ rows: 3, columns: 1 });
    expect(parseCsv('height\n1\n2', 'x')).toMatchObject({ rows: 2, columns: 1, header: ['height'] });
  });

  it('UTF-16 as Excel writes it, and names in a Windows code page', () => {
    expect(parseCsv(Buffer.from('\ufeffa\tb\n1\t2', 'utf16le'), 'x')).toMatchObject({ columns: 2, header: ['a', 'b'] });
    expect(parseCsv(Buffer.from('größe,b\n1,2', 'latin1'), 'x').header).toEqual(['größe', 'b']);
  });

  it('many rows', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `${i},${-i}`).join('\n');
    const table = parseCsv(text, 'x');
    expect([table.rows, table.columns, table.values.length, table.values[9999]]).toEqual([5000, 2, 10_000, -4999]);
  });

  it('any finite doubles, bit by bit', () => {
    const row = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, delimiter, end, withHeader) => {
          // String(-0) is 0.
          const write = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
          const lines = rows.map((cells) => cells.map(write).join(delimiter));
          if (withHeader) lines.unshift(['a', 'b', 'c'].join(delimiter));
          expect(numbers(lines.join(end))).toEqual(rows.flat());
        },
      ),
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['text', '1,2\n3,abc', /^x\.csv: row 2, column 2: found "abc", but every cell must be a finite number .*; drop/],
    ['text below a header and blank lines', 'a,b\n\n1,2\n3,x', /row 4, column 2: found "x"/],
    ['two headers', 'a,b\ncm,kg\n1,2', /row 2, column 1: found "cm".*only one header/],
    ['an empty cell', '1,2\n,4', /row 2, column 1: found an empty cell.*fill/],
    ['an empty cell in the first row', '1,,2\n3,4,5', /row 1, column 2: found an empty cell/],
    ['a row that is too short', '1,2\n3\n', /row 2, column 2: found 1 cell, but row 1 has 2/],
    ['a row that is too long', '1,2\n3,4,5\n', /row 2, column 3: found 3 cells, but row 1 has 2/],
    ['a header that is too short', 'a\n1,2\n', /row 2, column 2: found 2 cells, but row 1 has 1/],
    ['NaN', '1,2\nnan,4', /row 2, column 1: found "nan"/],
    ['NaN in the first row', 'NaN,2\n3,4', /row 1, column 1: found "NaN"/],
    ['infinity', '1,2\n3,-inf', /row 2, column 2: found "-inf"/],
    ['NA', 'NA,2\n3,4', /row 1, column 1: found "NA"/],
    ['a number too large', '1,2\n3,1e999', /row 2, column 2: found "1e999".*1\.8e308/],
    ['a hexadecimal number', '1\n0x10', /row 2, column 1: found "0x10"/],
    ['decimal commas', '1;2\n1,5;2', /found "1,5".*decimal comma/],
    ['spaces between cells', '1 2\n3 4', /found a header.*no rows|separate the cells/],
    ['an open quote', '1,2\n"3,4\n5,6', /row 2: found a quote that is never closed/],
    ['a quote in a cell', '1,2\n"3"x,4\n', /row 2: found a quote/],
    ['an empty file', '', /empty file/],
    ['blank lines only', '\n \n', /empty file/],
    ['a header only', 'a,b\n', /a header \(row 1\) and no rows/],
    ["pandas' index column", ',a\n0,5\n1,7\n', /row 1, column 1.*index=False/],
  ])('%s', (_, text, message) => {
    expect(() => parseCsv(text, 'x.csv')).toThrow(BadInput);
    expect(() => parseCsv(text, 'x.csv')).toThrow(message);
  });

  it('binary files', () => {
    expect(() => parseCsv(Uint8Array.of(49, 44, 0, 50), 'x')).toThrow(/zero at byte 3/);
  });

  it('long cells are shortened and control characters escaped in messages', () => {
    expect(() => parseCsv(`1\n${'y'.repeat(1000)}`, 'x')).toThrow(/found "y{40}…"/);
    expect(() => parseCsv('1\n\u001b[31m', 'x')).toThrow(/\\u001b/);
  });

  test.each(['"', '",', '"a"', '"a" ', ',', '\n', '""x,', '1', '1 ', '\r', ';', '-', '1e'])(
    'a million characters of %j quickly',
    (piece) => {
      const started = performance.now();
      expect(() => parseCsv(`1,${piece.repeat(1e6 / piece.length)}x`, 'x')).toThrow(BadInput);
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );
});
