import { describe, expect, it } from 'vitest';
import { openWorkshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import { findSystem } from '../systems/registry.ts';
import { costOf } from './cost.ts';
import { Grid } from './grid.ts';

const ridge = await findSystem('ridge');

describe('a grid', () => {
  it('has the points of a plan, in its order, over any number of ranges', () => {
    const settings = { samples: '20:80:4', ridge: '0.1,1', noise: '0:0.2:3' };
    const grid = new Grid(ridge, settings);
    const plan = makePlan(ridge, settings);
    const points = plan.curves.flatMap((curve) => curve.points);
    expect(grid.size).toBe(24);
    expect(points.map((_, place) => grid.pointAt(place))).toEqual(points);
    for (const [c, { members, points }] of plan.curves.entries())
      expect(grid.curve(c)).toMatchObject({
        at: [4 * c, 4 * c + 1, 4 * c + 2, 4 * c + 3],
        plan: { curves: [{ members, points }] },
      });
    expect(new Grid(ridge, { ...settings, dimension: '50:100:2' }).size).toBe(48);
  });

  it('knows a point again where what is swept has no effect', () => {
    const grid = new Grid(ridge, { samples: '20,40', spectrum: 'power-law,isotropic', decay: '1,2,3' });
    const first = new Map<string, number>();
    let again = 0;
    for (let place = 0; place < grid.size; place++) {
      const { key } = grid.pointAt(place) as { key: string };
      if (!first.has(key)) first.set(key, place);
      else again++;
      expect(grid.representative(place)).toBe(first.get(key));
    }
    expect(again).toBe(4);
  });

  it('refuses what nothing can stand beside, and keeps a place that one combination forbids', () => {
    const refused: [Settings, RegExp][] = [
      [{ samples: '0:20:3' }, /samples is 0, but must be/],
      [{ noise: '-1,1' }, /noise is -1/],
      [{ spectrum: 'isotropic', decay: '1,2' }, /decay is given but/],
      [{ sampels: '1:2:2' }, /no parameter 'sampels'/],
      [{ samples: '1:100000:100000', noise: '0:1:100000' }, /the grid has 10000000000 points/],
    ];
    for (const [settings, reason] of refused) expect(() => new Grid(ridge, settings)).toThrowError(reason);
    expect(() => new Grid(ridge, { samples: '0:20:3' })).toThrowError(BadInput);
  });
});

it('costs what all of its values cost, whatever the length of its sides', async () => {
  const workshop = openWorkshop(ridge, await selectEngine('wasm'));
  const secondsFor = (inner: number) => {
    const grid = new Grid(ridge, { samples: '10:1000:1000', dimension: 100, ridge: `0.01:1:${inner}` });
    return costOf(grid, workshop, 1).seconds / grid.size;
  };
  const [some, many] = [secondsFor(7), secondsFor(200)];
  expect(many / some).toBeGreaterThan(0.9);
  expect(many / some).toBeLessThan(1.1);
});
