import { describe, expect, it } from 'vitest';
import type { Figure } from '../figures/figure.ts';
import { figureToCsv } from './figure-csv.ts';

const axis = { label: 'samples', scale: 'linear' } as const;

describe('what a figure draws, as a table', () => {
  it('has theory, measured points with their bars, and cells of maps', () => {
    const figure: Figure = {
      title: '',
      axis,
      caption: [],
      panels: [
        {
          ...{ id: 'error', label: 'error', scale: 'log' },
          series: [
            {
              label: 'λ = 1, "a"',
              theory: { x: [1, 2], y: [0.1, null] },
              points: [{ x: 1, y: 0.3, low: 0.2, high: 0.4, kind: 'mean', judged: true, trials: 8 }],
            },
          ],
        },
        {
          ...{ kind: 'map', shows: 'verdict', id: 'error', label: 'error', facet: 'verdict', vertical: axis },
          ...{ x: [1], y: [5], values: [['holds' as const]] },
        },
        { kind: 'image', id: 'exhibit 1', label: 'weights', values: [[-0, 2]] },
      ],
    };
    expect(figureToCsv(figure).split('\r\n')).toEqual([
      'panel,facet,curve,kind,x,y,value,low,high,trials',
      'error,,"λ = 1, ""a""",theory,1,,0.1,,,',
      'error,,"λ = 1, ""a""",theory,2,,,,,',
      'error,,"λ = 1, ""a""",measured,1,,0.3,0.2,0.4,8',
      'error,verdict,,verdict,1,5,holds,,,',
      'exhibit 1,,,entry,0,0,-0,,,',
      'exhibit 1,,,entry,1,0,2,,,',
      '',
    ]);
    expect(figureToCsv({ title: '', axis, caption: [], panels: [] })).toBe(
      'panel,facet,curve,kind,x,y,value,low,high,trials\r\n',
    );
  });
});
