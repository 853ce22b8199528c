import type { FigureScale } from './figure.ts';

/** The visible part of an axis, in data units; positive at both ends when logarithmic. */
export interface Range {
  scale: FigureScale;
  low: number;
  high: number;
  /** Whether what stands along it can be counted: modes, layers. There is no tick at a half. */
  whole?: boolean;
}

/** Whether an axis of this scale has a place for the value. */
export function placeable(value: number, scale: FigureScale): boolean {
  return Number.isFinite(value) && (scale === 'linear' || value > 0);
}

export function toScale(value: number, scale: FigureScale): number {
  return scale === 'log' ? Math.log10(value) : value;
}

export function fromScale(value: number, scale: FigureScale): number {
  return scale === 'log' ? 10 ** value : value;
}

/**
 * The range that shows the data and is not blown up by a divergence: what lies further than a few
 * times the bulk's spread (10th to 90th percentile, on the axis's own scale) from the bulk is left
 * outside. Measured values are given more room than the theory's, so that a measured peak is shown
 * whenever it sensibly can be. `margin` keeps enough room to see the verdict's band.
 */
export function robustRange(theory: number[], measured: number[], scale: FigureScale, margin = 0): Range {
  const lines = placed(theory, scale);
  const points = placed(measured, scale);
  const all = [...lines, ...points].sort((a, b) => a - b);
  if (all.length === 0) return emptyRange(scale);
  const { bottom, middle, top } = bulk(all, 0.1);
  const spread = Math.max(top - bottom, scale === 'log' ? 1 : 0.5 * Math.abs(middle));
  const within = (reach: number) => (v: number) => v >= bottom - reach * spread && v <= top + reach * spread;
  const kept = [...lines.filter(within(1.5)), ...points.filter(within(4))];
  const band = scale === 'log' ? 2 * Math.log10(1 + margin) : 2 * margin * Math.abs(middle);
  return padded([...kept, middle - band, middle + band], scale, 0.06);
}

/**
 * The range of colours: of all values but a few (one in fifty at each end) that lie far from the
 * others, so that a divergence does not leave one colour for all the rest.
 */
export function colourRange(values: number[], scale: FigureScale): Range {
  const all = values.filter((v) => placeable(v, scale)).sort((a, b) => a - b);
  if (all.length === 0) return emptyRange(scale);
  const { bottom, top } = bulk(placed(all, scale), 0.02);
  const reach = top > bottom ? 4 * (top - bottom) : Number.POSITIVE_INFINITY;
  const kept = all.filter((v) => toScale(v, scale) >= bottom - reach && toScale(v, scale) <= top + reach);
  const [low, high] = [kept[0], kept[kept.length - 1]];
  // The ends are values themselves, and not what becomes of them in the logarithm and back
  return isFlat(low, high) ? padded(placed([low, high], scale), scale, 0) : { scale, low, high };
}

/** Values on an axis's own scale, without those that have no place there. */
function placed(values: number[], scale: FigureScale): number[] {
  return values.filter((v) => placeable(v, scale)).map((v) => toScale(v, scale));
}

function emptyRange(scale: FigureScale): Range {
  return scale === 'log' ? { scale, low: 0.1, high: 10 } : { scale, low: 0, high: 1 };
}

/** The quantiles `tail`, ½ and 1 − `tail` of sorted values. */
function bulk(sorted: number[], tail: number) {
  const quantile = (q: number) => sorted[Math.round(q * (sorted.length - 1))];
  return { bottom: quantile(tail), middle: quantile(0.5), top: quantile(1 - tail) };
}

/** The range of all placeable values, with a little room on both sides. */
export function fullRange(values: number[], scale: FigureScale): Range {
  const all = placed(values, scale);
  return all.length === 0 ? emptyRange(scale) : padded(all, scale, 0.03);
}

function padded(values: number[], scale: FigureScale, share: number): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const flat = isFlat(low, high);
  const pad = flat ? (scale === 'log' ? 0.4 : 0.5 * Math.abs(high) || 1) : share * (high - low);
  const ends = { low: fromScale(low - pad, scale), high: fromScale(high + pad, scale) };
  // At the ends of the float64 range the room itself may overflow
  const [smallest, largest] = scale === 'log' ? [1e-307, 1e307] : [-1e307, 1e307];
  return { scale, low: Math.max(ends.low, smallest), high: Math.min(ends.high, largest) };
}

/** A span near round-off has no ticks to tell apart. */
function isFlat(low: number, high: number): boolean {
  return high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
}

/** A vertex of one or more polylines over the same x. `NaN` in `x` is a gap. */
export interface Vertex {
  x: number;
  ys: number[];
}

/**
 * Inserts a vertex wherever one of the polylines crosses an end of the range, so that they can be
 * cut there without bending. Works along straight lines as drawn, that is, on the axes' scales.
 */
export function splitAtEnds(vertices: Vertex[], xScale: FigureScale, range: Range): Vertex[] {
  const ends = [toScale(range.low, range.scale), toScale(range.high, range.scale)];
  const out: Vertex[] = [];
  for (let i = 0; i < vertices.length; i++) {
    const a = vertices[i];
    out.push(a);
    const b = vertices[i + 1];
    if (b === undefined || Number.isNaN(a.x) || Number.isNaN(b.x)) continue;
    const from = a.ys.map((y) => toScale(y, range.scale));
    const to = b.ys.map((y) => toScale(y, range.scale));
    const crossings = new Set<number>();
    for (let j = 0; j < from.length; j++) {
      for (const end of ends) {
        if ((from[j] < end && to[j] > end) || (from[j] > end && to[j] < end)) {
          // Halves keep the difference of two huge numbers finite
          crossings.add((end / 2 - from[j] / 2) / (to[j] / 2 - from[j] / 2));
        }
      }
    }
    for (const t of [...crossings].sort((p, q) => p - q)) {
      const between = (p: number, q: number) => p * (1 - t) + q * t;
      out.push({
        x: fromScale(between(toScale(a.x, xScale), toScale(b.x, xScale)), xScale),
        // Rounding must not push the crossing back outside
        ys: from.map((y, j) => nearest(fromScale(between(y, to[j]), range.scale), range)),
      });
    }
  }
  return out;
}

function nearest(y: number, range: Range): number {
  const tolerance = 1e-9;
  const close = (end: number) =>
    Math.abs(y - end) <= tolerance * Math.max(Math.abs(end), Math.abs(range.high - range.low));
  return close(range.low) ? range.low : close(range.high) ? range.high : y;
}
