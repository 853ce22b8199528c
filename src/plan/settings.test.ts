import { describe, expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { findSystem } from '../systems/registry.ts';
import { distinctPoints, makePlan } from './plan.ts';
import { readAssignments, readSetting } from './settings.ts';

const ridge = await findSystem('ridge');
const plan = (...words: string[]) => makePlan(ridge, readAssignments(words));

it('gives an allowed value as its example where one is known', () => {
  expect(() => readSetting('samples', '', 30)).toThrow('samples is empty; give a value, as in samples=30');
  expect(() => readSetting('hidden', '', [20])).toThrow('as in hidden=[20]');
});

describe('a setting', () => {
  it('is a linear or logarithmic range, a list, a number, a word or JSON', () => {
    expect(readSetting('x', '0:10:3')).toEqual({ kind: 'range', values: [0, 5, 10] });
    expect(readSetting('x', '1:100:3:log').kind).toBe('range');
    expect((readSetting('x', '1:100:3:log') as { values: number[] }).values[1]).toBeCloseTo(10, 12);
    expect(readSetting('x', '1e-3,1e-2')).toEqual({ kind: 'list', values: [1e-3, 1e-2] });
    expect(readSetting('x', '-1.5')).toEqual({ kind: 'value', value: -1.5 });
    expect(readSetting('x', 'optimal')).toEqual({ kind: 'value', value: 'optimal' });
    expect(readSetting('x', '[1,0.5]')).toEqual({ kind: 'value', value: [1, 0.5] });
  });

  it.each([
    ['samples=1:2', /20:2000:30/],
    ['samples=20:200:0', /count of points/],
    ['samples=0:200:5:log', /both ends above 0/],
    ['samples=', /empty/],
    ['samples=[1,', /JSON/],
    ['samples=0', /samples is 0, but must be a whole number from 1/],
    ['samples=-5', /whole number/],
    ['samples=abc', /samples is 'abc'/],
    ['samples=1.5', /whole number/],
    ['noise=-1', /from 0/],
    ['ridge=large', /'optimal'/],
    ['spectrum=powerlaw', /'power-law'/],
    ['sampels=20', /did you mean 'samples'/],
    ['samples=50:200:1', /samples=50:200:1 is not a range: one point cannot stand at two ends/],
    ['noise=1e400', /noise/],
  ])('%s is refused with a reason', (word, reason) => {
    expect(() => plan(word)).toThrow(BadInput);
    expect(() => plan(word)).toThrow(reason);
  });

  it('is given once', () => {
    expect(() => plan('samples=20', 'samples=30')).toThrow(/given twice; give it once, or as a list: samples=20,30$/);
    expect(() => plan('samples')).toThrow(/key=value/);
  });
});

describe('a plan', () => {
  it("sweeps the system's own axis when nothing else is swept", () => {
    const { axis, curves } = plan();
    expect(axis?.name).toBe('samples');
    expect(curves).toHaveLength(1);
    expect(curves[0].points.map(({ parameters }) => parameters.samples)).toEqual(axis?.values);
    expect(axis?.values.every((value) => Number.isInteger(value))).toBe(true);
  });

  it('sweeps what is given as a range, with the usual axis at its default', () => {
    const { axis, curves } = plan('ridge=1e-3:1:4:log');
    expect(axis?.name).toBe('ridge');
    expect(curves[0].points.map(({ parameters }) => parameters.samples)).toEqual([200, 200, 200, 200]);
  });

  it('draws a family from a list on one further key', () => {
    const { families, curves } = plan('samples=50,100', 'ridge=0.1,1,10');
    expect(families).toEqual([{ name: 'ridge', values: [0.1, 1, 10] }]);
    expect(curves.map(({ members }) => members)).toEqual([{ ridge: 0.1 }, { ridge: 1 }, { ridge: 10 }]);
    expect(curves.map(({ points }) => points.map(({ parameters: p }) => [p.samples, p.ridge]))).toEqual(
      [0.1, 1, 10].map((ridge) => [50, 100].map((samples) => [samples, ridge])),
    );
  });

  it('has one point when the usual axis is fixed and nothing is swept', () => {
    const { axis, curves } = plan('samples=70');
    expect(axis).toBeUndefined();
    expect(curves[0].points).toHaveLength(1);
  });

  it('takes words as a family, never as an axis', () => {
    const { axis, families } = plan('samples=70', 'entries=gaussian,rademacher');
    expect(axis).toBeUndefined();
    expect(families.map(({ name }) => name)).toEqual(['entries']);
  });

  it('takes JSON arrays as lists where the parameter is no array, and as values where it is', () => {
    const { axis, curves } = makePlan(ridge, { samples: [20, 40], spectrum: [1, 0.5, 0.25] });
    expect(axis?.values).toEqual([20, 40]);
    expect(curves[0].points[0].parameters.spectrum).toEqual([1, 0.5, 0.25]);
  });

  it('multiplies the sizes and nothing else', () => {
    const { curves } = makePlan(ridge, { samples: '50,100', dimension: '80' }, [1, 2]);
    expect(curves.map(({ scale }) => scale)).toEqual([1, 2]);
    const sizes = curves.map(({ points }) => points.map(({ parameters: p }) => [p.samples, p.dimension, p.ridge]));
    expect(sizes[1]).toEqual(sizes[0].map(([samples, dimension, ridge]) => [2 * +samples!, 2 * +dimension!, ridge]));
  });

  it('refuses to multiply where no parameter is a size', async () => {
    const superposition = await findSystem('superposition');
    expect(makePlan(superposition, {}, [1]).curves).not.toEqual([]);
    expect(() => makePlan(superposition, {}, [1, 2])).toThrow(BadInput);
    expect(() => makePlan(superposition, {}, [1, 2])).toThrow(/--scale 2 has nothing to multiply/);
  });

  it('is a map over two ranges, with the second one as rows', () => {
    const { axis, map, families, curves } = plan('samples=20:40:3', 'noise=0:1:2');
    expect([axis?.name, map]).toEqual(['samples', 'noise']);
    expect(families.map(({ name }) => name)).toEqual(['noise']);
    expect(curves.map(({ members, points }) => [members.noise, points.length])).toEqual([
      [0, 3],
      [1, 3],
    ]);
  });

  it('has a curve for each combination of several lists, the last one fastest', () => {
    const { families, curves } = plan('samples=20:40:3', 'noise=0.1,1', 'ridge=1,2');
    expect(families.map(({ name }) => name)).toEqual(['noise', 'ridge']);
    expect(curves.map(({ members }) => [members.noise, members.ridge])).toEqual([
      [0.1, 1],
      [0.1, 2],
      [1, 1],
      [1, 2],
    ]);
  });

  it('knows a point that stands in it twice', () => {
    const twice = makePlan(ridge, { samples: '50,100', dimension: '80,160', spectrum: 'isotropic' }, [1, 2]);
    const points = twice.curves.flatMap((curve) => curve.points);
    expect(points).toHaveLength(8);
    expect(distinctPoints(twice)).toHaveLength(7);
    expect(points.find(({ parameters: p }) => p.samples === 100 && p.dimension === 160)?.key).toBe(points[4].key);
  });

  it('names the brackets of an array that is given without', () => {
    expect(() => plan('spectrum=1,0.5')).toThrow(/spectrum=1 is none it may be.*brackets: spectrum=\[1,0\.5\]/);
    expect(() => plan('spectrum=nonsense,isotropic')).toThrow(/spectrum is 'nonsense'/);
  });

  it('refuses three ranges, and sizes that come from an array', () => {
    expect(() => plan('samples=20:40:3', 'noise=0:1:3', 'ridge=1:2:2')).toThrow(/two sides/);
    expect(() => makePlan(ridge, { samples: 20, spectrum: [1, 0.5] }, [1, 2])).toThrow(/array given for spectrum/);
  });
});
