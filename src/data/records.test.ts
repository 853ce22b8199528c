import { expect, it } from 'vitest';
import { isJson, parseRecords } from './records.ts';

it('JSON lines, an array and columns are the same table', () => {
  const lines =
    '{"loss": 3.2, "config": {"n": 4}, "name": "a"}\n\n{"loss": NaN, "config": {"n": "1e3"}, "note": [1]}\n';
  const table = parseRecords(lines, 'runs.jsonl');
  expect(table.header).toEqual(['loss', 'config.n', 'name']);
  expect(Array.from(table.values)).toEqual([3.2, 4, Number.NaN, Number.NaN, 1000, Number.NaN]);
  expect(Array.from(table.lines!)).toEqual([1, 3]);
  expect(table.texts).toMatchObject([{ column: 2, words: ['a'] }]);
  const array = parseRecords('[{"loss": 3.2, "n": 4}, {"loss": 3, "n": 5}]', 'runs.json');
  const columns = parseRecords('{"loss": [3.2, 3], "n": [4, 5]}', 'runs.json');
  expect(Array.from(columns.values)).toEqual(Array.from(array.values));
  expect(columns.header).toEqual(array.header);
});

it('what is no table is refused by its line', () => {
  expect(() => parseRecords('{"loss": 1}\nloss', 'a.jsonl')).toThrow('a.jsonl: line 2 is no JSON object');
  expect(() => parseRecords('[1, 2]', 'a.json')).toThrow('entry 1 of the array is no object');
  expect(() => parseRecords('{"a": [1], "b": [1, 2]}', 'a.json')).toThrow('1 and 2 long');
  expect(() => parseRecords('[]', 'a.json')).toThrow('no records');
});

it('JSON is told from a table of cells', () => {
  expect(isJson('\uFEFF {"a": 1}')).toBe(true);
  expect(isJson('a,b\n1,2')).toBe(false);
});
