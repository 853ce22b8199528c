import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure, ImagePanel, MapPanel, Panel } from './figure.ts';
import { exhibits, mapMultiples, measuredOnly, phaseMap, singleMap, smallMultiples } from './maps.testing.ts';
import { figureToSvg } from './node.ts';
import { doubleDescent } from './samples.testing.ts';
import { captionOf, expectSound, itIsSteady, marks, textBoxes } from './svg.testing.ts';

const samples = { exhibits, mapMultiples, measuredOnly, phaseMap, singleMap, smallMultiples };

describe.each(Object.entries(samples))('%s', (_, make) => {
  itIsSteady(make);

  it.each([200, 243.8, 504.6])('keeps its texts apart and inside a width of %d', (width) => {
    const svg = figureToSvg(make(), { width });
    const height = Number(/viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(svg)![1]);
    const boxes = textBoxes(svg);
    boxes.forEach((a, i) => {
      const inside = a.x1 > -1 && a.x2 < width + 1 && a.y1 > -1 && a.y2 < height + 1;
      expect(inside, `${a.text} is inside`).toBe(true);
      for (const b of boxes.slice(0, i)) {
        const apart = a.x1 >= b.x2 || b.x1 >= a.x2 || a.y1 >= b.y2 || b.y1 >= a.y2;
        expect(apart, `${a.text} and ${b.text} are apart`).toBe(true);
      }
    });
  });
});

