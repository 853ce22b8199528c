import { expect, it } from 'vitest';
import { arrange, columnsOnPage } from './arrange.ts';

it('puts theory, measurement, deviation and verdict of one of many maps beside each other', () => {
  const map = [2, 1, 1];
  expect(columnsOnPage([...map, ...map], false)).toBe(2);
  const many = [...map, ...map, ...map];
  expect(columnsOnPage(many, false)).toBe(4);
  expect(arrange(many, 4).map((block) => [block[0].row, block[0].column])).toEqual(
    [0, 1, 2].flatMap((row) => [0, 2, 3].map((column) => [row, column])),
  );
});

it('breaks small multiples into even rows', () => {
  expect([1, 2, 3, 4, 5, 9].map((count) => columnsOnPage([count], false))).toEqual([1, 2, 3, 4, 3, 3]);
});
