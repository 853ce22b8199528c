import { describe, expect, it } from 'vitest';
import { clipToFrame, levelLines } from './contours.ts';
import { logSpaced } from './samples.testing.ts';

const linear = { x: 'linear', y: 'linear', value: 'linear' } as const;
const across = (count: number, from = -1, to = 1) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const field = (x: number[], y: number[], f: (x: number, y: number) => number | null) => ({
  x,
  y,
  values: y.map((b) => x.map((a) => f(a, b))),
});

describe('level lines', () => {
  it('are one closed circle where the field is a bowl', () => {
    const lines = levelLines(field(across(41), across(37), Math.hypot), 0.6, linear);
    expect(lines).toHaveLength(1);
    const [circle] = lines;
    expect(circle[0]).toEqual(circle[circle.length - 1]);
    for (const { x, y } of circle) expect(Math.hypot(x, y)).toBeCloseTo(0.6, 2);
  });

  it('are open, and exact where the field is a plane on uneven axes', () => {
    const [line, ...none] = levelLines(
      field([0, 1, 4, 5], [0, 2, 3], (x, y) => x + y),
      3.5,
      linear,
    );
    expect(none).toHaveLength(0);
    for (const { x, y } of line) expect(x + y).toBeCloseTo(3.5, 12);
    expect(Math.max(...line.map(({ x }) => x))).toBeCloseTo(3.5, 12);
    expect(Math.max(...line.map(({ y }) => y))).toBe(3);
  });

  it('are exact for a power law on logarithmic axes', () => {
    const law = field(logSpaced(1, 1000, 4), logSpaced(0.1, 10, 3), (x, y) => x * y * y);
    const [line] = levelLines(law, 20, { x: 'log', y: 'log', value: 'log' });
    expect(line.length).toBeGreaterThan(3);
    for (const { x, y } of line) expect(x * y * y).toBeCloseTo(20, 9);
  });

  it('stop where there is no value, and do not meet in a saddle', () => {
    const plane = (x: number, y: number) => (x === 0 && y === 0 ? null : x - y + 0.1);
    expect(levelLines(field(across(5), across(5), plane), 0, linear)).toHaveLength(2);
    expect(
      levelLines(
        field([0, 1], [0, 1], (x, y) => (x === y ? 1 : -1)),
        0.1,
        linear,
      ),
    ).toHaveLength(2);
  });

  it('are none past the range', () => {
    const bowl = field(across(5), across(5), Math.hypot);
    expect(levelLines(bowl, 9, linear)).toHaveLength(0);
    expect(levelLines(bowl, -1, { ...linear, value: 'log' })).toHaveLength(0);
  });
});

describe('clipping', () => {
  const frame = { scale: 'linear', low: 0, high: 1 } as const;
  const ends = (line: { x: number; y: number }[]) =>
    [line[0], line[line.length - 1]].map(({ x, y }) => [x, y].map((v) => Math.round(1e9 * v) / 1e9));

  it('cuts at the frame and joins what stays inside', () => {
    const path = [-1, 0.25, 0.5, 1.5].map((x) => ({ x, y: 0.5 }));
    const parts = clipToFrame(path, frame, frame);
    expect(parts).toHaveLength(1);
    expect(ends(parts[0])).toEqual([[0, 0.5], [1, 0.5]]); // biome-ignore format: two points
  });

  it('keeps what crosses without a vertex inside, and drops what passes by', () => {
    expect(clipToFrame([{ x: -1, y: -1 }, { x: 2, y: 2 }], frame, frame)).toHaveLength(1); // biome-ignore format: two points
    expect(clipToFrame([{ x: -1, y: 0.5 }, { x: 0.2, y: 3 }], frame, frame)).toHaveLength(0); // biome-ignore format: two points
  });

  it('breaks at gaps', () => {
    const path = [0.1, 0.2, Number.NaN, 0.4, 0.5].map((x) => ({ x, y: x }));
    expect(clipToFrame(path, frame, frame).map((part) => part.length)).toEqual([2, 2]);
  });
});