describe('a map', () => {
  it('has a cell for each point, and a tooltip', () => {
    const cells = cellsOf(figureToSvg(phaseMap()));
    expect(cells).toHaveLength(4 * 12 * 9);
    expect(cells[0].title).toBe('P = 20, λ = 10⁻⁴: E_test = 0.858714');
    const missing = cells.filter(({ title }) => title.endsWith('no value'));
    expect(missing).toHaveLength(4);
    expect(missing.every(({ fill }) => fill === 'none')).toBe(true);
  });

  it('lets cells reach to the midpoints, the outer ones as far out as in', () => {
    const at = (scale: 'linear' | 'log', x: number[]) =>
      cellsOf(figureToSvg(one({ x, y: [1], values: [x] }, scale))).map(({ left, width }) => [left, left + width]);
    const [first, second, third] = at('linear', [0, 2, 8]);
    const unit = (first[1] - first[0]) / 2;
    expect(second[1] - second[0]).toBeCloseTo(4 * unit, 2);
    expect(third[1] - third[0]).toBeCloseTo(6 * unit, 2);
    expect(first[1]).toBeCloseTo(second[0], 2);
    const logarithmic = at('log', [1, 10, 100]).map(([left, right]) => right - left);
    expect(logarithmic[1]).toBeCloseTo(logarithmic[0], 2);
    expect(logarithmic[2]).toBeCloseTo(logarithmic[0], 2);
  });

  it('does not ask for an order of the axes', () => {
    const rising = one({ x: [1, 2, 4], y: [1, 3], values: [[1, 2, 3], [4, 5, 6]] }); // biome-ignore format: a matrix
    const falling = one({ x: [4, 1, 2], y: [3, 1], values: [[6, 4, 5], [3, 1, 2]] }); // biome-ignore format: a matrix
    expect(figureToSvg(falling)).toBe(figureToSvg(rising));
  });

  it('says what a logarithmic axis or colour cannot hold', () => {
    const svg = figureToSvg(one({ x: [0, 1, 2], y: [1], values: [[1, 0, 3]] }, 'log', 'log'));
    expect(cellsOf(svg)).toHaveLength(2);
    expect(captionOf(svg)).toContain('2 values are not positive');
    expect(svg).toContain('>no value<');
  });

  it('keeps a divergence from taking all the colours', () => {
    const x = Array.from({ length: 100 }, (_, i) => i);
    const values = [x.map((i) => (i === 50 ? 1e9 : 1 + 0.01 * i))];
    const svg = figureToSvg(one({ x, y: [1], values }));
    expect(captionOf(svg)).toContain('1 cell lies past the end of its colours (pointed).');
    expect(new Set(cellsOf(svg).map(({ fill }) => fill)).size).toBeGreaterThan(90);
    expect(captionOf(figureToSvg(phaseMap()))).not.toContain('past the end');
  });

  it('gives both signs diverging colours around 0', () => {
    const fills = cellsOf(figureToSvg(one({ x: [1, 2, 3], y: [1], values: [[-2, 0, 1]] }))).map(({ fill }) => fill);
    const [[r0, , b0], [r1, g1, b1], [r2, , b2]] = fills.map(rgb);
    expect(b0).toBeGreaterThan(r0);
    expect(Math.min(r1, g1, b1)).toBeGreaterThan(230);
    expect(r2).toBeGreaterThan(b2);
  });

  it('marks what deviates by more than the margin, with its sign, and says so', () => {
    const panel = { x: [1, 2, 3, 4], y: [1], values: [[0.04, -0.06, 0.2, 0.05]], margin: 0.05 };
    const svg = figureToSvg(one({ ...panel, shows: 'deviation' }));
    const paths = [...svg.matchAll(/class="cell-marks"[^>]* d="([^"]*)"|d="([^"]*)"[^>]*class="cell-marks"/g)];
    const strokes = paths.map(([, a, b]) => a ?? b).join('');
    // One stroke for −, two for +
    expect(strokes.match(/M/g)).toHaveLength(3);
    expect(svg).toContain('class="bar-margin"');
    expect(captionOf(svg)).toContain('the margin of 5 %, + and −: beyond it');
    expect(svg).toContain('+20 %');
  });

  it('says of what deviates by more than the margin and is not outside that more is allowed there', () => {
    const panel: Part = { x: [1, 2, 3], y: [1], values: [[0.04, -0.06, 0.2]], margin: 0.05, shows: 'deviation' };
    const allowed = captionOf(figureToSvg(one({ ...panel, outside: [[false, false, true]] })));
    expect(allowed).toContain('without a sign are within the addition to the margin');
    const none = captionOf(figureToSvg(one({ ...panel, outside: [[false, true, true]] })));
    expect(none).toContain('+ and −: beyond it.');
  });

  it('tells verdicts apart without colour: by their marks and by how dark they are', () => {
    const values = [['holds', 'unresolved', 'broken', 'not judged', null]] as const;
    const svg = figureToSvg(
      one({ x: [1, 2, 3, 4, 5], y: [1], values: values.map((row) => [...row]), shows: 'verdict' }),
    );
    const fills = cellsOf(svg).map(({ fill }) => fill);
    const light = fills.slice(0, 3).map((fill) => rgb(fill).reduce((sum, one) => sum + one, 0));
    expect(light[2]).toBeLessThan(light[0] / 2);
    expect(fills[4]).toBe('none');
    const inks = new Set(
      [...svg.matchAll(/<path[^>]*class="cell-marks"[^>]*>/g)].map(([path]) => / d="([^"]*)"/.exec(path)?.[1]),
    );
    expect(inks.size).toBe(3);
    for (const word of ['holds', 'unresolved', 'broken', 'not judged', 'no value']) expect(svg).toContain(`>${word}<`);
    expect(svg).not.toContain('class="colour-bar"');
  });

  it('names its lines once, and numbers several levels', () => {
    const svg = figureToSvg(phaseMap());
    const legend = /class="legend"[\s\S]*?class="panel"/.exec(svg)![0].replace(/<[^>]*>/g, '');
    expect(legend.match(/P = N/g)).toHaveLength(1);
    expect(legend.match(/predicted Etest/g)).toHaveLength(1);
    expect(marks(svg, 'contour')).toBe(8);
    expect(/class="levels"[\s\S]*?<\/g>/.exec(svg)![0].match(/<text/g)).toHaveLength(3);
  });

  it('names no line that is nowhere', () => {
    const values = Array.from({ length: 2 }, () => [1, 2]);
    const withLine = (level: number) =>
      figureToSvg(one({ x: [1, 2], y: [1, 2], values, contours: [{ label: 'a line', levels: [level], values }] }));
    expect(withLine(1.5)).toContain('>a line<');
    expect(withLine(5)).not.toContain('>a line<');
  });
});

