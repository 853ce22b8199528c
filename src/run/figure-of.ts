import { toText } from '../figures/bibtex.ts';
import type { Figure, FigureAxis, FigurePoint, Panel, Series } from '../figures/figure.ts';
import { OrreryError } from '../numeric/errors.ts';
import { plain } from '../statistics/sentences.ts';
import type { Observable } from '../systems/contract.ts';
import type { RunResult } from './conduct.ts';
import type { Cell, PointResult } from './judge.ts';
import type { Parameters, Place, Plan } from './plan.ts';
import { fitToField, parameterMeta } from './settings.ts';

/** What of a run is in its figure. */
export type FigureContent = Pick<RunResult, 'plan' | 'points' | 'verdict' | 'shown' | 'margin' | 'seed'>;

/** The figure of a run: a panel for each shown observable, theory as lines, measurement as points, the verdict in words below. */
export function figureOf(result: FigureContent): Figure {
  const { plan, shown, points, verdict, margin } = result;
  const { system } = plan;
  const all = shown.map((name): Panel & { axis: FigureAxis } => {
    const observable: Observable<Parameters> = system.observables[name];
    const judged = verdict.observables[name];
    return {
      id: name,
      axis: axisOf(plan, name),
      ...(observable.mark && { mark: observable.mark }),
      label: observable.label,
      symbol: observable.symbol,
      scale: observable.scale,
      margin,
      floor: observable.floor?.(plan.curves[0].points[0]),
      relation: observable.relation,
      ...(judged.verdict !== 'not judged' && { verdict: judged.verdict }),
      series: points.flatMap((row, curve) =>
        observable.over ? curvesOf(plan, curve, name, row) : [seriesOf(plan, curve, name, row)],
      ),
    };
  });
  // What has neither theory nor points in this setting needs no empty frame.
  const filled = all.filter(({ series }) => series.some(hasContent));
  const panels = filled.length > 0 ? filled : all;
  const strained = new Set(
    points
      .flat()
      .flatMap(({ validity }) => validity.filter(({ level }) => level === 'strained').map(({ title }) => title)),
  );
  return {
    title: system.title,
    ...onOneAxis(panels),
    bars: { median: 'an interval of the median, 68 % where the trials suffice' },
    caption: [
      ...shown.map(
        (name) => `${capital(verdict.observables[name].sentence.replace(/^(holds|broken|unresolved): /, ''))}.`,
      ),
      ...hidden(plan, shown),
      `${describeFixed(plan)}; seed ${result.seed}.`,
      ...(strained.size > 0 ? [`Strained somewhere on the axis: ${[...strained].join(', ')}.`] : []),
      `Theory: ${toText(system.sources[0])}`,
    ],
  };
}

/** The first panel's axis is the figure's; a panel along another keeps its own. */
function onOneAxis(panels: (Panel & { axis: FigureAxis })[]): Pick<Figure, 'axis' | 'panels'> {
  const [{ axis: shared }] = panels;
  const same = (axis: FigureAxis) => axis.label === shared.label && axis.symbol === shared.symbol;
  return { axis: shared, panels: panels.map(({ axis, ...panel }) => (same(axis) ? panel : { ...panel, axis })) };
}

function hasContent({ theory, points }: Series): boolean {
  return (points?.length ?? 0) > 0 || (theory?.y.some((value) => value !== null) ?? false);
}

/** A number per setting, along the axis. */
function seriesOf(plan: Plan, curve: number, name: string, row: PointResult[]): Series {
  const points = row.flatMap(({ observables }, point) =>
    (observables[name] ?? []).flatMap((cell) => measuredPoint(axisValue(plan, curve, point), cell)),
  );
  return { label: labelOf(plan, curve), theory: theoryLine(plan, curve, name), points };
}

/** The most curves over a coordinate that are drawn for one curve of the family, spread evenly over the axis. */
const MOST_CURVES = 5;

/** A curve over a coordinate, for some points of the axis. */
function curvesOf(plan: Plan, curve: number, name: string, row: PointResult[]): Series[] {
  return spread(row.length).map((point) => {
    const { observables, fine } = row[point];
    const cells = observables[name] ?? [];
    const at = ({ coordinate }: Cell) => coordinate ?? Number.NaN;
    const along = plan.axis && row.length > 1 ? [assignment(plan, plan.axis.name, row[point].parameters)] : [];
    return {
      label: [labelOf(plan, curve), ...along].filter(Boolean).join(', '),
      theory: fine[name]
        ? { x: Array.from(fine[name].at), y: Array.from(fine[name].value, finite) }
        : { x: cells.map(at), y: cells.map(({ predicted }) => finite(predicted)) },
      points: cells.flatMap((cell) => measuredPoint(at(cell), cell)),
    };
  });
}

/** The places whose curves over a coordinate are drawn, in the order of a panel's series. */
export function drawnPlaces(plan: Plan): Place[] {
  return plan.curves.flatMap(({ points }, curve) => spread(points.length).map((point) => ({ curve, point })));
}

/** Up to `MOST_CURVES` indices, the first and the last among them. */
function spread(count: number): number[] {
  const most = Math.min(count, MOST_CURVES);
  return Array.from({ length: most }, (_, i) => (most === 1 ? 0 : Math.round((i * (count - 1)) / (most - 1))));
}

