import type { FigureAxis, FigurePoint, LinesPanel, Series, SlopeGuide } from '../figures/figure.ts';
import type { Cell, PointResult } from '../judge/summary.ts';
import type { Plan, Sweep } from '../plan/plan.ts';
import type { DerivedObservable, Observable } from '../systems/contract.ts';
import { axisName, axisValue, coordinateAxis, parameterAxis } from './axes.ts';
import { drawnAlong, drawnFacets } from './drawn.ts';
import type { FigureContent } from './figure-of.ts';
import { assignment, labelOf } from './labels.ts';

/** A panel of lines, with its horizontal axis. */
export type AxisPanel = LinesPanel & { axis: FigureAxis };

/**
 * One observable along the axis or its coordinate: the first family in colours, a panel for each
 * combination of the others.
 */
export function linePanels(content: FigureContent, name: string): AxisPanel[] {
  const { plan, verdict, margin, shown } = content;
  const observable: Observable<unknown> = plan.system.observables[name];
  const judged = verdict?.observables[name].verdict ?? 'not judged';
  const over = observable.over as string | undefined;
  const panel = {
    id: name,
    ...{ label: observable.label, symbol: observable.symbol, scale: observable.scale },
    ...(observable.mark && { mark: observable.mark }),
    ...(observable.level && { level: observable.level }),
    margin,
    relation: observable.relation,
    ...(shown.includes(name) && judged !== 'not judged' && { verdict: judged }),
  };
  const isSideBySide = over === undefined && !hasAxis(plan);
  return drawnFacets(plan).map(
    ({ title, curves }): AxisPanel => ({
      ...panel,
      ...(title && { facet: title }),
      axis: isSideBySide
        ? { label: '', scale: 'linear', places: curves.length }
        : over === undefined
          ? parameterAxis(plan, axisName(plan))
          : coordinateAxis(plan, over),
      series: curves.flatMap((curve, place) => {
        if (over !== undefined) return curvesOf(content, curve, name, curves.length);
        const series = seriesOf(content, curve, name);
        return [isSideBySide ? atPlace(series, place) : series];
      }),
      ...withGuides(slopesOf(content, name, curves)),
    }),
  );
}

/** The predicted exponents of an observable, each drawn once, at the first curve that has it. */
function slopesOf({ plan, points, curves: along }: FigureContent, name: string, curves: number[]): SlopeGuide[] {
  const all = Object.entries<DerivedObservable<unknown>>(plan.system.derived ?? {}).flatMap(([id, { of, fit }]) => {
    const { power } = fit;
    if (of !== name || power === undefined) return [];
    // In the order of the panel's series: one for each curve, or for each of its points that is
    // drawn.
    const isAlongAxis = plan.system.observables[name].over === undefined;
    const cells = curves.flatMap((curve) =>
      isAlongAxis
        ? [along[curve].derived[id]]
        : drawnAlong(points[curve].length, curves.length).map((point) => points[curve][point].observables[id]?.[0]),
    );
    return cells.flatMap((cell, series): SlopeGuide[] =>
      cell?.predicted === undefined ? [] : [{ series, exponent: cell.predicted, ...power }],
    );
  });
  const same = (a: SlopeGuide, b: SlopeGuide) => Math.abs(a.exponent - b.exponent) < 0.005 * Math.abs(b.exponent);
  return all.filter((one, i) => !all.slice(0, i).some((other) => same(one, other)));
}

function withGuides(guides: SlopeGuide[]): Pick<LinesPanel, 'guides'> {
  // JSON has no Infinity, and a figure is JSON.
  const finiteEnds = guides.map(({ from, to, ...rest }) => ({
    ...rest,
    from: Math.max(from, Number.MIN_VALUE),
    to: Math.min(to, Number.MAX_VALUE),
  }));
  return guides.length > 0 ? { guides: finiteEnds } : {};
}

/** Whether there is more than one value of the parameter along the axis. */
function hasAxis(plan: Plan): boolean {
  const values = plan.curves.flatMap(({ points }, curve) => points.map((_, point) => axisValue(plan, curve, point)));
  return new Set(values).size > 1;
}

/** A series of one value, at a place of its own. */
function atPlace({ theory, points, ...series }: Series, place: number): Series {
  return {
    ...series,
    ...(theory && { theory: { ...theory, x: theory.x.map(() => place) } }),
    ...(points && { points: points.map((point) => ({ ...point, x: place })) }),
  };
}

