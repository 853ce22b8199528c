import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawOptions } from './draw.ts';
import type { Figure, LinesPanel } from './figure.ts';
import { figureToPng, figureToSvg } from './node.ts';
import { doubleDescent, family, fourPanels, logSpaced, measured, medians, theoryOnly } from './samples.testing.ts';
import { captionOf, expectSound, itIsSteady, marks, textBoxes } from './svg.testing.ts';
import { textWidth } from './text.ts';

const samples = { doubleDescent, family, family6: () => family(6), fourPanels, theoryOnly, medians };

function single(points: [number, number][], change: Partial<LinesPanel> = {}): Figure<LinesPanel> {
  const all = points.map(
    ([x, y]) => ({ x, y, low: y * 0.9, high: y * 1.1, kind: 'mean', judged: true, trials: 3 }) as const,
  );
  return {
    title: 'One',
    axis: { label: 'samples', symbol: 'P', scale: 'log' },
    panels: [{ id: 'e', label: 'error', scale: 'log', series: [{ label: '', points: [...all] }], ...change }],
    caption: [],
  };
}

describe.each(Object.entries(samples))('%s', (_, make) => itIsSteady(make));

describe('marks', () => {
  it('draws every point with its bar, every line, every band', () => {
    const svg = figureToSvg(family(6));
    expect(marks(svg, 'measured')).toBe(60);
    expect(marks(svg, 'error-bar')).toBe(60);
    expect(marks(svg, 'theory')).toBe(6);
    expect(marks(svg, 'margin')).toBe(6);
    expect(svg).toContain('λ = 0.001');
  });

  it('tells curves apart by colour, dash and marker', () => {
    const legend = /class="legend"[\s\S]*?class="panel"/.exec(figureToSvg(family(6)))![0];
    const strokes = [...legend.matchAll(/stroke="(#\w+)"/g)].map((match) => match[1]);
    const markers = [...legend.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(strokes).size).toBe(6);
    expect(new Set(markers).size).toBe(markers.length);
  });

  it('separates full, open, median and outside points', () => {
    const svg = figureToSvg(medians());
    expect(marks(svg, 'measured')).toBe(7);
    expect(marks(svg, 'measured open')).toBe(5);
    expect(marks(svg, 'median')).toBe(4);
    expect(marks(svg, 'outside above')).toBe(1);
    const caption = captionOf(svg);
    expect(caption).toContain('Broken at a margin of 10 %.');
    expect(caption).toContain('1 point lies outside the frame (arrow).');
    expect(caption).toContain('1 value is not positive and has no place on a logarithmic axis.');
    expect(caption).toContain('±2 standard errors');
    expect(caption).toContain('median of 25 trials; bars: the interquartile range');
  });

  it('rings the points that are broken, and says so', () => {
    const figure = doubleDescent();
    const plain = figureToSvg(figure);
    figure.panels[0].series[0].points![1].broken = true;
    const ringed = figureToSvg(figure);
    expect(plain).not.toContain('class="broken"');
    expect(/class="broken"[^>]*>(.*?)<\/g>/s.exec(ringed)![1].match(/<circle/g)).toHaveLength(1);
    expect(captionOf(ringed)).toContain('Ringed: outside the margin.');
  });

  it('shows crowded points on both sides of a line in their own colour, and in full what is ringed', () => {
    const figure = family(2);
    for (const series of figure.panels[0].series) {
      const [first] = series.points!;
      series.points = Array.from({ length: 40 }, (_, i) => ({ ...first, x: first.x * (1 + i / 10), broken: i === 3 }));
    }
    const svg = figureToSvg(figure);
    const lines = [...svg.matchAll(/<g[^>]*class="theory"[^>]*>/g)].map(([line]) => line);
    expect(new Set(lines.map((line) => / stroke="([^"]*)"/.exec(line)?.[1])).size).toBe(2);
    const radius = 1.8;
    for (const line of lines) expect(Number(/stroke-width="([^"]*)"/.exec(line)?.[1])).toBeLessThan(radius / 2);
    expect(svg.match(/fill-opacity="1"/g)).toHaveLength(2);
  });

  it('names a theory only where something of it is drawn', () => {
    const points = single([[10, 1]]).panels[0].series[0].points!;
    const series = [{ label: '', theory: { x: [10, 20], y: [null, null] }, points }];
    const svg = figureToSvg(single([], { series }));
    expect(svg).not.toContain('>theory<');
    expect(svg).toContain('>experiment<');
    expect(captionOf(svg)).not.toContain('Lines: theory');
  });

  it('draws a level to compare with inside the frame, and says what it is', () => {
    const level = (value: number) =>
      figureToSvg(
        single(
          [
            [1, 2],
            [10, 3],
          ],
          { level: { value, label: 'the edge' } },
        ),
      );
    expect(marks(level(2.5), 'level')).toBe(1);
    expect(captionOf(level(2.5))).toContain('Dotted: the edge, error = 2.5.');
    expect(marks(level(1.2), 'level'), 'beside the data').toBe(1);
    expect(marks(level(1e9), 'level'), 'far away').toBe(0);
    expect(captionOf(level(1e9))).not.toContain('Dotted');
  });

  it('breaks the line where the prediction is infinite', () => {
    const path = /class="theory"[^>]*><path[^>]* d="([^"]+)"/.exec(figureToSvg(doubleDescent()))![1];
    expect(path.match(/M/g)?.length).toBe(2);
    expect(captionOf(figureToSvg(doubleDescent()))).toContain(
      'Gaps in the lines: theory diverges or has no prediction there.',
    );
  });

  it('says the verdict of each panel', () => {
    const caption = captionOf(figureToSvg(fourPanels()));
    expect(caption).toContain(
      '(a) holds, (b) broken, (c) unresolved as an upper bound, (d) holds; all at a margin of 5 %.',
    );
  });
});

