import type { Figure, FigureAxis, FigurePoint, LinesPanel } from '../src/figures/figure.ts';
import type { PlacedPanel } from '../src/figures/grid.ts';
import { placeable, toScale } from '../src/figures/range.ts';
import { print } from '../src/figures/ticks.ts';
import { percent } from '../src/statistics/sentences.ts';

/** A figure on the page, and where its panels of lines stand. */
export interface Drawn {
  figure: Figure;
  panels: readonly PlacedPanel[];
  /** In points, as the panels are. */
  width: number;
  height: number;
}

/** A value in a figure: a point that was measured, or one of a line without any. */
export interface Target {
  panel: number;
  series: number;
  x: number;
  y: number;
  measured?: FigurePoint;
  /** In points of the figure, inside the panel's frame. */
  at: Place;
}

export interface Place {
  left: number;
  top: number;
}

/** All that one can point at, panel by panel and curve by curve, each from left to right. */
export function targetsOf({ figure, panels }: Drawn): Target[] {
  return panels.flatMap((placed) => {
    const { series: all } = figure.panels[placed.panel] as LinesPanel;
    return all.flatMap((one, series) => {
      const points = (one.points ?? []).map((measured) => ({ x: measured.x, y: measured.y, measured }));
      const line = (one.theory?.x ?? []).map((x, i) => ({ x, y: one.theory!.y[i] ?? Number.NaN }));
      return (points.length > 0 ? points : line)
        .filter(({ x, y }) => isInside(x, placed) && placeable(y, placed.y.scale))
        .sort((a, b) => a.x - b.x)
        .map((value) => ({ ...value, panel: placed.panel, series, at: placeOf(value.x, value.y, placed) }));
    });
  });
}

/** How much less it counts to be above or below a value than beside it: curves are read along x. */
const ALONG = 0.2;

/** What is nearest to a place, in the panel that it is in; undefined outside of all panels. */
export function nearest(targets: readonly Target[], drawn: Drawn, place: Place): Target | undefined {
  const placed = drawn.panels.find(
    ({ left, top, width, withStrip }) =>
      place.left >= left && place.left <= left + width && place.top >= top && place.top <= top + withStrip,
  );
  if (!placed) return undefined;
  const { isPath = false } = drawn.figure.panels[placed.panel] as LinesPanel;
  // In the strip a height says nothing of the curves above.
  const isBelow = place.top > placed.top + placed.height;
  const weight = isBelow ? 0 : isPath ? 1 : ALONG;
  return least(
    targets.filter(({ panel }) => panel === placed.panel),
    ({ at }) => Math.hypot(at.left - place.left, weight * (at.top - place.top)),
  );
}

export type Move = 'next' | 'previous' | 'first' | 'last' | 'curveAbove' | 'curveBelow';

/** Where a key leads from a value: along its curve, or to the curve or panel beside it. */
export function moved(targets: readonly Target[], from: Target | undefined, move: Move): Target | undefined {
  if (!from) return targets[0];
  const isSame = (a: Target, b: Target) => a.panel === b.panel && a.series === b.series;
  const curve = targets.filter((one) => isSame(one, from));
  const i = curve.indexOf(from);
  switch (move) {
    case 'first':
      return curve[0];
    case 'last':
      return curve[curve.length - 1];
    case 'next':
      return curve[Math.min(i + 1, curve.length - 1)];
    case 'previous':
      return curve[Math.max(i - 1, 0)];
    default: {
      const firsts = targets.filter((one, k) => k === 0 || !isSame(one, targets[k - 1]));
      const now = firsts.findIndex((one) => isSame(one, from));
      const other = firsts[now + (move === 'curveBelow' ? 1 : -1)];
      return other ? sameIn(targets, { ...from, panel: other.panel, series: other.series }) : from;
    }
  }
}

/** After a figure was drawn anew: of the same curve, what is nearest to where it was. */
export function sameIn(targets: readonly Target[], { panel, series, x }: Target): Target | undefined {
  return least(
    targets.filter((one) => one.panel === panel && one.series === series),
    (one) => Math.abs(one.x - x),
  );
}

/** A row of the readout: `theory`, `0.36`. */
export interface Said {
  name: string;
  value: string;
}

/** What is said of a value: where it is, of which curve where there are several, and row by row. */
export interface Readout {
  quantity: string;
  where?: string;
  curve?: string;
  rows: Said[];
}

export function readoutOf(figure: Figure, { panel: p, series: s, x, y, measured }: Target): Readout {
  const panel = figure.panels[p] as LinesPanel;
  const series = panel.series[s];
  const axis = panel.axis ?? figure.axis;
  const predicted = measured ? (measured.predicted ?? theoryAt(series.theory, x)) : y;
  const rows = [
    ...(predicted === undefined ? [] : [{ name: 'theory', value: print(predicted, 4) }]),
    ...(measured ? measuredRows(figure, measured, predicted) : []),
  ];
  return {
    quantity: nameOf(panel),
    where: axis.places === undefined ? `${nameOf(axis)} = ${print(x, 4)}` : undefined,
    curve: series.label === '' ? undefined : series.label,
    rows,
  };
}

