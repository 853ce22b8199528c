import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseDataset, parseDatasetInTwo } from './parse.ts';
import { choose, type Reading, type ReadingOptions, readingOf } from './reading.ts';

const open = (text: string) => parseDataset(Uint8Array.from(Buffer.from(text)), 'x.csv', 'x.csv');

async function read(text: string, options: Partial<ReadingOptions> = {}): Promise<Reading & { values: number[] }> {
  const data = await open(text);
  const all: ReadingOptions = { labels: 'auto', missing: 'refuse', ...options };
  const { features, label, rows } = choose(data, all);
  const values = [...rows].flatMap((i) => [...features, label!].map((j) => data.values[i * data.columns + j]));
  return { ...readingOf(data, all, 'scaled'), values };
}

it('is remembered without a look at the table, which may be too long for a text', async () => {
  const data = await open(`${Array.from({ length: 9 }, (_, i) => `${i / 7},${i * i}`).join('\n')}\n`);
  const data2 = { ...data, toJSON: () => expect.fail('the table was written out') };
  const options: ReadingOptions & { data: unknown } = { labels: 'auto', missing: 'refuse', data: data2 };
  expect(choose(data, options).rows).toHaveLength(9);
});

describe('where inputs alone are learned', () => {
  const rows = (last: (i: number) => number, header = '') =>
    `${header}${Array.from({ length: 40 }, (_, i) => `${Math.sin(i)},${Math.cos(i)},${last(i)}\n`).join('')}`;
  const label = async (text: string, options: Partial<ReadingOptions> = {}) => {
    const data = await open(text);
    return readingOf(data, { labels: 'auto', missing: 'refuse', inputsOnly: true, ...options }, 'scaled');
  };

  it('a label is what is called so, or a last column without a name that may be of classes', async () => {
    expect(await label(rows((i) => i / 7))).toMatchObject({ features: { length: 3 }, sentence: /no label/ });
    expect((await label(rows(() => 0))).label).toBeUndefined();
    expect(await label(rows((i) => i % 3))).toMatchObject({ label: 'column 3', classes: ['0', '1', '2'] });
    expect((await label(rows((i) => i % 3))).asides.join()).toMatch(/label=none makes it an input/);
    expect((await label(rows((i) => i % 3, 'a,b,c\n'))).label).toBeUndefined();
    expect((await label(rows((i) => i % 3, 'a,label,c\n'))).label).toBe('label');
  });

  it('none is a label too, which is refused where one is needed', async () => {
    expect(
      await label(
        rows((i) => i % 3),
        { label: 'none' },
      ),
    ).toMatchObject({ features: { length: 3 } });
    await expect(
      label(
        rows((i) => i / 7),
        { labels: 'classes' },
      ),
    ).rejects.toThrow(/no column of x.csv is the label/);
    await expect(
      read(
        rows((i) => i % 3),
        { label: 'none' },
      ),
    ).rejects.toThrow(/label is none, but a label is learned/);
  });
});

// Twelve rows of two features and a number, and the same in other hands.
const ROWS = Array.from({ length: 12 }, (_, i) => [((7 * i) % 12) - 6.5, (i * i) % 5, 0.5 * i * i - i]);
const PLAIN = ROWS.flat();
const lines = (write: (row: number[], i: number) => string) => ROWS.map(write).join('\n');
const comma = (row: number[]) => row.join();

