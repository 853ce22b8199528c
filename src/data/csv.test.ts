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
    ['blanks between cells', '1 2\n3   4 '],
    ['tabs and blanks', '1\t2\n3 \t 4'],
    ['commas padded with tabs', '1,\t2\n3,\t4'],
    ['commas padded with tabs before', '1\t,2\n3\t,4'],
    ['bars', '1|2\n3|4'],
    ['a delimiter at the end of rows', '1,2,\n3,4,\n'],
    ['a delimiter at the end of some rows', '1,2\n3,4,\n'],
    ['rows of nothing but delimiters, as spreadsheets leave them', '1,2\n,\n3,4\n,\n,\n'],
    ["Excel's sep line", 'sep=;\n1;2\n3;4'],
    ["Excel's sep line for another delimiter", '"sep=|"\n1|2\n3|4'],
    ['comment lines', '# by me, with love\n1,2\n# "half\n3,4\n#\n'],
    ["MATLAB's comment lines", '% by me\n1,2\n3,4\n'],
  ])('%s', (_, text) => {
    expect(parseCsv(text, 'x')).toMatchObject({ rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) });
  });

  test.each([
    ['a plain header', 'a,b\n1,2', ['a', 'b']],
    ["numpy.savetxt's header", '# a,b\n1,2', ['a', 'b']],
    ['a header partly of numbers', '0,label\n1,2', ['0', 'label']],
    ['a header with other delimiters', '"a;b","c, d"\n1,2', ['a;b', 'c, d']],
    ['a header with line ends and quotes', '"a\nb","say ""c"""\n1,2', ['a\nb', 'say "c"']],
    ['prototype names', '__proto__,constructor\n1,2', ['__proto__', 'constructor']],
  ])('%s', (_, text, header) => {
    expect(parseCsv(text, 'x')).toMatchObject({ rows: 1, columns: 2, values: Float64Array.of(1, 2), header });
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

  it('a wide row among very many lines of nothing', () => {
    const row = Array.from({ length: 20_000 }, (_, j) => j % 7).join(',');
    const { rows, columns } = parseCsv(`${row}\n${'\n'.repeat(200_000)}${row}\n`, 'x');
    expect([rows, columns]).toEqual([2, 20_000]);
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

describe('cells that are no numbers', () => {
  it('are kept as text, gaps and truth, and numbers as people write them', () => {
    const table = parseCsv('a,b,c,d\nx,1,TRUE,NA\ny,−2,FALSE,3\nx,"3,5",true,\n', 'x');
    expect(table).toMatchObject({ rows: 3, columns: 4, header: ['a', 'b', 'c', 'd'] });
    expect(table.texts).toEqual([{ column: 0, words: ['x', 'y'], codes: Int32Array.of(0, 1, 0) }]);
    expect([1, 5, 9].map((k) => table.values[k])).toEqual([1, -2, 3.5]);
    expect([2, 6, 10].map((k) => table.values[k])).toEqual([1, 0, 1]);
    expect([3, 7, 11].map((k) => table.values[k])).toEqual([Number.NaN, 3, Number.NaN]);
    expect(table.gaps).toEqual({ 3: '"NA" or nothing' });
    expect(table.lines).toEqual(Uint32Array.of(2, 3, 4));
    expect(table.asides?.join()).toMatch(/TRUE as 1.*1 column/);
  });
});

describe('whether the first row is a header', () => {
  test.each([
    ['pandas without names', '0,1,2\n6,-8,-10\n', true],
    ['pandas without names, with an index', ',0,1\n0,5,6\n1,7,8', true],
    ['one named column among counted ones', '0,1,2,label\n6,-8,-10,1', true],
    ['years', 'country,1990,1991,1992\n1,2,3,4', true],
    ['five columns counted from 1', '1,2,3,4,5\n9,8,7,6,5', true],
    ['numbers written in the order of reading', '0,1,2\n3,4,5\n6,7,8', false],
    ['from 1 as well', '1,2,3,4,5\n6,7,8,9,10', false],
    ['three columns from 1', '1,2,3\n9,8,7', false],
    ['a text label that comes again', '6,-8,setosa\n7,2,versicolor\n1,1,setosa', false],
    ['a text label that is there once', '6.5,-8,only\n7,2,versicolor', false],
    ['a missing cell', '6,NA,3\n7,2,1', false],
    ['three columns from 1 among their like', '1,2,3\n9,8,7\n4,0,5\n2,2,2', false],
    ['ranks', '2,0,1,4,3\n0,1,2,3,4\n4,3,2,1,0\n3,1,0,2,4', false],
    ['evenly spaced numbers among their like', '4,6,8,10\n3,7,9,9\n5,5,7,11\n4,6,8,12', false],
    ['evenly spaced rows', '100,200,300,400\n10,20,30,40\n20,40,60,80\n30,60,90,120', false],
  ])('%s', (_, text, isHeader) => {
    const table = parseCsv(text, 'x');
    expect(table.header !== undefined).toBe(isHeader);
    expect(table.rows).toBe(text.trim().split('\n').length - (isHeader ? 1 : 0));
  });

  test.each([
    ['one odd cell', '6,-8,1O\n7,2,1\n', /row 1 may be a header.*"1O" in column 3/],
    ['0 and 1', '0,1\n7,2\n', /row 1 may be a header.*0 and 1/],
    ['wavelengths', '400,410,420,430,9\n', /row 1 may be a header.*evenly from 400 to 430.*beyond all/],
    ['wavelengths above a row index', ',0.4,0.41,0.42,0.43,9\n', /row 1 may be a header.*evenly from 0.4 to 0.43/],
    ['three years', '1990,1991,1992\n', /row 1 may be a header.*evenly from 1990 to 1992, and are beyond/],
    ['places with decimals', '0.0,1.0,2.0\n', /row 1 may be a header.*those of the columns, from 0 to 2/],
    ['places in another order', '3,0,4,1,2\n', /row 1 may be a header.*those of the columns, from 0 to 4/],
    ['many of them', '0.1,0.2,0.3,0.4,0.5,9\n', /row 1 may be a header.*evenly from 0.1 to 0.5/],
  ])('nobody can tell, with %s', (_, start, message) => {
    const width = start.split('\n')[0].split(',').length;
    const below = [3, 1, 4].map((row) =>
      Array.from({ length: width }, (_cell, j) => ((row * (j + 2)) % 7) / 40 + row / 50),
    );
    const text = /\n./.test(start) ? start : `${start}${below.map((row) => row.join()).join('\n')}\n`;
    expect(() => parseCsv(text, 'x')).toThrow(message);
    // What is said to be done mends it, in both ways.
    expect(
      parseCsv(
        text.replace(/^.*/, (row) =>
          row
            .split(',')
            .map((_cell, j) => `c${j}`)
            .join(),
        ),
        'x',
      ).rows,
    ).toBe(text === start ? 1 : 3);
    const mended = `${text
      .split(',')
      .slice(0, text.split('\n')[0].split(',').length)
      .map((_cell, j) => `c${j}`)
      .join()}\n${text.replace('O', '0')}`;
    expect(parseCsv(mended, 'x').rows).toBe(text === start ? 2 : 4);
  });
});

describe('points and commas that may be read in two ways', () => {
  test.each([
    [
      'a point among whole numbers',
      'a;b\n252;2\n265;3\n1.281;4\n',
      /row 4, column 1: found "1\.281", which may be 1281/,
    ],
    ['the same between commas', 'a,b\n252,0.5\n1.281,1\n', /found "1\.281"/],
    ['points in every number', 'a;b\n51.257;1.001\n48.678;2.500\n', /row 2, column 1: found "51\.257".*semicolons/],
    [
      'decimal commas as delimiters',
      '0,13,-0,13,0,87\n0,2,1,17,3,9\n1,4,0,03,0,1\n',
      /row 1, column 3: found "-0".*decimal comma.*write points/,
    ],
  ])('%s are refused', (_, text, message) => {
    expect(() => parseCsv(text, 'x.csv')).toThrow(message);
  });

  test.each([
    ['what is said to be done', 'a;b\n252;2\n265;3\n1.2810;4\n'],
    ['what is said to be done, for a whole file', 'a;b\n51.2570;1.001\n48.678;2.500\n'],
    ['whole numbers that are large', 'a;b\n2520;2\n1.281;4\n'],
    ['a number below 1', 'a;b\n0.252;2\n1.281;4\n'],
    ['three decimals between commas', 'a,b\n51.257,1.001\n48.678,2.500\n'],
    ['three decimals beside others', 'a;b\n51.257;1.01\n48.678;2.500\n'],
    ['0 for -0', '0,13,0,13,0,87\n0,2,1,17,3,9\n1,4,0,03,0,1\n'],
    ['-0 beside decimals', '0,13,-0,13,0.5,87\n0,2,1,17,3,9\n1,4,0,03,0,1\n'],
  ])('%s are read', (_, text) => {
    expect(parseCsv(text, 'x.csv').texts).toBeUndefined();
  });
});

it('says that numbers such as 05 may be parts after decimal commas', () => {
  const asides = (text: string) => parseCsv(text, 'x').asides?.join() ?? '';
  expect(asides('0,13,1,05\n1,2,2,17\n')).toMatch(/05 in row 1, column 4: .*write points/);
  expect(asides('a,b,c,d\n0,13,1,05\n1,2,2,17\n')).toBe('');
  expect(asides('0.5,13,1,05\n1,2,2,17\n')).toBe('');
});

describe('what is refused', () => {
  test.each([
    ['a row that is too short', '1,2\n3\n', /row 2, column 2: found 1 cell, but row 1 has 2/],
    ['a row that is too long', '1,2\n3,4,5\n', /row 2, column 3: found 3 cells, but row 1 has 2/],
    [
      'a header without one name',
      'a,b\n1,2,5\n1,3,6\n',
      /row 2, column 3: found 3 cells, but row 1 has 2.*make it 3 cells/,
    ],
    ['a title above the header', 'my data\na,b\n1,2\n', /row 1: found "my data" alone.*header in row 2: remove row 1/],
    ['a title with delimiters', 'my data,,\na,b,c\n1,2,3\n', /header in row 2: remove row 1/],
    ['two titles', 'my data\nof May\n\n,b,c\n1,2,3\n', /header in row 4: remove rows 1 to 3/],
    ['a title above two columns', 'my data\n1,2\n2,3\n', /"my data" alone above 2 columns; remove the row/],
    ['a title with delimiters above numbers', 'my data,,\n1,2,5\n2,3,6\n', /"my data" alone above 3 columns; remove/],
    ['a title above numbers', 'my data\n1,2,5\n2,3,6\n', /found 3 cells, but row 1 has 1.*remove row 1/],
    ['a number too large', '1,2\n3,1e999', /row 2, column 2: found "1e999".*1\.8e308/],
    ['commas that may part thousands', '1;2\n1,500;2', /found "1,500".*decimal comma or part thousands/],
    ['commas beside points', '1.5;2\n1,5;2', /found "1,5".*decimal point/],
    ['an open quote', '1,2\n"3,4\n5,6', /row 2: found a quote that is never closed/],
    ['a quote in a cell', '1,2\n"3"x,4\n', /row 2: found a quote/],
    ['an empty file', '', /empty file/],
    ['blank lines only', '\n \n', /empty file/],
    ['comments only', '# a\n# b\n', /empty file/],
    ['delimiters only', ',,\n,,\n', /empty file/],
    ['a header only', 'a,b\n', /a header \(row 1\) and no rows/],
  ])('%s', (_, text, message) => {
    expect(() => parseCsv(text, 'x.csv')).toThrow(BadInput);
    expect(() => parseCsv(text, 'x.csv')).toThrow(message);
  });

  it('binary files', () => {
    expect(() => parseCsv(Uint8Array.of(49, 44, 0, 50), 'x')).toThrow(/zero at byte 3/);
  });

  test.each(['"', '",', '"a"', '"a" ', ',', '""x,', '1', '1 ', ';', '-', '1e', ' ', '\t', '# ', '" "', ' ,'])(
    'a million characters of %j quickly',
    (piece) => {
      const started = performance.now();
      expect(() => parseCsv(`1,${piece.repeat(1e6 / piece.length)}x`, 'x')).toThrow(BadInput);
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );
});

test.each(['\n', '\r'])('a million blank lines by %j are none, and read quickly', (end) => {
  const started = performance.now();
  expect(parseCsv(`1,${end.repeat(1e6)}x`, 'x')).toMatchObject({ rows: 2, columns: 1, texts: [{ words: ['x'] }] });
  expect(performance.now() - started).toBeLessThan(5000);
});
