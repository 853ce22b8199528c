import { toText } from '../figures/bibtex.ts';
import type { Figure, FigurePoint, Panel, Series } from '../figures/figure.ts';
import { OrreryError } from '../numeric/errors.ts';
import { plain } from '../statistics/sentences.ts';
import type { Observable } from '../systems/contract.ts';
import type { RunResult } from './execute.ts';
import type { Cell, PointResult } from './judge.ts';
import type { Parameters, Plan } from './plan.ts';
import { fitToField, parameterMeta } from './settings.ts';

/** The figure of a run: a panel for each shown observable, theory as lines, measurement as points, the verdict in words below. */
export function figureOf(result: RunResult): Figure {
  const { plan, shown, points, verdict, margin } = result;
  const { system } = plan;
  const panels = shown.map((name): Panel => {
    const observable: Observable<Parameters> = system.observables[name];
    const judged = verdict.observables[name];
    return {
      id: name,
      label: observable.label,
      symbol: observable.symbol,
      scale: observable.scale,
      margin,
      floor: observable.floor?.(plan.curves[0].points[0]),
      relation: observable.relation,
      ...(judged.verdict !== 'not judged' && { verdict: judged.verdict }),
      series: points.map((row, curve) => seriesOf(plan, curve, name, row)),
    };
  });
  const strained = new Set(
    points
      .flat()
      .flatMap(({ validity }) => validity.filter(({ level }) => level === 'strained').map(({ title }) => title)),
  );
  return {
    title: system.title,
    axis: axisOf(plan, shown[0]),
    panels,
    bars: { median: 'an interval of the median, 68 % where the trials suffice' },
    caption: [
      ...shown.map(
        (name) => `${capital(verdict.observables[name].sentence.replace(/^(holds|broken|unresolved): /, ''))}.`,
      ),
      `${describeFixed(plan)}; seed ${result.seed}.`,
      ...(strained.size > 0 ? [`Strained somewhere on the axis: ${[...strained].join(', ')}.`] : []),
      `Theory: ${toText(system.sources[0])}`,
    ],
  };
}

function seriesOf(plan: Plan, curve: number, name: string, row: PointResult[]): Series {
  const observable: Observable<Parameters> = plan.system.observables[name];
  const cells = row.map(({ observables }) => observables[name] ?? []);
  // A curve over a coordinate is drawn for the last point of the axis; a number per setting along the axis.
  const along: { x: number; cell: Cell }[] = observable.over
    ? (cells.at(-1) ?? []).map((cell) => ({ x: cell.coordinate ?? Number.NaN, cell }))
    : cells.flatMap((list, point) => list.map((cell) => ({ x: axisValue(plan, curve, point), cell })));
  const points: FigurePoint[] = [];
  for (const { x, cell } of along) {
    const { measured } = cell;
    if (!measured) continue;
    const judged = cell.judgement !== undefined;
    const broken = cell.judgement?.verdict === 'broken';
    if ('mean' in measured) {
      const reach = Number.isFinite(measured.standardError) ? 2 * measured.standardError : 0;
      points.push({
        x,
        y: measured.mean,
        low: measured.mean - reach,
        high: measured.mean + reach,
        kind: 'mean',
        judged,
        broken,
        trials: measured.trials,
      });
    } else
      points.push({
        x,
        y: measured.median,
        low: measured.low,
        high: measured.high,
        kind: 'median',
        judged,
        trials: measured.trials,
      });
  }
  return {
    label: labelOf(plan, curve),
    theory: observable.over
      ? { x: along.map(({ x }) => x), y: along.map(({ cell }) => finite(cell.predicted)) }
      : theoryLine(plan, curve, name),
    points,
  };
}

/** Points of a theory line between neighbouring points of the axis, so that it is drawn smooth and a peak is not cut off. */
const BETWEEN = 6;

function theoryLine(plan: Plan, curve: number, name: string): { x: number[]; y: (number | null)[] } {
  const axis = plan.axis?.name;
  const { points } = plan.curves[curve];
  const values = points.map((_, point) => axisValue(plan, curve, point));
  const logarithmic = values.every((value) => value > 0);
  const x = new Set<number>();
  values.forEach((value, i) => {
    x.add(value);
    const next = values[i + 1];
    if (axis === undefined || next === undefined) return;
    const inner = Array.from({ length: BETWEEN }, (_, j) => {
      const t = (j + 1) / (BETWEEN + 1);
      return logarithmic ? value * (next / value) ** t : value + (next - value) * t;
    });
    for (const one of fitToField(plan.system, axis, inner)) x.add(one as number);
  });
  const sorted = [...x].sort((a, b) => a - b);
  const y = sorted.map((value) => {
    try {
      const parameters = axis === undefined ? points[0] : { ...points[0], [axis]: value };
      const predicted = plan.system.predict(parameters).observables[name]?.value;
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
  if (plan.family) {
    const meta = parameterMeta(plan.system, plan.family.name);
    parts.push(`${meta?.symbol ?? plan.family.name} = ${show(family)}`);
  }
  if (plan.curves.some((other) => other.scale !== 1)) parts.push(`sizes × ${scale}`);
  return parts.join(', ');
}

/** The horizontal place of a point: its value on the axis, at the scale of its curve. */
function axisValue(plan: Plan, curve: number, point: number): number {
  const name = plan.axis?.name ?? Object.keys(plan.system.sweep)[0];
  return Number(plan.curves[curve].points[point][name]);
}

function axisOf(plan: Plan, shown: string): Figure['axis'] {
  const over = plan.system.observables[shown].over;
  if (over) return plan.system.coordinates![over];
  const name = plan.axis?.name ?? Object.keys(plan.system.sweep)[0];
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