describe('an image', () => {
  it('has square pixels, its first row at the top', () => {
    const svg = figureToSvg(image([[5, 1, 1], [1, 1, 1]])); // biome-ignore format: a matrix
    const rects = [...svg.matchAll(/M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h-/g)].map((match) =>
      match.slice(1).map(Number),
    );
    const pixels = rects.filter(([, , width, height]) => Math.abs(width - height) < 0.01 && width > 20);
    expect(pixels).toHaveLength(6);
    const high = /d="M([\d.]+),([\d.]+)[^"]*" fill="#fde725"|fill="#fde725"[^>]*d="M([\d.]+),([\d.]+)/.exec(svg)!;
    const top = Math.min(...pixels.map(([, y]) => y));
    expect(Number(high[2] ?? high[4])).toBe(top);
  });

  it('shares its colours with those of its id only', () => {
    expect(figureToSvg(exhibits()).match(/class="colour-bar"/g)).toHaveLength(2);
  });

  it('numbers the ends of what has a name', () => {
    const named = figureToSvg(image([[1, 2], [3, 4], [5, 6]], { rows: 'neuron', columns: 'input' })); // biome-ignore format: a matrix
    expect(/class="y-labels"[\s\S]*?<\/g>/.exec(named)![0].replace(/<[^>]*>/g, ' ')).toMatch(/1\s+3/);
    expect(figureToSvg(image([[1, 2]]))).not.toContain('x-labels');
  });

  it('stays small with many pixels', () => {
    const size = 128;
    const values = Array.from({ length: size }, (_, j) => Array.from({ length: size }, (_, i) => Math.sin(i * j)));
    expect(figureToSvg(image(values)).length).toBeLessThan(size * size * 45);
  });
});

describe('small multiples', () => {
  const labels = (svg: string, name: string) => svg.match(new RegExp(`class="${name}"`, 'g'))?.length ?? 0;

  it('share their range, and say what they share once', () => {
    const svg = figureToSvg(smallMultiples());
    expect(svg.match(/class="panel"/g)).toHaveLength(10);
    // Five in rows of three: numbers on the left of each row, and below the lowest of each column
    expect(labels(svg, 'y-labels')).toBe(4);
    expect(labels(svg, 'x-labels')).toBe(6);
    expect(svg.match(/>samples </g)).toHaveLength(1);
    expect(svg.match(/>λ = 0.01</g)).toHaveLength(2);
    expect(svg.match(/> ?test error</g)).toHaveLength(1);
    // As far from each other in each row of a block
    const spans = [...svg.matchAll(/class="y-labels"[\s\S]*?<\/g>/g)].map(([group]) => {
      const heights = [...group.matchAll(/translate\([\d.]+,([\d.]+)\)/g)].map(([, y]) => Number(y));
      return heights[0] - heights[1];
    });
    expect(spans[1]).toBeCloseTo(spans[0], 2);
    expect(spans[2]).not.toBeCloseTo(spans[0], 2);
  });

  it('says the verdict of those that agree in one word', () => {
    expect(captionOf(figureToSvg(smallMultiples()))).toContain(
      'Verdict: (a) λ = 0.1: broken, else: holds, (b) holds; all at a margin of 5 %.',
    );
  });

  it('has one colour bar for maps of one observable', () => {
    const svg = figureToSvg(mapMultiples());
    expect(svg.match(/class="colour-bar"/g)).toHaveLength(1);
    expect(labels(svg, 'y-labels')).toBe(1);
    // The first cell of the first and of the last map, whose values are far apart
    const cells = cellsOf(svg);
    expect(cells[0].fill).not.toBe(cells[3 * 108].fill);
  });

  it('mixes with other panels', () => {
    const panels: Panel[] = [...doubleDescent().panels, ...phaseMap().panels, ...smallMultiples(2).panels];
    const svg = figureToSvg({ ...phaseMap(), panels: [...panels, ...exhibits().panels] });
    expectSound(svg);
    expect(svg.match(/class="panel"/g)).toHaveLength(12);
  });
});