describe('the same table, as it is written by', () => {
  test.each([
    ['hand', `x,z,y\n${lines(comma)}`],
    ["R's write.csv", `"","x","z","y"\n${lines((row, i) => `"${i + 1}",${row}`)}`],
    ["R's write.csv with names of rows", `"","x","z","y"\n${lines((row, i) => `"Mazda ${i}",${row}`)}`],
    ["R's write.csv with years as names of rows", `"","x","z","y"\n${lines((row, i) => `"${2001 - i}",${row}`)}`],
    ["R's write.csv of a file that R read again", `"X","x","z","y"\n${lines((row, i) => `${i + 1},${row}`)}`],
    ["R's write.table", `"x" "z" "y"\n${lines((row, i) => `"${i + 1}" ${row.join(' ')}`)}`],
    ["R's write.table without names", lines((row, i) => `"${i + 1}" ${row.join(' ')}`)],
    ["R's write.csv2", `"x";"z";"y"\n${lines((row) => row.map((one) => String(one).replace('.', ',')).join(';'))}`],
    ['readr, of a file with unnamed rows', `...1,x,z,y\n${lines((row, i) => `${i + 1},${row}`)}`],
    ['tibble, with names of rows', `rowname,x,z,y\n${lines((row, i) => `Mazda ${i},${row}`)}`],
    ["pandas' to_csv", `,x,z,y\n${lines((row, i) => `${i},${row}`)}`],
    ["pandas' to_csv of rows put together", `,x,z,y\n${lines((row, i) => `${i % 6},${row}`)}`],
    ["pandas' to_csv of shuffled rows", `,x,z,y\n${lines((row, i) => `${(i * 5) % 12},${row}`)}`],
    ["pandas' to_csv of a part of the rows", `,x,z,y\n${lines((row, i) => `${i * i + 3},${row}`)}`],
    ['pandas twice', `,Unnamed: 0,x,z,y\n${lines((row, i) => `${i},${i + 4},${row}`)}`],
    ["pandas' reset_index", `index,x,z,y\n${lines((row, i) => `${i},${row}`)}`],
    ['pandas with columns without names', `,0,1,2\n${lines((row, i) => `${i},${row}`)}`],
    ['pandas with columns without names, without index', `0,1,2\n${lines(comma)}`],
    ['a database, with an id', `PassengerId,x,z,y\n${lines((row, i) => `${900 - i},${row}`)}`],
    ['a spreadsheet, with an id that is no number', `sample_id,x,z,y\n${lines((row, i) => `A${i},${row}`)}`],
    ['German Excel', `sep=;\nx;z;y\n${lines((row) => row.join(';').replaceAll('.', ','))}`],
    ['Excel with cells that were once used', `x,z,y,,\n${lines((row) => `${row},,`)}\n,,,,\n,,,,\n`],
    ['Excel as Unicode text', `x\tz\ty\n${lines((row) => row.join('\t'))}`],
    ['a program that ends each row with a comma', `x,z,y,\n${lines((row) => `${row},`)}`],
    ['a program that ends each row but the header with a comma', `x,z,y\n${lines((row) => `${row},`)}`],
    ['a program that ends the header alone with a comma', `x,z,y,\n${lines(comma)}`],
    ['a program that aligns with tabs after commas', `x,\tz,\ty\n${lines((row) => row.join(',\t'))}`],
    ["MATLAB's writetable", `Var1,Var2,Var3\n${lines(comma)}`],
    ["MATLAB's save -ascii", lines((row) => row.map((one) => `   ${one.toExponential(7)}`).join(''))],
    [
      'a German program, in columns of blanks',
      `x z y\n${lines((row) => row.map((one) => `${one}`.replace('.', ',').replace(/^(-?\d+)$/, '$1,0')).join(' '))}`,
    ],
    ["pandas' to_csv of two indices", `,,x,z,y\n${lines((row, i) => `${'ab'[i % 2]},${i % 6},${row}`)}`],
    ['numpy.savetxt', lines((row) => row.map((one) => one.toExponential(18)).join(' '))],
    ['numpy.savetxt with a header', `# x z y\n${lines((row) => row.join(' '))}`],
    ['UCI, with rows counted', lines((row, i) => `${i + 1},${row}`)],
    ['UCI, in columns of blanks', lines((row) => `  ${row.join('   ')} `)],
    ['scikit-learn', `12,2,setosa,versicolor\n${lines(comma)}`],
    ["Julia's CSV.write", `x1,x2,x3\n${lines(comma)}`],
    ['somebody with comments', `# made on Tuesday\n# by me, "with love\nx,z,y\n${lines(comma)}\n# end`],
    ['somebody whose names have punctuation', `"x; (cm, say)\tmean","a|b","y\n[1/2]"\n${lines(comma)}`],
    ['somebody who put two files together', `x,z,y\n${lines(comma).replace(/(\n.*\n)/, '$1x,z,y\n')}`],
    ['a typesetter', `x,z,y\n${lines(comma).replaceAll('-', '−')}`],
  ])('%s', async (_, text) => {
    const { values, rows, features, sentence } = await read(text);
    expect(values).toEqual(PLAIN);
    expect([rows, features.length]).toEqual([12, 2]);
    expect(sentence).toMatch(/^x\.csv: .*label .*number; 2 features .*; 12 rows;.*scaled$/);
    expect(sentence).not.toMatch(/\n/);
  });
});

