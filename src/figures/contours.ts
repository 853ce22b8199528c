import type { FigureScale } from './figure.ts';
import { fromScale, placeable, type Range, toScale } from './range.ts';

export type Polyline = { x: number; y: number }[];

/** A field on a grid: `values[j][i]` at `x[i]`, `y[j]`, both ascending. */
export interface Field {
  x: number[];
  y: number[];
  values: (number | null | undefined)[][];
}

interface Scales {
  x: FigureScale;
  y: FigureScale;
  /** Of the field: a logarithmic one is interpolated in its logarithm. */
  value: FigureScale;
}

/**
 * Where the field takes the level, by marching squares with linear interpolation along the grid's
 * edges (on the axes' scales). Open at the grid's border and at cells with a corner without a
 * value. The polygons of d3-contour close along the border, where there is no such line to draw.
 */
export function levelLines(field: Field, level: number, scales: Scales): Polyline[] {
  if (!placeable(level, scales.value)) return [];
  const target = toScale(level, scales.value);
  const at = (i: number, j: number) => {
    const value = field.values[j]?.[i] ?? Number.NaN;
    const placed = placeable(value, scales.value) && placeable(field.x[i], scales.x) && placeable(field.y[j], scales.y);
    return placed ? toScale(value, scales.value) - target : Number.NaN;
  };
  const points = new Map<string, { x: number; y: number }>();
  const segments: [string, string][] = [];
  /**
   * The crossing on the edge between two corners, remembered by name so that neighbouring cells
   * share it.
   */
  const crossing = (i: number, j: number, k: number, l: number) => {
    const [a, b] = [at(i, j), at(k, l)];
    const t = a / (a - b);
    const mix = (from: number, to: number, scale: FigureScale) =>
      fromScale(toScale(from, scale) * (1 - t) + toScale(to, scale) * t, scale);
    const name = `${i},${j},${k},${l}`;
    points.set(name, { x: mix(field.x[i], field.x[k], scales.x), y: mix(field.y[j], field.y[l], scales.y) });
    return name;
  };
  for (let j = 0; j + 1 < field.y.length; j++) {
    for (let i = 0; i + 1 < field.x.length; i++) {
      // Around the cell: bottom left, bottom right, top right, top left
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (corners.some(Number.isNaN)) continue;
      const above = corners.map((value) => value >= 0);
      const edges = [
        () => crossing(i, j, i + 1, j),
        () => crossing(i + 1, j, i + 1, j + 1),
        () => crossing(i, j + 1, i + 1, j + 1),
        () => crossing(i, j, i, j + 1),
      ];
      const crossed = [0, 1, 2, 3].filter((k) => above[k] !== above[(k + 1) % 4]);
      if (crossed.length === 2) segments.push([edges[crossed[0]](), edges[crossed[1]]()]);
      if (crossed.length === 4) {
        // A saddle: the middle decides which two corners are connected
        const connected = corners.reduce((sum, value) => sum + value, 0) >= 0 === above[0];
        const pairs = connected ? [0, 1, 2, 3] : [3, 0, 1, 2];
        segments.push([edges[pairs[0]](), edges[pairs[1]]()], [edges[pairs[2]](), edges[pairs[3]]()]);
      }
    }
  }
  return chain(segments).map((names) => names.map((name) => points.get(name)!));
}

/**
 * Joins segments that share an end: open lines from their ends first, then what is left, which are
 * loops.
 */
function chain(segments: [string, string][]): string[][] {
  const touching = new Map<string, number[]>();
  segments.forEach((ends, s) => {
    for (const end of ends) touching.set(end, [...(touching.get(end) ?? []), s]);
  });
  const used = new Set<number>();
  const lines: string[][] = [];
  const walk = (start: string, first: number) => {
    const line = [start];
    let next: number | undefined = first;
    while (next !== undefined) {
      used.add(next);
      const [a, b]: [string, string] = segments[next];
      line.push(line[line.length - 1] === a ? b : a);
      next = touching.get(line[line.length - 1])?.find((s) => !used.has(s));
    }
    lines.push(line);
  };
  for (const [end, [first, second]] of touching) if (second === undefined && !used.has(first)) walk(end, first);
  segments.forEach(([start], s) => {
    if (!used.has(s)) walk(start, s);
  });
  return lines;
}

/**
 * The parts of a line inside the frame, straight on the axes' scales. Vertices without a place are
 * gaps.
 */
export function clipToFrame(line: Polyline, x: Range, y: Range): Polyline[] {
  const parts: Polyline[] = [];
  let open = false;
  const place = (p: { x: number; y: number }) => [toScale(p.x, x.scale), toScale(p.y, y.scale)];
  const low = place({ x: x.low, y: y.low });
  const high = place({ x: x.high, y: y.high });
  for (let i = 0; i + 1 < line.length; i++) {
    const placed = [line[i], line[i + 1]].every((p) => placeable(p.x, x.scale) && placeable(p.y, y.scale));
    const inside = placed ? insideShare(place(line[i]), place(line[i + 1]), low, high) : undefined;
    if (!inside) {
      open = false;
      continue;
    }
    const [from, to] = [place(line[i]), place(line[i + 1])];
    const at = (t: number) => {
      const [px, py] = from.map((a, d) => a * (1 - t) + to[d] * t);
      return { x: fromScale(px, x.scale), y: fromScale(py, y.scale) };
    };
    const [start, end] = inside;
    if (!open || start > 0) parts.push([at(start)]);
    parts[parts.length - 1].push(at(end));
    open = end === 1;
  }
  return parts;
}

/** From which share of a segment to which it lies in the rectangle (Liang and Barsky). */
function insideShare(from: number[], to: number[], low: number[], high: number[]): [number, number] | undefined {
  let [start, end] = [0, 1];
  for (let d = 0; d < 2; d++) {
    const step = to[d] - from[d];
    const [near, far] = step < 0 ? [high[d], low[d]] : [low[d], high[d]];
    if (step === 0) {
      if (from[d] < low[d] || from[d] > high[d]) return undefined;
      continue;
    }
    start = Math.max(start, (near - from[d]) / step);
    end = Math.min(end, (far - from[d]) / step);
  }
  return start < end ? [start, end] : undefined;
}