describe('the verdict of a run', () => {
  it('leads where it is another than that of the panels', () => {
    const panels = { ...family(2), verdict: 'unresolved' } as const;
    panels.panels[0].verdict = 'holds';
    const caption = captionOf(figureToSvg(panels));
    expect(caption).toMatch(/Unresolved: .+ holds at a margin of/);
    expect(captionOf(figureToSvg({ ...panels, verdict: 'holds' }))).toContain('Holds at a margin of');
    const several = { ...fourPanels(), verdict: 'unresolved' } as const;
    for (const panel of several.panels) panel.verdict = 'holds';
    expect(captionOf(figureToSvg(several))).toContain('Unresolved: (a) holds');
  });
});

describe('odd figures', () => {
  it('draws a single point, and a single prediction as a short stroke', () => {
    const svg = figureToSvg(
      single([[100, 0.3]], {
        margin: 0.05,
        series: [
          { label: '', theory: { x: [100], y: [0.31] }, points: single([[100, 0.3]]).panels[0].series[0].points },
        ],
      }),
    );
    expectSound(svg);
    expect(marks(svg, 'measured')).toBe(1);
    expect(marks(svg, 'theory')).toBe(1);
    expect(marks(svg, 'margin')).toBe(1);
  });

  it('draws nothing without failing', () => {
    expectSound(figureToSvg(single([])));
    expectSound(figureToSvg({ ...single([]), panels: [] }));
    expectSound(figureToSvg(single([], { series: [] })));
    expectSound(
      figureToSvg(
        single([], { scale: 'linear', series: [{ label: '', theory: { x: [1, 2], y: [null, null] }, points: [] }] }),
      ),
    );
  });

  it('drops what a logarithmic axis cannot hold, and says so', () => {
    const svg = figureToSvg(
      single([
        [0, 1],
        [10, 0],
        [10, -1],
        [10, 1],
        [100, 2],
      ]),
    );
    expectSound(svg);
    expect(marks(svg, 'measured')).toBe(2);
    expect(captionOf(svg)).toContain('3 values are not positive');
  });

  it('keeps 300 decades, in decade ticks', () => {
    const x = logSpaced(1, 1e4, 50);
    const svg = figureToSvg(single([], { series: [{ label: '', theory: { x, y: x.map((t) => 10 ** (-t / 33)) } }] }));
    expectSound(svg);
    expect(svg).toContain('10⁻²⁰⁰');
  });

  it('does not follow the theory far below what the experiment can tell from zero', () => {
    const x = logSpaced(1, 1e4, 50);
    const y = x.map((t) => Math.exp(-t / 20));
    const svg = figureToSvg(single([], { series: [{ label: '', theory: { x, y, floor: x.map(() => 1e-12) } }] }));
    expect(svg).toContain('10⁻¹²');
    expect(svg).not.toContain('10⁻²⁰');
  });

  it('is not blown up by one value', () => {
    const near = Array.from({ length: 20 }, (_, i): [number, number] => [i + 1, 1 + 0.01 * i]);
    const svg = figureToSvg(single([...near, [30, 1e12]], { scale: 'linear' }));
    expect(marks(svg, 'outside above')).toBe(1);
    expect(svg).toContain('>1.1<');
  });

  it('wraps long labels within the width', () => {
    const long = 'a very long label that goes on and on about what it measures, at length, and then some more of it';
    const figure = single(
      [
        [1, 1],
        [10, 2],
      ],
      { label: long, symbol: 'E_test', unit: 'nats per token' },
    );
    figure.title = `${long} ${'x'.repeat(200)}`;
    figure.axis.label = long;
    figure.panels[0].series[0].label = `${long} ${long}`;
    figure.caption = [`<b> & "quoted" ${long}`];
    const svg = figureToSvg(figure);
    expectSound(svg);
    expect(svg).toContain('&lt;b&gt; &amp;');
    const starts = [...svg.matchAll(/<text[^>]*\bx="(-?[\d.]+)"/g)].map((match) => Number(match[1]));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
  });

  it('keeps the headings of narrow panels in the figure', () => {
    const figure = fourPanels();
    figure.panels = figure.panels.slice(0, 3).map((panel) => ({
      ...panel,
      label: 'variance of the oscillation',
      scale: 'log',
      series: [{ label: '', theory: { x: [1, 10], y: [7.9e-4, 9.1e-4] } }],
    }));
    const ends = textBoxes(figureToSvg(figure)).filter(({ text }) => /variance|oscillation/.test(text));
    expect(ends.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...ends.map(({ x2 }) => x2))).toBeLessThanOrEqual(504.6);
  });

  it.each([120, 160, 240])('keeps tick labels apart at a width of %d', (width) => {
    for (const [low, high] of [
      [0.98, 1.03],
      [1e-3, 9e-3],
      [1, 1e5],
      [12345, 12399],
    ]) {
      const svg = figureToSvg(
        single([
          [low, 1],
          [high, 1],
        ]),
        { width },
      );
      const group = /class="x-labels"[^>]*>([\s\S]*?)<\/g>/.exec(svg)![1];
      const labels = [...group.matchAll(/translate\(([\d.]+),[\d.]+\)"[^>]*>([^<]*)</g)];
      expect(labels.length).toBeGreaterThanOrEqual(2);
      const ends = labels.map(([, x, text]) => [Number(x), textWidth([{ text }], 7) / 2]);
      for (let i = 1; i < ends.length; i++)
        expect(ends[i][0] - ends[i][1]).toBeGreaterThan(ends[i - 1][0] + ends[i - 1][1]);
    }
  });

  it('stays light with dense curves', () => {
    const x = logSpaced(1, 1e5, 3000);
    const svg = figureToSvg(single([], { series: [{ label: '', points: measured(x, (t) => 1 / t, 0.1) }] }));
    expect(marks(svg, 'measured')).toBe(3000);
    expect(svg).not.toContain('<title>');
  });

  it('draws any figure', () => {
    const number = fc.oneof(fc.double(), fc.double({ min: -10, max: 10 }), fc.constantFrom(0, 1, 1, 1e-300, 1e300));
    const scale = fc.constantFrom('log' as const, 'linear' as const);
    const point = fc.record({
      x: number,
      y: number,
      low: number,
      high: number,
      kind: fc.constantFrom('mean' as const, 'median' as const),
      judged: fc.boolean(),
      trials: fc.nat(99),
    });
    const theory = fc.array(fc.tuple(number, fc.option(number)), { maxLength: 8 }).map((rows) => ({
      x: rows.map(([x]) => x),
      y: rows.map(([, y]) => y),
    }));
    const text = fc.string({ unit: 'grapheme' });
    const panel = fc.record(
      {
        id: text,
        label: text,
        symbol: fc.constantFrom('E_test', 'x^', '_', '{', 'κ_{a'),
        scale,
        mark: fc.constantFrom('points' as const, 'bars' as const),
        axis: fc.record({ label: text, scale }),
        margin: fc.double({ min: 0, max: 2, noNaN: true }),
        relation: fc.constantFrom('equals' as const, 'atMost' as const, 'atLeast' as const),
        series: fc.array(
          fc.record({ label: text, theory, points: fc.array(point, { maxLength: 6 }) }, { requiredKeys: ['label'] }),
          {
            maxLength: 3,
          },
        ),
      },
      { requiredKeys: ['id', 'label', 'scale', 'series'] },
    );
    const figure = fc.record({
      title: text,
      axis: fc.record({ label: text, scale }),
      panels: fc.array(panel, { maxLength: 3 }),
      caption: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(figure, (some) => expectSound(figureToSvg(some as Figure))),
      { seed: 11, numRuns: 100 },
    );
  });
});

describe('a histogram', () => {
  it('stands on zero, one bar a bin, and rings what is broken', () => {
    const { svg } = drawn();
    const bars = [...svg.matchAll(/<rect [^>]*>/g)]
      .map(([rect]) =>
        ['x', 'width', 'y', 'height'].map((name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(rect)?.[1])),
      )
      .filter(([, width]) => width < 100);
    // Twelve bars, and the outline of one of them.
    expect(bars).toHaveLength(13);
    expect(new Set(bars.slice(0, 12).map(([, , y, height]) => (y + height).toFixed(2))).size).toBe(1);
    const [first, second] = bars;
    expect(second[0] - (first[0] + first[1])).toBeCloseTo(0.5, 2);
    expect(captionOf(svg)).toMatch(/Columns: mean of 40 trials/);
    expect(marks(svg, 'measured')).toBe(0);
  });

  it('has an axis of its own beside a panel along a parameter', () => {
    const { figure } = drawn();
    const both: Figure<LinesPanel> = {
      ...figure,
      panels: [...figure.panels, theoryOnly().panels[0]],
      axis: theoryOnly().axis,
    };
    both.panels[0] = { ...both.panels[0], axis: { label: 'eigenvalue', symbol: 'x', scale: 'linear' } };
    const svg = figureToSvg(both);
    expect(svg).toContain('>eigenvalue ');
    expect(svg).toContain(`>${theoryOnly().axis.label}`);
    expectSound(svg);
  });

  function drawn() {
    const density = (x: number) => Math.exp(-x);
    const points = measured(
      Array.from({ length: 12 }, (_, i) => 0.25 + i / 2),
      density,
      0.05,
    );
    points[3].broken = true;
    const figure: Figure<LinesPanel> = {
      title: '',
      axis: { label: 'eigenvalue', scale: 'linear' },
      panels: [{ id: 'density', label: 'density', scale: 'linear', mark: 'bars', series: [{ label: '', points }] }],
      caption: [],
    };
    return { figure, svg: figureToSvg(figure) };
  }
});

describe('options', () => {
  const width = (options: DrawOptions) => /viewBox="0 0 ([\d.]+)/.exec(figureToSvg(fourPanels(), options))![1];

  it('takes a paper column for one panel, two for several, or what is asked', () => {
    expect(figureToSvg(theoryOnly())).toContain('width="243.8pt"');
    expect(width({})).toBe('504.6');
    expect(width({ width: 300 })).toBe('300');
  });

  it('leaves title and caption to the document', () => {
    const svg = figureToSvg(doubleDescent(), { title: false, caption: false, ink: 'currentColor' });
    expect(svg).not.toContain('class="caption"');
    expect(svg).not.toContain('double descent</tspan>');
    expect(svg).toContain('color="currentColor"');
  });
});

describe('PNG', () => {
  it('has the signature and 300 dots per inch', () => {
    const svg = figureToSvg(doubleDescent());
    const png = figureToPng(svg);
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    const view = new DataView(png.buffer, png.byteOffset);
    const height = Number(/height="([\d.]+)pt"/.exec(svg)![1]);
    expect(view.getUint32(16)).toBe(Math.round((243.8 / 72) * 300));
    expect(Math.abs(view.getUint32(20) - (height / 72) * 300)).toBeLessThanOrEqual(1);
  });

  it('draws text with the shipped font', () => {
    const figure = theoryOnly();
    const bare: Figure = { ...figure, title: '' };
    expect(figureToPng(figureToSvg(figure)).length).toBeGreaterThan(figureToPng(figureToSvg(bare)).length + 1000);
  });

  it('refuses an SVG of another make', () => {
    expect(() => figureToPng('<svg width="3"/>')).toThrow(TypeError);
  });
});
