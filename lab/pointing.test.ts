import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawFigure } from '../src/figures/draw.ts';
import type { Figure, FigurePoint, LinesPanel } from '../src/figures/figure.ts';
import { type Drawn, moved, nearest, placeOfMark, readoutOf, sameIn, targetsOf } from './pointing.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

function point(x: number, y: number, more: Partial<FigurePoint> = {}): FigurePoint {
  return { x, y, low: y - 0.02, high: y + 0.02, kind: 'mean', judged: true, trials: 12, ...more };
}

const x = [10, 20, 40, 80, 160];
const peaked = [0.5, 0.8, 1.6, 0.7, 0.3];
const panel: LinesPanel = {
  ...{ id: 'testError', label: 'test error', symbol: 'E_test', scale: 'linear', margin: 0.05, deviations: true },
  series: [
    {
      label: 'λ = 0.01',
      theory: { x, y: peaked },
      points: x.map((at, i) => point(at, 1.02 * peaked[i], { predicted: peaked[i], allowed: 0.05 * peaked[i] })),
    },
    { label: 'λ = 1', theory: { x, y: [0.4, 0.35, 0.3, 0.25, 0.2] } },
  ],
};
const figure: Figure = {
  ...{ title: '', caption: [], axis: { label: 'samples', symbol: 'P', scale: 'log' } },
  panels: [panel, { ...panel, id: 'bias', label: 'bias', symbol: 'B', deviations: false, series: [panel.series[1]] }],
};

function drawn(of: Figure, width = 500): Drawn {
  let result: Drawn | undefined;
  const svg = drawFigure(of, document as unknown as Document, {
    ...{ width, title: false, caption: false },
    placed: (panels) => {
      result = { figure: of, panels, width, height: 0 };
    },
  });
  return { ...result!, height: Number(svg.getAttribute('viewBox')!.split(' ')[3]) };
}

let here: Drawn;
beforeAll(() => {
  here = drawn(figure);
});

describe('where a figure has its values', () => {
  it('is where the drawing has their markers', () => {
    const svg = drawFigure(figure, document as unknown as Document, { width: 500, title: false, caption: false });
    // Above its own place a marker has those of its groups.
    const placeOf = (marker: Element) => {
      let [left, top] = [Number(marker.getAttribute('cx')), Number(marker.getAttribute('cy'))];
      for (let one = marker.parentElement; one; one = one.parentElement) {
        const [, dx, dy] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(one.getAttribute('transform') ?? '') ?? [
          '',
          '0',
          '0',
        ];
        left += Number(dx);
        top += Number(dy);
      }
      return { left, top };
    };
    const markers = [...svg.querySelectorAll('.panel .measured circle')].map((one) => placeOf(one as Element));
    const measured = targetsOf(here).filter((one) => one.measured);
    expect(markers).toHaveLength(measured.length);
    for (const [i, { at }] of measured.entries()) {
      expect(at.left).toBeCloseTo(markers[i].left, 1);
      expect(at.top).toBeCloseTo(markers[i].top, 1);
    }
  });

  it('takes the points that were measured, and the line where there are none', () => {
    const targets = targetsOf(here);
    expect(targets.map(({ panel, series }) => `${panel}${series}`).join(' ')).toBe(
      '00 00 00 00 00 01 01 01 01 01 10 10 10 10 10',
    );
    expect(targets.filter((one) => one.measured)).toHaveLength(5);
    for (const { at } of targets) {
      expect(at.left).toBeGreaterThan(0);
      expect(at.left).toBeLessThan(here.width);
      expect(at.top).toBeLessThan(here.height);
    }
  });

  it('leaves out what has no place on a logarithmic axis, and gaps', () => {
    const series = [{ label: '', theory: { x: [0, 1, 2, 3], y: [1, null, 2, Number.POSITIVE_INFINITY] } }];
    const targets = targetsOf(drawn({ ...figure, panels: [{ ...panel, series }] }));
    expect(targets.map((one) => one.x)).toEqual([2]);
  });
});

