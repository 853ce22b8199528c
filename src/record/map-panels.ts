import type { Contour, MapPanel } from '../figures/figure.ts';
import type { Cell, PointResult } from '../judge/summary.ts';
import { log, power } from '../numeric/special.ts';
import type { Observable } from '../systems/contract.ts';
import { coordinateAxis, parameterAxis } from './axes.ts';
import { drawnSheets, drawnSurfaces } from './drawn.ts';
import type { FigureContent } from './figure-of.ts';
import { labelOf } from './labels.ts';
import { finite } from './line-panels.ts';

type CellGrid = (Cell | undefined)[][];

/**
 * One observable over two swept parameters: what theory says, what was measured, how far apart they
 * are, and the verdict.
 */
export function mapPanels(content: FigureContent, name: string): MapPanel[] {
  const { plan, points } = content;
  const [x, y] = [plan.axis!.name, plan.map!];
  const value = ({ parameters }: PointResult, key: string) => Number(parameters[key]);
  return drawnSheets(plan).flatMap(({ title, curves }) => {
    const rows = curves.map((curve) => points[curve]);
    const head = {
      axis: parameterAxis(plan, x),
      vertical: parameterAxis(plan, y),
      x: rows[0].map((point) => value(point, x)),
      y: rows.map((row) => value(row[0], y)),
    };
    const grid = rows.map((row) => row.map(({ observables }) => observables[name]?.[0]));
    return panelsOf(content, name, title, head, grid);
  });
}

/** One observable over two coordinates, at the first point of a curve. */
export function surfacePanels(content: FigureContent, name: string): MapPanel[] {
  const { plan, points } = content;
  const [first, second] = (plan.system.observables[name] as Observable<unknown>).over as readonly [string, string];
  return drawnSurfaces(plan).flatMap((curve) => {
    const cells = points[curve][0].observables[name] ?? [];
    const x = [...new Set(cells.map(({ second }) => second!))];
    const y = [...new Set(cells.map(({ coordinate }) => coordinate!))];
    if (x.length === 0 || y.length === 0) return [];
    const head = { axis: coordinateAxis(plan, second), vertical: coordinateAxis(plan, first), x, y };
    const grid = y.map((_, row) => cells.slice(row * x.length, (row + 1) * x.length));
    return panelsOf(content, name, labelOf(plan, curve), head, grid);
  });
}

function panelsOf(
  { plan, verdict, margin }: FigureContent,
  name: string,
  title: string,
  head: Pick<MapPanel, 'axis' | 'vertical' | 'x' | 'y'>,
  grid: CellGrid,
): MapPanel[] {
  const { label, symbol, scale, relation, level }: Observable<unknown> = plan.system.observables[name];
  const judged = verdict?.observables[name].verdict ?? 'not judged';
  const named = { ...head, kind: 'map' as const, label, symbol };
  const facet = (words: string) => [title, words].filter(Boolean).join(', ');
  const predicted = fieldOf(grid, ({ predicted }) => finite(predicted));
  const measured = fieldOf(grid, ({ measured }) =>
    finite(measured && ('mean' in measured ? measured.mean : measured.median)),
  );
  const contours = contoursOf(predicted, scale, symbol, level?.value);
  const panels: MapPanel[] = [];
  const has = (field: unknown[][]) => field.some((row) => row.some((value) => value !== null));
  if (has(predicted))
    panels.push({ ...named, id: name, facet: facet('theory'), shows: 'value', scale, values: predicted, contours });
  if (!has(measured)) return panels;
  panels.push({ ...named, id: name, facet: facet('measured'), shows: 'value', scale, values: measured, contours });
  const deviation = fieldOf(grid, ({ judgement }) => finite(judgement?.deviation));
  if (!has(deviation)) return panels;
  panels.push(
    {
      ...named,
      margin,
      relation,
      id: `${name}.deviation`,
      facet: facet('deviation'),
      shows: 'deviation',
      values: deviation,
      outside: fieldOf(grid, ({ judgement }) => judgement && Math.abs(judgement.difference) > judgement.halfWidth).map(
        (row) => row.map((isOutside) => isOutside === true),
      ),
    },
    {
      ...{ ...named, margin, relation, id: `${name}.verdict`, facet: facet('verdict'), shows: 'verdict' as const },
      ...(judged !== 'not judged' && { verdict: judged }),
      values: fieldOf(grid, (cell) => cell.judgement?.verdict ?? (cell.measured ? 'not judged' : null)),
    },
  );
  return panels;
}

function fieldOf<T>(grid: CellGrid, read: (cell: Cell) => T | null): (T | null)[][] {
  return grid.map((row) => row.map((cell) => (cell === undefined ? null : read(cell))));
}

/** Lines of equal prediction, that the measured map can be held against. */
function contoursOf(
  values: (number | null)[][],
  scale: 'log' | 'linear',
  symbol: string,
  special: number | undefined,
): Contour[] {
  const all = values.flat().filter((value): value is number => value !== null && (scale === 'linear' || value > 0));
  if (all.length < 4) return [];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (!(high > low * (1 + 1e-9))) return [];
  const levels = stepsBetween(all) ?? levelsBetween(low, high, scale, special);
  return [{ label: `predicted ${symbol}`, values, levels, scale }];
}

/** Whole numbers up to so many, one after another, are kinds that a map has regions of. */
const MOST_KINDS = 6;

/**
 * The middles between kinds that are numbered, as phases are: a line on each border, and no more.
 */
export function stepsBetween(values: number[]): number[] | undefined {
  const kinds = [...new Set(values)].sort((a, b) => a - b);
  if (kinds.length > MOST_KINDS || !kinds.every((kind, k) => Number.isInteger(kind) && kind === kinds[0] + k))
    return undefined;
  return kinds.slice(1).map((kind) => kind - 0.5);
}

/**
 * Four levels, evenly spaced, of which the nearest to `special` takes its place where that is
 * between the ends.
 */
export function levelsBetween(low: number, high: number, scale: 'log' | 'linear', special = 0): number[] {
  const at = (t: number) => (scale === 'log' ? low * power(high / low, t) : low + (high - low) * t);
  const levels = [0.2, 0.4, 0.6, 0.8].map((t) => Number(at(t).toPrecision(2)));
  if (low < special && high > special) {
    const off = (level: number) => (scale === 'log' ? Math.abs(log(level / special)) : Math.abs(level - special));
    const nearest = levels.reduce((best, level, i) => (off(level) < off(levels[best]) ? i : best), 0);
    levels[nearest] = special;
  }
  return [...new Set(levels)];
}
