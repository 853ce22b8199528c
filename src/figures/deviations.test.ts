import { describe, expect, it } from 'vitest';
import type { Figure, FigurePoint, LinesPanel } from './figure.ts';
import { figureToSvg } from './node.ts';
import { doubleDescent, family } from './samples.testing.ts';
import { captionOf, expectSound, marks, textBoxes } from './svg.testing.ts';

/** The family with what theory says beside each point; `shift` moves the measured values. */
function compared({ shift = 1, floor = 0, change = {} as Partial<LinesPanel> } = {}): Figure<LinesPanel> {
  const figure = family(2);
  const [panel] = figure.panels;
  const series = panel.series.map((one) => ({
    ...one,
    points: one.points!.map((point): FigurePoint => {
      const predicted = point.y / shift;
      return { ...point, predicted, allowed: 0.03 * predicted + floor };
    }),
  }));
  return { ...figure, panels: [{ ...panel, series, deviations: true, ...change }] };
}

const labels = (svg: string) => textBoxes(svg).map(({ text }) => text);

describe('the strip of deviations', () => {
  it('shows every point against theory, with the margin as its band, which leaves the panel above', () => {
    const svg = figureToSvg(compared());
    expectSound(svg);
    expect(marks(svg, 'deviation')).toBe(20);
    expect(marks(svg, 'deviation-bar')).toBe(20);
    expect(/class="allowed"[^>]*>\s*<rect/.test(svg)).toBe(true);
    expect(marks(svg, 'margin')).toBe(0);
    expect(labels(svg)).toContain('+3 %');
    expect(captionOf(svg)).toContain('Strip: (measured − theory) / |theory|, shaded: what the margin allows.');
  });

  it('is there before the first trial, so that the figure does not jump, and then needs no words', () => {
    const empty = compared();
    for (const series of empty.panels[0].series) series.points = [];
    const [before, after] = [empty, compared()].map((figure) => figureToSvg(figure, { caption: false }));
    const height = (svg: string) => Number(/ height="([\d.]+)pt"/.exec(svg)![1]);
    expect(height(before)).toBe(height(after));
    expect(captionOf(figureToSvg(empty))).not.toContain('Strip');
  });

  it('points to what lies beyond several margins, and keeps the margin in sight', () => {
    const svg = figureToSvg(compared({ shift: 1.5 }));
    expect(marks(svg, 'deviation')).toBe(0);
    expect(marks(svg, 'far')).toBe(20);
    expect(captionOf(svg)).toContain('arrows: beyond the strip');
  });

  it('follows what an absolute allowance adds, and the side of a bound', () => {
    const widened = figureToSvg(compared({ floor: 0.01 }));
    expect(widened.match(/class="allowed"/g)).toHaveLength(2);
    expect(widened).not.toMatch(/class="allowed"[^>]*>\s*<rect/);
    const rect = (svg: string) => Number(/class="allowed"[^>]*>\s*<rect[^>]* height="([\d.]+)"/.exec(svg)![1]);
    expect(rect(figureToSvg(compared({ change: { relation: 'atMost' } })))).toBeGreaterThan(
      1.2 * rect(figureToSvg(compared())),
    );
  });

  it('leaves out what theory says nothing of, or says to be zero', () => {
    const figure = compared();
    const points = figure.panels[0].series[0].points!;
    points[0] = { ...points[0], predicted: 0 };
    delete points[1].predicted;
    const svg = figureToSvg(figure);
    expectSound(svg);
    expect(marks(svg, 'deviation')).toBe(18);
  });
});