describe('the nearest value', () => {
  it('is the one that the pointer is on, in its panel', () => {
    const targets = targetsOf(here);
    for (const one of targets) expect(nearest(targets, here, one.at)).toBe(one);
  });

  it('is that at the same x in the strip of deviations, and none between the panels', () => {
    const targets = targetsOf(here);
    const [placed] = here.panels;
    const peak = targets[2];
    const inStrip = { left: peak.at.left + 3, top: placed.top + placed.withStrip - 2 };
    expect(placed.withStrip).toBeGreaterThan(placed.height);
    expect(nearest(targets, here, inStrip)?.x).toBe(40);
    expect(nearest(targets, here, { left: placed.left - 5, top: peak.at.top })).toBeUndefined();
  });

  it('is found again when the figure has grown', () => {
    const targets = targetsOf(drawn(figure, 300));
    const before = targetsOf(here)[8];
    expect(sameIn(targets, before)).toMatchObject({ panel: 0, series: 1, x: 80 });
  });
});

it('keys go along a curve, to its ends, and to the curves beside it', () => {
  const targets = targetsOf(here);
  const first = moved(targets, undefined, 'next')!;
  expect(first).toBe(targets[0]);
  expect(moved(targets, first, 'previous')).toBe(first);
  expect(moved(targets, first, 'next')).toBe(targets[1]);
  const last = moved(targets, first, 'last')!;
  expect(last.x).toBe(160);
  expect(moved(targets, last, 'next')).toBe(last);
  const below = moved(targets, last, 'curveBelow')!;
  expect(below).toMatchObject({ panel: 0, series: 1, x: 160 });
  expect(moved(targets, below, 'curveBelow')).toMatchObject({ panel: 1, series: 0, x: 160 });
  expect(moved(targets, last, 'curveAbove')).toBe(last);
});

describe('what is said of a value', () => {
  it('has theory, measured with its error, deviation and trials', () => {
    const [first] = targetsOf(here);
    expect(readoutOf(figure, first)).toEqual({
      ...{ quantity: 'E_test', where: 'P = 10', curve: 'λ = 0.01' },
      rows: [
        { name: 'theory', value: '0.5' },
        { name: 'measured', value: '0.51 ± 0.01' },
        { name: 'deviation', value: '+2 %' },
        { name: 'trials', value: '12' },
      ],
    });
  });

  it('is theory alone where nothing was measured', () => {
    const target = targetsOf(here)[7];
    expect(readoutOf(figure, target).rows).toEqual([{ name: 'theory', value: '0.3' }]);
  });

  it('tells a median and what was not judged, and has no error of a single trial', () => {
    const rows = (more: Partial<FigurePoint>) => {
      const measured = point(20, 0.6, { predicted: 0.8, ...more });
      const target = { ...targetsOf(here)[1], measured };
      return readoutOf(figure, target).rows.map(({ name, value }) => `${name} ${value}`);
    };
    expect(rows({ kind: 'median', judged: false })).toEqual([
      ...['theory 0.8', 'median 0.6 (0.58 to 0.62)', 'deviation −25 %', 'trials 12, not judged'],
    ]);
    expect(rows({ low: Number.NaN, high: Number.NaN, trials: 1, broken: true })).toEqual([
      ...['theory 0.8', 'measured 0.6', 'deviation −25 %', 'trials 1, outside the margin'],
    ]);
  });
});

it('a mark stands on the line, and moves with it', () => {
  const targets = targetsOf(here);
  const place = (mark: object) => placeOfMark(here, { says: '', at: 'first', ...mark });
  const peak = place({ at: 'highest' })!;
  expect(peak.left).toBe(targets[2].at.left);
  // Theory is below what was measured there.
  expect(peak.top).toBeGreaterThan(targets[2].at.top);
  expect(peak).toMatchObject({ side: 'right', isLevel: true });
  expect(place({ at: 'lowest', curve: 1 })).toEqual({ ...targets[9].at, side: 'left', isLevel: true });
  expect(place({ at: 75 })!.left).toBe(targets[3].at.left);
  expect(place({ panel: 'bias', at: 'last' })).toMatchObject({ ...targets[14].at, side: 'left' });
  expect(place({ panel: 'taste' })).toBeUndefined();
  expect(place({ curve: 7 })).toBeUndefined();
});