function hidden(plan: Plan, shown: string[]): string[] {
  const count = plan.curves[0].points.length;
  const over = shown.some((name) => plan.system.observables[name].over);
  return over && count > MOST_CURVES ? [`Curves at ${MOST_CURVES} of ${count} values of ${plan.axis?.name}.`] : [];
}

function measuredPoint(x: number, { measured, judgement }: Cell): FigurePoint[] {
  if (!measured) return [];
  const judged = judgement !== undefined;
  const { trials } = measured;
  if ('median' in measured)
    return [{ x, y: measured.median, low: measured.low, high: measured.high, kind: 'median', judged, trials }];
  const reach = Number.isFinite(measured.standardError) ? 2 * measured.standardError : 0;
  const { mean } = measured;
  const broken = judgement?.verdict === 'broken';
  return [{ x, y: mean, low: mean - reach, high: mean + reach, kind: 'mean', judged, broken, trials }];
}

/** A theory line has about as many points, one to six of them between neighbours on the axis: it is smooth, and no peak is cut off. */
const LINE_POINTS = 100;

function theoryLine(plan: Plan, curve: number, name: string): { x: number[]; y: (number | null)[] } {
  const axis = plan.axis?.name;
  const { points } = plan.curves[curve];
  const values = points.map((_, point) => axisValue(plan, curve, point));
  const logarithmic = values.every((value) => value > 0);
  const between = Math.min(6, Math.max(1, Math.round(LINE_POINTS / values.length) - 1));
  const x = new Set<number>();
  values.forEach((value, i) => {
    x.add(value);
    const next = values[i + 1];
    if (axis === undefined || next === undefined) return;
    const inner = Array.from({ length: between }, (_, j) => {
      const t = (j + 1) / (between + 1);
      return logarithmic ? value * (next / value) ** t : value + (next - value) * t;
    });
    for (const one of fitToField(plan.system, axis, inner)) x.add(one as number);
  });
  const sorted = [...x].sort((a, b) => a - b);
  const y = sorted.map((value) => {
    try {
      const parameters = axis === undefined ? points[0] : { ...points[0], [axis]: value };
      const predicted = plan.system.predict(parameters, [name]).observables[name]?.value;
      return typeof predicted === 'number' ? finite(predicted) : null;
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
      // Where theory has no answer the line has a gap; the points carry the reason.
      return null;
    }
  });
  return { x: sorted, y };
}

/** What tells a curve from the others: the family's value, and the multiple of the sizes; empty for a single curve. */
export function labelOf(plan: Plan, curve: number): string {
  const { family, scale } = plan.curves[curve];
  const parts: string[] = [];
  if (plan.family) parts.push(assignment(plan, plan.family.name, { [plan.family.name]: family }));
  if (plan.curves.some((other) => other.scale !== 1)) parts.push(`sizes × ${scale}`);
  return parts.join(', ');
}

function assignment(plan: Plan, name: string, parameters: Parameters): string {
  return `${parameterMeta(plan.system, name)?.symbol ?? name} = ${show(parameters[name])}`;
}

/** The parameter along the axis; with one setting only, the one that a figure would sweep. */
function axisName(plan: Plan): string {
  const { system } = plan;
  const numeric = () =>
    Object.keys(system.parameters.shape).find((key) => typeof plan.curves[0].points[0][key] === 'number');
  return plan.axis?.name ?? Object.keys(system.sweep).at(0) ?? numeric() ?? '';
}

/** The horizontal place of a point: its value on the axis, at the scale of its curve. */
function axisValue(plan: Plan, curve: number, point: number): number {
  const name = axisName(plan);
  return Number(plan.curves[curve].points[point][name]);
}

function axisOf(plan: Plan, shown: string): Figure['axis'] {
  const over = plan.system.observables[shown].over;
  if (over) return plan.system.coordinates![over];
  const name = axisName(plan);
  const meta = parameterMeta(plan.system, name);
  const positive = plan.curves.every(({ points }) => points.every((point) => Number(point[name]) > 0));
  return {
    label: meta?.title ?? name,
    symbol: meta?.symbol,
    unit: meta?.unit,
    scale: meta?.scale === 'log' && positive ? 'log' : 'linear',
  };
}

/** Every parameter that has an effect and is the same on all curves, so that the caption tells how to make the figure again. */
function describeFixed(plan: Plan): string {
  const inert = plan.system.inert?.(plan.curves[0].points[0]) ?? {};
  const parts = Object.entries(plan.fixed)
    .filter(([key, value]) => value !== undefined && !(key in inert))
    .map(([key, value]) => `${parameterMeta(plan.system, key)?.symbol ?? key}\u00a0=\u00a0${show(value)}`);
  return parts.length === 0 ? 'Default parameters' : `With ${parts.join(', ')}`;
}

function show(value: unknown): string {
  if (typeof value === 'number') return plain(value, 4);
  // A bundled file is known by the name that was typed, any other by its file name.
  if (typeof value === 'object' && value !== null && 'origin' in value && 'name' in value)
    return String(/[./\\]/.test(String(value.origin)) ? value.name : value.origin);
  return Array.isArray(value) ? `array of ${value.length}` : String(value);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