describe('no theory', () => {
  it('draws points and neither line nor margin', () => {
    const svg = figureToSvg(measuredOnly());
    expect(marks(svg, 'measured open')).toBe(9);
    expect(svg).not.toMatch(/class="(theory|margin)"/);
    expect(svg).toContain('>experiment<');
    expect(svg).not.toContain('>theory<');
    expect(captionOf(svg)).not.toContain('theory');
  });
});

it('draws any map and image', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -10, max: 10 }), fc.constantFrom(0, 1, 1, 1e-300, 1e300));
  const scale = fc.constantFrom('log' as const, 'linear' as const);
  const axis = fc.record({ label: fc.string(), scale });
  const head = { id: fc.constantFrom('a', 'b'), label: fc.string(), facet: fc.option(fc.string(), { nil: undefined }) };
  const places = fc.array(number, { maxLength: 4 });
  const matrix = fc.array(fc.array(fc.option(number), { maxLength: 5 }), { maxLength: 5 });
  const verdict = fc.option(fc.constantFrom('holds', 'broken', 'unresolved', 'not judged'));
  const contour = fc.oneof(
    fc.record({ label: fc.string(), values: matrix, levels: places, scale }),
    fc.record({
      label: fc.string(),
      path: fc.record({ x: fc.array(fc.option(number)), y: fc.array(fc.option(number)) }),
    }),
  );
  const grid = {
    kind: fc.constant('map'),
    vertical: axis,
    x: places,
    y: places,
    contours: fc.array(contour, { maxLength: 2 }),
  };
  const panel = fc.oneof(
    fc.record({ ...head, ...grid, shows: fc.constant('value'), scale, values: matrix }),
    fc.record({
      ...head,
      ...grid,
      shows: fc.constant('deviation'),
      margin: fc.double({ min: 0, max: 2 }),
      values: matrix,
    }),
    fc.record({ ...head, ...grid, shows: fc.constant('verdict'), values: fc.array(fc.array(verdict)) }),
    fc.record({
      ...head,
      kind: fc.constant('image'),
      values: matrix,
      rows: fc.option(fc.string(), { nil: undefined }),
    }),
  );
  const figure = fc.record({
    title: fc.string(),
    axis,
    panels: fc.array(panel, { maxLength: 4 }),
    caption: fc.constant([]),
  });
  fc.assert(
    fc.property(figure, (some) => expectSound(figureToSvg(some as unknown as Figure))),
    { seed: 5, numRuns: 40 },
  );
});

interface Part {
  x: number[];
  y: number[];
  values: unknown[][];
  shows?: MapPanel['shows'];
  margin?: number;
  outside?: boolean[][];
  contours?: MapPanel['contours'];
}

function one(part: Part, scale: 'linear' | 'log' = 'linear', colours: 'linear' | 'log' = 'linear'): Figure {
  const panel = {
    kind: 'map',
    id: 'e',
    label: 'error',
    shows: 'value',
    scale: colours,
    vertical: { label: 'ridge', scale: 'linear' },
    ...part,
  } as MapPanel;
  return { title: '', axis: { label: 'samples', scale }, panels: [panel], caption: [] };
}

function image(values: number[][], more: Partial<ImagePanel> = {}): Figure {
  const panel: ImagePanel = { kind: 'image', id: 'w', label: 'weights', values, ...more };
  return { title: '', axis: { label: 'samples', scale: 'linear' }, panels: [panel], caption: [] };
}

function cellsOf(svg: string) {
  return [...svg.matchAll(/<path ([^>]*)><title>([^<]*)<\/title>/g)].map(([, attributes, title]) => {
    const [, left, width] = / ?d="M(-?[\d.]+),-?[\d.]+h(-?[\d.]+)/.exec(attributes)!;
    return { left: Number(left), width: Number(width), fill: /fill="([^"]*)"/.exec(attributes)![1], title };
  });
}

function rgb(colour: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  return hex ? hex.slice(1).map((pair) => Number.parseInt(pair, 16)) : colour.match(/\d+/g)!.map(Number);
}