describe('slopes', () => {
  const withGuide = (exponent: number, change: Partial<LinesPanel> = {}) =>
    figureToSvg({
      ...family(1),
      panels: [{ ...family(1).panels[0], guides: [{ series: 0, exponent, from: 1e-300, to: 1e300 }], ...change }],
    });

  it('are drawn beside the line and named by their power, inside the frame', () => {
    const svg = withGuide(-0.6);
    expectSound(svg);
    expect(marks(svg, 'guide')).toBe(1);
    expect(labels(svg).some((text) => text.includes('−0.6'))).toBe(true);
    expect(captionOf(svg)).toContain('Dashed beside a line: its predicted slope.');
  });

  it('are as steep as they say', () => {
    const line = /class="guide"[^>]*>(<line[^>]*>)/.exec(withGuide(-0.6))![1];
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) =>
      Number(new RegExp(` ${name}="([^"]*)"`).exec(line)![1]),
    );
    // The frame's decades, from the ticks of the axes.
    const svg = withGuide(-0.6);
    const boxes = textBoxes(svg);
    const box = (label: string) => boxes.find(({ text }) => text === label)!;
    const middle = (label: string) => (box(label).x1 + box(label).x2) / 2;
    const decade = middle('1000') - middle('100');
    const [low, high] = boxes.filter(({ text }) => Number(text) < 1);
    const up = (high.y1 - low.y1) / Math.log10(Number(low.text) / Number(high.text));
    expect((y2 - y1) / up / ((x2 - x1) / decade)).toBeCloseTo(0.6, 2);
  });

  it('need two logarithmic axes', () => {
    expect(marks(withGuide(-0.6, { scale: 'linear' }), 'guide')).toBe(0);
  });
});

describe('poles', () => {
  it('are drawn where theory diverges, with the line up to the frame on both sides', () => {
    const figure = doubleDescent();
    const plain = figureToSvg(figure);
    figure.panels[0].series[0].theory!.poles = [200];
    const svg = figureToSvg(figure);
    expectSound(svg);
    expect(marks(plain, 'pole')).toBe(0);
    expect(marks(svg, 'pole')).toBe(1);
    expect(captionOf(svg)).toContain('Dashed upright: theory diverges.');
    expect(captionOf(svg)).not.toContain('Gaps in the lines');
    const path = /class="theory"[^>]*><path[^>]* d="([^"]+)"/.exec(svg)![1];
    expect(path.match(/M/g)?.length).toBe(1);
  });
});

describe('many points', () => {
  it('of a crowded curve get a whole marker a little apart, and what is broken gets one', () => {
    const figure = doubleDescent();
    const series = figure.panels[0].series[0];
    const [first] = series.points!;
    series.points = Array.from({ length: 200 }, (_, i) => ({ ...first, x: 22 + 9 * i, broken: i === 101 }));
    const svg = figureToSvg(figure);
    const dots = /class="measured"[^>]*>([\s\S]*?)<\/g>/.exec(svg)![1];
    const radii = [...dots.matchAll(/ r="([\d.]+)"/g)].map(([, r]) => Number(r));
    expect(radii).toHaveLength(200);
    const whole = radii.filter((r) => r > 1);
    expect(whole.length).toBeGreaterThan(10);
    expect(whole.length).toBeLessThan(60);
    expect(Math.max(...radii), 'in points of the paper').toBeLessThan(2);
  });

  it('of several histograms are outlined as steps, and the legend shows bars', () => {
    const figure = family(2);
    for (const series of figure.panels[0].series)
      series.points = series.points!.map((point, i) => ({ ...point, x: i + 1, y: 0.05 + i / 200 }));
    const bars = { ...figure, axis: { ...figure.axis, scale: 'linear' as const } };
    bars.panels = [{ ...figure.panels[0], mark: 'bars', scale: 'linear' }];
    const svg = figureToSvg(bars);
    expectSound(svg);
    expect(marks(svg, 'steps')).toBe(2);
    const legend = /class="legend"[\s\S]*?class="panel"/.exec(svg)![0];
    expect(legend.match(/fill-opacity="0.4"/g)).toHaveLength(2);
    const [series] = bars.panels[0].series;
    const alone = figureToSvg({ ...bars, panels: [{ ...bars.panels[0], series: [series] }] });
    expect(marks(alone, 'steps')).toBe(0);
  });
});
