// A list of any length makes a figure that can be looked at.
import { describe, expect, it } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import type { AnySystem } from '../systems/contract.ts';
import { ridge } from '../systems/ridge/system.ts';
import { drawnAlong, drawnFacets, drawnPlaces, drawnSheets, drawnSurfaces, type Kind, undrawn } from './drawn.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => (i + 1) / 100);
const planOf = (settings: Record<string, unknown>) => makePlan(ridge as AnySystem, settings);
const words = (settings: Record<string, unknown>, kind: Kind) => undrawn(planOf(settings), new Set([kind]));

describe('a figure', () => {
  it('draws everything of a few curves and panels, and says nothing', () => {
    const settings = { samples: '10,20', ridge: numbers(15), noise: numbers(12) };
    const facets = drawnFacets(planOf(settings));
    expect(facets).toHaveLength(12);
    expect(new Set(facets.flatMap(({ curves }) => curves)).size).toBe(180);
    expect(words(settings, 'lines')).toEqual([]);
  });

  it('draws some of many, from the first to the last, and says how many', () => {
    const settings = { samples: '10,20', ridge: numbers(61), noise: numbers(40) };
    const facets = drawnFacets(planOf(settings));
    expect(facets.map(({ title }) => title).filter((_, i) => i % 11 === 0)).toEqual(['σ² = 0.01', 'σ² = 0.4']);
    expect(facets[0].curves).toHaveLength(15);
    expect([facets[0].curves[0], facets.at(-1)!.curves.at(-1)]).toEqual([0, 61 * 40 - 1]);
    expect(words(settings, 'lines')).toEqual(['Drawn: 12 of 40 panels, 15 of 61 curves in each; points.csv has all.']);
    expect(words({ samples: '10,20', ridge: numbers(16) }, 'lines')).toEqual([
      'Drawn: 15 of 16 curves; points.csv has all.',
    ]);
  });

  it('draws fewer curves over a coordinate of each where there are many', () => {
    expect([1, 3, 5, 15].map((curves) => drawnAlong(30, curves).length)).toEqual([5, 5, 3, 1]);
    const settings = { samples: '10:300:30', ridge: numbers(5) };
    expect(drawnPlaces(planOf(settings))[0].slice(0, 4)).toEqual([
      { curve: 0, point: 0 },
      { curve: 0, point: 15 },
      { curve: 0, point: 29 },
      { curve: 1, point: 0 },
    ]);
    expect(words(settings, 'curves')).toEqual(['Curves at 3 of 30 values of samples.']);
  });

  it('draws four maps at most', () => {
    const settings = { samples: '10:20:2', ridge: '0.1:0.2:2', noise: numbers(9) };
    expect(drawnSheets(planOf(settings)).map(({ title, curves }) => [title, curves.length])).toEqual([
      ['σ² = 0.01', 2],
      ['σ² = 0.04', 2],
      ['σ² = 0.06', 2],
      ['σ² = 0.09', 2],
    ]);
    expect(words(settings, 'maps')).toEqual(['Drawn: 4 of 9 maps; points.csv has all.']);
    expect(drawnSurfaces(planOf({ samples: '10,20', noise: numbers(9) }))).toEqual([0, 3, 5, 8]);
  });
});