/** The families that are drawn in colours: the first, and the scales; the others make panels. */
function colouredFamilies(plan: Plan): Sweep[] {
  return plan.families.slice(0, 1);
}

/** A number per setting, along the axis. */
function seriesOf({ plan, points, curves, margin }: FigureContent, curve: number, name: string): Series {
  const { x, y, poles } = curves[curve].line;
  const line =
    name in y
      ? { x, y: y[name], ...(poles?.[name] && { poles: poles[name] }) }
      : pointwise(plan, curve, name, points[curve]);
  return {
    label: labelOf(plan, curve, colouredFamilies(plan)),
    theory: { ...line, ...floorsOf(plan, curve, name, points[curve], line.x) },
    points: points[curve].flatMap(({ observables, floors }, point) =>
      (observables[name] ?? []).flatMap((cell) =>
        measuredPoint(axisValue(plan, curve, point), cell, { margin, floor: floors[name] }),
      ),
    ),
  };
}

/** Theory at the points alone, where no line was computed. */
function pointwise(plan: Plan, curve: number, name: string, row: PointResult[]): NonNullable<Series['theory']> {
  return {
    x: row.map((_, point) => axisValue(plan, curve, point)),
    y: row.map(({ observables }) => finite(observables[name]?.[0]?.predicted)),
  };
}

/** What is added to the margin at each x: straight from point to point. */
function floorsOf(plan: Plan, curve: number, name: string, row: PointResult[], x: number[]): { floor?: number[] } {
  const known = row
    .map(({ floors }, point) => ({ x: axisValue(plan, curve, point), floor: floors[name] }))
    .filter((one): one is { x: number; floor: number } => one.floor !== undefined)
    .sort((a, b) => a.x - b.x);
  if (known.length === 0) return {};
  const last = known[known.length - 1]!;
  return {
    floor: x.map((at) => {
      const next = known.findIndex((one) => one.x >= at);
      if (next <= 0) return next === 0 ? known[0]!.floor : last.floor;
      const [left, right] = [known[next - 1]!, known[next]!];
      return left.floor + ((right.floor - left.floor) * (at - left.x)) / (right.x - left.x);
    }),
  };
}

/** A curve over a coordinate, for some points of the axis; there are `curves` in the panel. */
function curvesOf({ plan, points, margin }: FigureContent, curve: number, name: string, curves: number): Series[] {
  const row = points[curve];
  return drawnAlong(row.length, curves).map((point) => {
    const { observables, fine, parameters, floors } = row[point];
    const cells = observables[name] ?? [];
    const at = ({ coordinate }: Cell) => coordinate ?? Number.NaN;
    const along = plan.axis && row.length > 1 ? [assignment(plan, plan.axis.name, parameters)] : [];
    const line = fine[name]
      ? { x: Array.from(fine[name].at), y: Array.from(fine[name].value, finite) }
      : { x: cells.map(at), y: cells.map(({ predicted }) => finite(predicted)) };
    return {
      label: [labelOf(plan, curve, colouredFamilies(plan)), ...along].filter(Boolean).join(', '),
      theory: { ...line, ...(floors[name] !== undefined && { floor: line.x.map(() => floors[name]) }) },
      points: cells.flatMap((cell) => measuredPoint(at(cell), cell, { margin, floor: floors[name] })),
    };
  });
}

/** The verdict lets a value be `margin` of theory and `floor` away from it. */
interface Allowance {
  margin: number;
  floor: number | undefined;
}

function measuredPoint(x: number, cell: Cell, allowance: Allowance): FigurePoint[] {
  const { measured, judgement } = cell;
  if (!measured) return [];
  const judged = judgement !== undefined;
  const common = { x, judged, trials: measured.trials, ...expected(cell, allowance) };
  if ('median' in measured)
    return [{ ...common, y: measured.median, low: measured.low, high: measured.high, kind: 'median' }];
  const reach = Number.isFinite(measured.standardError) ? 2 * measured.standardError : 0;
  const { mean } = measured;
  const broken = judgement?.verdict === 'broken';
  return [{ ...common, y: mean, low: mean - reach, high: mean + reach, kind: 'mean', broken }];
}

function expected({ predicted }: Cell, { margin, floor = 0 }: Allowance): Pick<FigurePoint, 'predicted' | 'allowed'> {
  if (predicted === undefined || !Number.isFinite(predicted)) return {};
  return { predicted, allowed: margin * Math.abs(predicted) + floor };
}

export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