function measuredRows(figure: Figure, point: FigurePoint, predicted: number | undefined): Said[] {
  const { y, low, high, kind, judged, broken, trials } = point;
  const isMean = kind === 'mean' && figure.bars?.mean === undefined;
  const error = (high - low) / 4;
  const spread = isMean ? ` ± ${print(error, 2)}` : ` (${print(low, 3)} to ${print(high, 3)})`;
  const off = predicted ? (y - predicted) / Math.abs(predicted) : Number.NaN;
  const sign = off < 0 ? '−' : '+';
  return [
    { name: kind === 'median' ? 'median' : 'measured', value: `${print(y, 4)}${error > 0 ? spread : ''}` },
    ...(Number.isFinite(off) ? [{ name: 'deviation', value: `${sign}${percent(Math.abs(off), 2)}` }] : []),
    {
      name: 'trials',
      value: [String(trials), ...(judged ? [] : ['not judged']), ...(broken ? ['outside the margin'] : [])].join(', '),
    },
  ];
}

function theoryAt(theory: { x: number[]; y: (number | null)[] } | undefined, x: number): number | undefined {
  return theory?.y[theory.x.indexOf(x)] ?? undefined;
}

function nameOf({ symbol, label }: FigureAxis | LinesPanel): string {
  return symbol ?? label;
}

function isInside(x: number, { x: { scale, low, high } }: PlacedPanel): boolean {
  return placeable(x, scale) && x >= low && x <= high;
}

/** Of a value in the figure; one above or below the frame stands at its edge. */
function placeOf(x: number, y: number, { left, top, width, height, x: across, y: up }: PlacedPanel): Place {
  const share = (value: number, { scale, low, high }: PlacedPanel['x']) => {
    const [from, to] = [toScale(low, scale), toScale(high, scale)];
    return Math.min(1, Math.max(0, (toScale(value, scale) - from) / (to - from)));
  };
  return { left: left + width * share(x, across), top: top + height * (1 - share(y, up)) };
}

function least<T>(all: readonly T[], of: (one: T) => number): T | undefined {
  let best: T | undefined;
  for (const one of all) if (best === undefined || of(one) < of(best)) best = one;
  return best;
}

/** Something in a figure that a page points at, and what it says there. */
export interface Mark {
  /** The observable of the panel. Default: the first panel. */
  panel?: string;
  /** The place of the curve in the panel. Default: the first. */
  curve?: number;
  /** On the line of theory, or among the points where there is none: a value of x, or an end. */
  at: number | 'highest' | 'lowest' | 'first' | 'last';
  /** Among the measured points, once there are any. */
  measured?: boolean;
  says: string;
}

/** Where a mark is, and where there is room for its words. */
export interface MarkPlace extends Place {
  side: 'left' | 'right';
  /** At the ring's height, where more would be outside of the frame. */
  isLevel: boolean;
}

/** As things stand; undefined where its panel or curve is not there. */
export function placeOfMark(
  { figure, panels }: Drawn,
  { panel, curve = 0, at, measured = false }: Mark,
): MarkPlace | undefined {
  const placed = panels.find((one) => panel === undefined || figure.panels[one.panel].id === panel);
  if (!placed) return undefined;
  const series = (figure.panels[placed.panel] as LinesPanel).series[curve];
  if (!series) return undefined;
  const line = (series.theory?.x ?? []).map((x, i) => ({ x, y: series.theory!.y[i] ?? Number.NaN }));
  const shown = ({ x, y }: { x: number; y: number }) => isInside(x, placed) && placeable(y, placed.y.scale);
  const ofTheory = measured ? [] : line.filter(shown);
  const values = ofTheory.length > 0 ? ofTheory : (series.points ?? []).filter(shown);
  const { scale } = placed.x;
  const keys: Record<string, (one: { x: number; y: number }) => number> = {
    highest: ({ y }) => -y,
    lowest: ({ y }) => y,
    first: ({ x }) => x,
    last: ({ x }) => -x,
  };
  const chosen = least(
    values,
    typeof at === 'number' ? ({ x }) => Math.abs(toScale(x, scale) - toScale(at, scale)) : keys[at],
  );
  if (!chosen) return undefined;
  const place = placeOf(chosen.x, chosen.y, placed);
  const height = (place.top - placed.top) / placed.height;
  const side = place.left > placed.left + 0.55 * placed.width ? 'left' : 'right';
  return { ...place, side, isLevel: height < 0.15 || height > 0.8 };
}