describe('what is said', () => {
  it('names what was taken for what', async () => {
    const { sentence, ...reading } = await read('id,x,z,kind\n7,1,2,a\n9,2,2,b\n8,,2,b\n3,4,2,a\n1,5,2,b\n', {
      missing: 'drop',
    });
    expect(sentence).toBe(
      'x.csv: header in row 1; label kind (the last column) as 2 classes (a, b), one output each; 2 features (x, z); ' +
        '4 of 5 rows; left out: id (distinct in each row); dropped: 1 row with missing cells; 1 constant feature; scaled',
    );
    expect(reading).toMatchObject({ label: 'kind', classes: ['a', 'b'], features: ['x', 'z'], rows: 4, dropped: 1 });
  });

  test.each(['class', 'label', 'target', 'y', 'Class'])('a column called %s that is not the last', async (name) => {
    const text = `${name},x,z\n${lines((row, i) => `${i % 2},${row[0]},${row[2]}`)}`;
    const { asides, label } = await read(text);
    expect(label).toBe('z');
    expect(asides.join()).toContain(`label=${name} makes it the label`);
    const asked = await read(text, { label: name });
    expect(asked).toMatchObject({ label: name, classes: ['0', '1'], features: ['x', 'z'] });
    expect(asked.asides.join()).not.toMatch(/called/);
  });

  it('the rest of a one-hot label, and without it nothing', async () => {
    const text = (names: string, write: (i: number) => string) =>
      `x,flag,${names}\n${lines((row, i) => `${row[0]},${i % 5 === 0 ? 1 : 0},${write(i)}`)}`;
    const three = text('is_red,is_blue,is_green', (i) => [0, 1, 2].map((k) => +(i % 3 === k)).join());
    expect((await read(three)).asides.join()).toMatch(/is_red, is_blue are the rest of a one-hot label with is_green/);
    expect((await read(three, { label: 'is_blue' })).asides.join()).toMatch(/without=is_red,is_green leaves them out/);
    const { asides, features } = await read(three, { without: 'is_red,is_blue' });
    expect([features, asides.join()]).toEqual([['x', 'flag'], expect.not.stringContaining('one-hot')]);
    expect((await read(text('neg,pos', (i) => (i % 3 ? '1,0' : '0,1')))).asides.join()).toMatch(
      /neg is the rest of a one-hot label with pos and gives it away/,
    );
    expect((await read(text('a,b', (i) => (i % 3 ? '1,0' : '1,1')))).asides.join()).not.toMatch(/one-hot/);
  });

  it('a class of a single row, and columns of the same name', async () => {
    const { asides, features } = await read(
      `a,a,y\n${lines((row, i) => `${row[0]},${row[2]},${i === 4 ? '1?' : i % 2}`)}`,
    );
    expect(asides.join()).toContain('class 1? of a single row');
    expect(features).toEqual(['a (column 1)', 'a (column 2)']);
  });

  it('says when one column outweighs the others', async () => {
    const { asides } = await read(`x,area,y\n${lines(([x, z, y]) => `${x},${z * 1e4},${y}`)}`);
    expect(asides.join()).toMatch(/100.00 % of the inputs' variance is in area|99\.99\d? % .* in area/);
  });
});

describe('labels', () => {
  const label = (write: (i: number) => unknown, options: Partial<ReadingOptions> = {}) =>
    read(`x,y\n${Array.from({ length: 40 }, (_, i) => `${(i * 7) % 13},${write(i)}`).join('\n')}`, options);

  test.each<[string, (i: number) => unknown, string[] | undefined]>([
    ['few whole numbers', (i) => i % 10, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
    ['two numbers', (i) => (i % 2 ? 1 : -1), ['-1', '1']],
    ['text', (i) => ['b', 'a'][i % 2], ['a', 'b']],
    ['truth', (i) => ['True', 'False'][i % 2], ['0', '1']],
    ['many whole numbers', (i) => i % 11, undefined],
    ['few numbers that are not whole', (i) => (i % 2) + 0.5, undefined],
  ])('%s', async (_, write, classes) => {
    expect((await label(write)).classes).toEqual(classes);
    if (classes?.every((one) => /\d/.test(one)))
      expect((await label(write, { labels: 'number' })).classes).toBeUndefined();
  });

  it('of text are no numbers, and what is said mends it', async () => {
    await expect(label((i) => 'ab'[i % 2], { labels: 'number' })).rejects.toThrow(
      /row 2, column 2 \(y\): found "a".*labels=classes/,
    );
    await expect(label((i) => `w${i}`)).rejects.toThrow(/40 different ones in 40 rows.*label=x/);
    await expect(label((i) => (i === 4 ? 'odd' : i / 7))).rejects.toThrow(/row 6, column 2 \(y\): found "odd"/);
  });
});

describe('refuses, and what it says to do mends the file', () => {
  // The options that the message names.
  const remedy = (message: string, key: string) => new RegExp(`${key}=([^ ;]*[^ ;,])`).exec(message)?.[1];

  test.each<[string, string, RegExp, (keyof ReadingOptions)[]]>([
    [
      'columns of text',
      'a,island,sex,y\n1,T,m,4\n2,B,f,5\n4,T,f,7\n',
      /row 2, column 2 \(island\): found "T"/,
      ['without'],
    ],
    [
      'a cell of text',
      'a,b,y\n1,2,4\n2,x5,6\n4,5,7\n',
      /row 3, column 2 \(b\): found "x5".*mend the cell/,
      ['without'],
    ],
    [
      'a missing cell',
      'a,b,y\n1,2,4\n2,,6\n4,5,7\n5,5,6\n',
      /row 3, column 2 \(b\): found no value.*the row/,
      ['missing'],
    ],
    [
      'cells that are NaN',
      'a,y\n1,4\nnan,6\n4,NaN\n5,6\n5,7\n',
      /row 3, column 1 \(a\).*"nan".*the 2 rows/,
      ['missing'],
    ],
    ['an infinite cell', 'a,y\n1,4\n-inf,6\n4,5\n5,6\n5,7\n', /found -Infinity/, ['missing']],
    ['a column without any value', 'a,b,y\n1,,4\n2,,6\n4,,8\n', /no value in any row/, ['without']],
    ['an index as the last column', 'a,b,id\n1,4,1\n2,5,2\n4,8,3\n', /the last column, id/, ['label']],
    ['a name that is there twice', 'a,a,y\n1,2,4\n2,3,6\n4,5,7\n', /columns 1, 2 .* are called so/, ['label']],
  ])('%s', async (_, text, message, keys) => {
    const asked = /twice/.test(_) ? { label: 'a' } : {};
    const error: Error = await read(text, asked).then(
      () => new Error('nothing was refused'),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(BadInput);
    expect(error.message).toMatch(message);
    const options = Object.fromEntries(keys.map((key) => [key, remedy(error.message, key)]));
    for (const key of keys) expect(options[key]).toBeDefined();
    expect((await read(text, options)).rows).toBeGreaterThan(2);
  });

  test.each([
    [
      'a column of row numbers as the only input',
      'index,y\n0,4\n1,6\n2,7\n',
      /no input column.*index.*without=none, or give it another name/,
      'time,y',
    ],
    [
      'an unnamed column as the only input',
      ',y\n0,4\n1,6\n2,7\n',
      /no input column.*column 1.*without=none, or give it another name/,
      'time,y',
    ],
    ['a second header', 'a,b\ncm,kg\n1,2\n3,4\n5,7', /only one header row is allowed: remove row 2/, undefined],
  ])('%s', async (_, text, message, header) => {
    await expect(read(text)).rejects.toThrow(message);
    const all = text.split('\n');
    const mended = header === undefined ? [all[0], ...all.slice(2)] : [header, ...all.slice(1)];
    expect((await read(mended.join('\n'))).features).toHaveLength(1);
    if (header !== undefined) expect((await read(text, { without: 'none' })).features).toHaveLength(1);
  });

  it('a first column of different whole numbers, of which nobody can tell', async () => {
    const text = lines((row, i) => `${(i * i * 37) % 1009},${row}`);
    await expect(read(text)).rejects.toThrow(
      /column 1 has no name.*without=1, or say that it is data with without=none/,
    );
    expect((await read(text, { without: '1' })).features).toHaveLength(2);
    expect((await read(text, { without: 'none' })).features).toHaveLength(3);
    const counting = lines((row, i) => `${i},${row}`);
    expect((await read(counting)).leftOut).toEqual(['column 1 (it counts the rows)']);
    expect((await read(counting, { without: 'none' })).features).toHaveLength(3);
    // Where others are so too, that is how the data are.
    expect((await read(lines((row, i) => `${(i * i * 37) % 1009},${1000 - i * i},${row[2]}`))).features).toHaveLength(
      2,
    );
  });

  test.each([
    ['percentages', '10.5%', '10.5', /write numbers without the %, as in 10\.5/],
    ['exponents of Fortran', '1.2D-01', '1.2e-01', /with e, as in 1\.2e-01/],
    ['blanks between thousands', '51 257', '51257', /without blanks .* as in 51257/],
    ['amounts of money', '$0.87', '0.87', /without the \$, as in 0\.87/],
    ['commas between millions', '"1,234,567"', '1234567', /without thousands separators, as in 1234567/],
    ['points between millions', '1.234.567', '1234567', /without thousands separators, as in 1234567/],
    ['quotes that are none of CSV', "'0.87'", '0.87', /without quotes, as in 0\.87/],
    ['complex numbers', '1+2i', '1,2', /in two columns/],
  ])('%s, in every input or in the label', async (_, cell, mended, message) => {
    const inputs = (one: string) => lines((row) => `${one},${row[2]}`);
    const error: Error = await read(inputs(cell)).then(
      () => new Error('nothing was refused'),
      (reason) => reason,
    );
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/without=/);
    expect((await read(inputs(mended), { without: 'none' })).rows).toBe(12);
    await expect(read(`x,y\n${lines((row) => `${row[0]},${cell}`)}`)).rejects.toThrow(message);
  });

  it('names of rows as the label, and says all that it takes to leave them out', async () => {
    const text = `x,z,"its name"\n${lines((row, i) => `${row[0]},${row[1]},n${i}`)}`;
    await expect(read(text)).rejects.toThrow(/12 different ones in 12 rows.*label=z without=3/);
    expect((await read(text, { label: 'z', without: '3' })).features).toEqual(['x']);
  });

  it('one column that another delimiter parts, and says how to name it', async () => {
    const text = `x:z:y\n${lines((row) => `${row[0]}:${row[1]}:${row[2]}`)}`;
    await expect(read(text)).rejects.toThrow(/has 1 column.*write sep=: in a row above/);
    expect((await read(`sep=:\n${text}`)).features).toEqual(['x', 'z']);
  });

  it('a class that is called as gaps are', async () => {
    const text = (word: string) => `x,y\n${lines((row, i) => `${row[0]},${['low', 'high', word][i % 3]}`)}`;
    for (const word of ['NA', 'none', 'inf'])
      await expect(read(text(word)), word).rejects.toThrow(/missing=drop.*or give the class another name/);
    expect((await read(text('no_fault'))).classes).toEqual(['high', 'low', 'no_fault']);
  });

  it('a column of few words before the last, which may be the label', async () => {
    const text = lines((row, i) => `${row[0]},${i % 2 ? 'M' : 'B'},${row[2]}`);
    await expect(read(text)).rejects.toThrow(/column 2: found "B".*label=2, or leave it out with without=2/);
    expect((await read(text, { label: '2' })).classes).toEqual(['B', 'M']);
    expect((await read(text, { without: '2' })).features).toEqual(['column 1']);
  });

  test.each([
    ['JSON', '{"a":1,"b":2}\n{"a":2,"b":3}\n', /this is JSON.*read_json/],
    ['ARFF', '% iris\n\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n5.1,1\n', /ARFF.*@data/],
    ['LIBSVM', '1 1:0.5 3:0.25\n-1 2:1\n', /LIBSVM.*load_svmlight_file/],
    ['a page', '<!DOCTYPE html>\n<html>', /a page/],
  ])('%s', async (_, text, message) => {
    await expect(open(text)).rejects.toThrow(message);
  });
});

it('reads features and labels from two files, whatever they hold', async () => {
  const file = (name: string, text: string) => ({ name, bytes: Uint8Array.from(Buffer.from(text)) });
  const data = await parseDatasetInTwo(
    file('X.csv', `,x,z\n${lines((row, i) => `${i},${row[0]},${i === 3 ? 'NA' : row[1]}`)}`),
    file('y.csv', `,kind\n${lines((_, i) => `${i},${'ab'[i % 2]}`)}`),
    'X.csv,y.csv',
  );
  const { sentence, rows, classes } = readingOf(data, { labels: 'auto', missing: 'drop' }, 'scaled');
  expect([rows, classes]).toEqual([11, ['a', 'b']]);
  expect(sentence).toMatch(
    /^X.csv: header in row 1; label the file y.csv as 2 classes.*left out: column 1.*1 row with/,
  );
  expect(() => readingOf(data, { labels: 'auto', missing: 'refuse' }, '')).toThrow(/row 5, column 3 \(z\)/);
});

it('knows an id by its name, and not every word that ends so', async () => {
  const named = (name: string) => read(`x,${name},y\n${lines(([x, , y], i) => `${x},${(5 * i) % 12},${y}`)}`);
  for (const name of ['PassengerId', 'sample_id', 'ID', 'row.index', 'userID'])
    expect((await named(name)).leftOut.join(), name).toContain(name);
  for (const name of ['acid', 'bid', 'grid', 'time', 'idea', 'x2'])
    expect((await named(name)).leftOut, name).toEqual([]);
});

it('keeps a column that counts when a name or nothing else says that it is data', async () => {
  const time = `time,x,y\n${lines((row, i) => `${i},${row[0]},${row[2]}`)}`;
  expect((await read(time)).features).toEqual(['time', 'x']);
  expect((await read(lines((row, i) => `${i},${row[2]}`))).features).toEqual(['column 1']);
  expect((await read(`index,y\n${lines(([x, , y]) => `${x},${y}`)}`)).features).toEqual(['index']);
});
