import { expect, it } from 'vitest';
import { levelsBetween, stepsBetween } from './map-panels.ts';

it('draws a line at 0 where values have both signs', () => {
  expect(levelsBetween(-0.4, 0.4, 'linear')).toEqual([-0.24, 0, 0.08, 0.24]);
  expect(levelsBetween(-0.01, 1, 'linear')).toEqual([0, 0.39, 0.6, 0.8]);
  expect(levelsBetween(0, 1, 'linear')).toEqual([0.2, 0.4, 0.6, 0.8]);
  expect(levelsBetween(1e-2, 1e3, 'log')).toEqual([0.1, 1, 10, 100]);
});

it('draws a line at the value that a reader compares with', () => {
  expect(levelsBetween(0.5, 1.2, 'linear', 1)).toEqual([0.64, 0.78, 1, 1.1]);
  expect(levelsBetween(0.01, 100, 'log', 1)).toEqual([0.063, 1, 2.5, 16]);
  expect(levelsBetween(2, 3, 'linear', 1)).toEqual([2.2, 2.4, 2.6, 2.8]);
});

it('draws one line between neighbouring kinds, as phases that are numbered', () => {
  expect(stepsBetween([3, 1, 2, 2, 4])).toEqual([1.5, 2.5, 3.5]);
  expect(stepsBetween([0, 1, 1])).toEqual([0.5]);
  for (const values of [[1, 2, 4], [0.5, 1.5], Array.from({ length: 7 }, (_, k) => k)])
    expect(stepsBetween(values)).toBeUndefined();
});
