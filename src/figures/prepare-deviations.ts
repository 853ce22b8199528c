import type { FigurePoint, LinesPanel, Series } from './figure.ts';
import { placeable, type Range } from './range.ts';

/** The strip below a panel: (measured − predicted) / |predicted| of its points, as shares. */
export interface PreparedDeviations {
  y: Range;
  /**
   * What the verdict allows everywhere; each curve has its own where a floor adds to the margin.
   */
  band?: { low: number; high: number };
  curves: DeviationCurve[];
}

export interface DeviationCurve {
  /** Index into `labels`. */
  style: number;
  /** Inside the frame, their bars cut to it. */
  points: { x: number; y: number; low: number; high: number; point: FigurePoint }[];
  outside: { x: number; side: 'above' | 'below' }[];
  /** What the verdict allows, from point to point, cut to the frame. */
  band: { x: number; low: number; high: number }[];
}

/**
 * The strip shows the margin whole, and up to so many of it: it must stay wide enough to be seen.
 */
const MARGINS = { least: 1.7, most: 6 };

/** The strips of panels of one observable, on one axis. */
export function prepareDeviations(
  block: LinesPanel[],
  xScale: Range['scale'],
  labels: string[],
): (PreparedDeviations | undefined)[] {
  if (!block.every(({ deviations }) => deviations)) return block.map(() => undefined);
  const margin = block[0].margin ?? 0;
  const placed = block.map(({ series }) => series.map((one) => deviationsOf(one, xScale)));
  const furthest = placed.flat(2).reduce((most, { low, y, high }) => {
    // A bar is shown whole unless it is longer than what it is the error of.
    const ends = [y, Math.max(low, y - Math.abs(y) - margin), Math.min(high, y + Math.abs(y) + margin)];
    return Math.max(most, ...ends.map(Math.abs));
  }, 0);
  const reach = Math.min(MARGINS.most * margin, Math.max(MARGINS.least * margin, 1.1 * furthest));
  const y: Range = { scale: 'linear', low: -reach, high: reach };
  const cut = (value: number) => Math.min(reach, Math.max(-reach, value));
  return block.map(({ series, relation = 'equals' }, p) => {
    const ends = (allowed: number) => ({
      low: relation === 'atMost' ? -reach : cut(-allowed),
      high: relation === 'atLeast' ? reach : cut(allowed),
    });
    const isWider = placed[p].flat().some(({ allowed }) => allowed > 1.001 * margin);
    return {
      y,
      ...(!isWider && { band: ends(margin) }),
      curves: series.map(({ label }, s): DeviationCurve => {
        const inside = placed[p][s].filter((one) => Math.abs(one.y) <= reach);
        const outside = placed[p][s].filter((one) => Math.abs(one.y) > reach);
        return {
          style: labels.indexOf(label),
          points: inside.map((one) => ({ ...one, low: cut(one.low), high: cut(one.high) })),
          outside: outside.map(({ x, y: at }) => ({ x, side: at > 0 ? 'above' : 'below' })),
          band: isWider ? placed[p][s].map(({ x, allowed }) => ({ x, ...ends(allowed) })) : [],
        };
      }),
    };
  });
}

/** In the order of x; without what has no theory to be compared with. */
function deviationsOf({ points = [] }: Series, xScale: Range['scale']) {
  return points
    .flatMap((point) => {
      const { x, y, low, high, predicted, allowed = 0 } = point;
      if (!predicted || !placeable(x, xScale) || !Number.isFinite(y)) return [];
      const share = (value: number) => (value - predicted) / Math.abs(predicted);
      const ends = [low, high].map((end) => share(Number.isFinite(end) ? end : y));
      return [{ x, y: share(y), low: ends[0], high: ends[1], allowed: allowed / Math.abs(predicted), point }];
    })
    .sort((a, b) => a.x - b.x);
}
