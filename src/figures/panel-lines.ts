import * as Plot from '@observablehq/plot';
import { axisMarks, nameOf, type PanelFrame, plotPanel } from './axes.ts';
import type { FigurePoint } from './figure.ts';
import { arrow, element } from './glyphs.ts';
import type { PreparedGuide } from './prepare-guides.ts';
import type { PreparedCurve, PreparedLines } from './prepare-lines.ts';
import { type Range, toScale } from './range.ts';
import { type CurveStyle, crowd, size, stroke } from './style.ts';
import { drawText, parseText } from './text.ts';
import { print } from './ticks.ts';

export interface PanelLook {
  styles: CurveStyle[];
  /** Fill of open markers. */
  paper: string;
  /** Whether points have tooltips. */
  tips: boolean;
}

/** Above this many points to a curve, they have no tooltips. */
const silent = 400;

/** Frame, ticks and marks of one panel as a `<g>`; labels are not part of it. */
export function drawLines(document: Document, prepared: PreparedLines, frame: PanelFrame, look: PanelLook): SVGElement {
  const { panel, curves, y } = prepared;
  const roomy = curves.every((curve) => curve.points.length <= crowd);
  const isSideBySide = prepared.axis.places !== undefined;
  const lines = curves.map((curve) =>
    lineMarks(curve, look.styles[curve.style], isSideBySide, roomy || panel.mark === 'bars'),
  );
  const describe = look.tips ? (point: FigurePoint) => describePoint(point, prepared) : undefined;
  const width = frame.box.width - frame.box.left - frame.box.right;
  const points = curves.map((curve) =>
    panel.mark === 'bars'
      ? barMarks(curve, look.styles[curve.style], describe, curves.length > 1)
      : pointMarks(curve, look.styles[curve.style], describe, look.paper, { roomy, apart: apartOf(prepared, width) }),
  );
  return plotPanel(document, prepared, frame, [
    ...curves.map((curve) => bandMarks(curve, look.styles[curve.style], isSideBySide)),
    levelMark(prepared),
    ...curves.map(poleMarks),
    ...axisMarks(document, frame),
    // Crowded points would bury the line; it is thin enough for them to be seen on both sides.
    ...(roomy && panel.mark !== 'bars' ? [lines, points] : [points, lines]),
    ...prepared.guides.map((guide) => guideMark(document, guide, prepared, look.styles[guide.style])),
    ...curves.map((curve) => traceMarks(curve, look.styles[curve.style])),
    ...curves.map((curve) => outsideMarks(curve, look.styles[curve.style], y)),
  ]);
}

/** The level to compare with, where it is inside the frame. */
function levelMark({ panel: { level }, y }: PreparedLines): Plot.Markish {
  if (!level || level.value < y.low || level.value > y.high) return null;
  return Plot.ruleY([level.value], {
    className: 'level',
    stroke: 'currentColor',
    strokeWidth: stroke.frame,
    strokeDasharray: '1 2',
  });
}

/** Where theory diverges: the line goes up along it. */
function poleMarks({ poles }: PreparedCurve): Plot.Markish {
  if (poles.length === 0) return null;
  return Plot.ruleX(poles, {
    className: 'pole',
    stroke: 'currentColor',
    strokeWidth: stroke.frame,
    strokeDasharray: '3 1.5',
    strokeOpacity: 0.6,
  });
}

/** A predicted slope, named by its power of the axis. */
function guideMark(
  document: Document,
  { from, to, exponent }: PreparedGuide,
  { axis }: PreparedLines,
  style: CurveStyle,
): Plot.RenderFunction {
  return (_index, scales) => {
    const group = element(document, 'g', { class: 'guide', fill: style.lineColour });
    const [a, b] = [from, to].map(({ x, y }) => ({ x: Number(scales.x?.(x)), y: Number(scales.y?.(y)) }));
    group.appendChild(
      element(document, 'line', {
        ...{ x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: style.lineColour },
        ...{ 'stroke-width': stroke.bar, 'stroke-dasharray': '4 2' },
      }),
    );
    const falls = exponent < 0;
    const place = { x: (a.x + b.x) / 2 + (falls ? 3 : -3), y: (a.y + b.y) / 2 - 2, size: size.tick };
    const power = `∝ ${nameOf(axis)}^{${print(exponent, 3)}}`;
    group.appendChild(drawText(document, parseText(power), { ...place, anchor: falls ? 'start' : 'end' }));
    return group;
  };
}

/** Of values side by side, how far the stroke of theory reaches to both sides, in places. */
const REACH = 0.3;

const aside = { x1: ({ x }: { x: number }) => x - REACH, x2: ({ x }: { x: number }) => x + REACH };

function bandMarks(curve: PreparedCurve, style: CurveStyle, isSideBySide: boolean): Plot.Markish[] {
  const look = { className: 'margin', y1: 'low', y2: 'high', x: 'x' } as const;
  if (isSideBySide) {
    const { x, ...ends } = look;
    return [Plot.rect(curve.isolatedBand, { ...ends, ...aside, fill: style.lineColour, fillOpacity: 0.16 })];
  }
  return [
    curve.band.length === 0 ? null : Plot.areaY(curve.band, { ...look, fill: style.lineColour, fillOpacity: 0.16 }),
    curve.isolatedBand.length === 0
      ? null
      : Plot.ruleX(curve.isolatedBand, { ...look, stroke: style.lineColour, strokeOpacity: 0.16, strokeWidth: 14 }),
  ];
}

function lineMarks(curve: PreparedCurve, style: CurveStyle, isSideBySide: boolean, roomy: boolean): Plot.Markish[] {
  const look = {
    className: 'theory',
    x: 'x',
    y: 'y',
    stroke: style.lineColour,
    strokeWidth: roomy ? stroke.line : stroke.crowdedLine,
  } as const;
  const dash = style.dash === '' ? {} : { strokeDasharray: style.dash };
  if (isSideBySide) {
    const { x, ...stroked } = look;
    return [Plot.ruleY(curve.isolated, { ...stroked, ...aside, ...dash })];
  }
  return [
    curve.line.length === 0 ? null : Plot.line(curve.line, { ...look, ...dash, strokeLinecap: 'butt' }),
    // A value without neighbours has no line: a short stroke across it
    curve.isolated.length === 0 ? null : Plot.vector(curve.isolated, { ...look, rotate: 90, length: 14, shape: bar }),
  ];
}

function traceMarks({ traces }: PreparedCurve, style: CurveStyle): Plot.Markish[] {
  const look = {
    className: 'trace',
    x: 'x',
    y: 'y',
    stroke: style.colour,
    strokeWidth: stroke.bar,
    strokeOpacity: 0.5,
  };
  return traces.map((trace) => (trace.length === 0 ? null : Plot.line(trace, look)));
}

const bar: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** Points of the paper between two whole markers of a crowded curve. */
const APART = 7;

/** Where a point stands across the frame, in points of the paper. */
function apartOf({ x }: PreparedLines, width: number): (point: FigurePoint) => number {
  const [low, high] = [toScale(x.low, x.scale), toScale(x.high, x.scale)];
  return (point) => ((toScale(point.x, x.scale) - low) / (high - low)) * width;
}

/**
 * Of a crowded curve, those that get a whole marker: what is broken, and the others a little apart.
 */
function wholeOf(points: FigurePoint[], place: (point: FigurePoint) => number): Set<FigurePoint> {
  const whole = new Set<FigurePoint>();
  let last = -Infinity;
  for (const point of [...points].sort((a, b) => a.x - b.x)) {
    const at = place(point);
    if (!point.broken && at - last < APART) continue;
    whole.add(point);
    if (!point.broken) last = at;
  }
  return whole;
}

function pointMarks(
  curve: PreparedCurve,
  style: CurveStyle,
  describe: ((point: FigurePoint) => string) | undefined,
  paper: string,
  { roomy, apart }: { roomy: boolean; apart: (point: FigurePoint) => number },
): Plot.Markish[] {
  const { points } = curve;
  if (points.length === 0) return [];
  const radius = roomy ? 2.2 : 1.8;
  const whole = roomy ? new Set(points) : wholeOf(points, apart);
  const tips = describe && points.length <= silent ? { title: describe } : {};
  const value = (point: FigurePoint) => (whole.has(point) ? radius : 0.4 * radius);
  const dot = { x: 'x', y: 'y', symbol: style.symbol, r: roomy ? radius : { value, scale: null }, ...tips } as const;
  const open = points.filter((point) => !isFull(point));
  const medians = points.filter((point) => point.kind === 'median');
  const broken = points.filter((point) => point.broken);
  return [
    Plot.ruleX(points, {
      className: 'error-bar',
      x: 'x',
      y1: 'low',
      y2: 'high',
      stroke: style.colour,
      strokeWidth: roomy ? stroke.bar : stroke.bar / 2,
      strokeOpacity: roomy ? 1 : 0.4,
    }),
    Plot.dot(points.filter(isFull), {
      ...dot,
      className: 'measured',
      fill: style.colour,
      fillOpacity: ({ broken }) => (roomy || broken ? 1 : 0.4),
      stroke: roomy ? paper : 'none',
      strokeWidth: 0.3,
    }),
    open.length === 0
      ? null
      : Plot.dot(open, {
          ...dot,
          className: 'measured open',
          fill: paper,
          stroke: style.colour,
          strokeWidth: stroke.marker,
        }),
    medians.length === 0
      ? null
      : Plot.dot(medians, {
          x: 'x',
          y: 'y',
          r: radius * 0.36,
          fill: style.colour,
          stroke: 'none',
          className: 'median',
        }),
    broken.length === 0
      ? null
      : Plot.dot(broken, {
          x: 'x',
          y: 'y',
          r: radius * 2.3,
          fill: 'none',
          stroke: 'currentColor',
          strokeWidth: stroke.marker,
          className: 'broken',
        }),
  ];
}

/**
 * Histogram bars: filled where judged, hollow where not, ringed in the text's colour where broken.
 */
function barMarks(
  { bars }: PreparedCurve,
  style: CurveStyle,
  describe: ((point: FigurePoint) => string) | undefined,
  overlaid: boolean,
): Plot.Markish[] {
  if (bars.length === 0) return [];
  const place = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', insetLeft: 0.25, insetRight: 0.25 } as const;
  const judged = bars.filter(({ point }) => point.judged);
  const open = bars.filter(({ point }) => !point.judged);
  const broken = bars.filter(({ point }) => point.broken);
  const tips = describe ? { title: ({ point }: { point: FigurePoint }) => describe(point) } : {};
  const outline = { fill: 'none', stroke: style.colour, strokeWidth: stroke.frame };
  return [
    Plot.rect(judged, {
      ...{ ...place, ...tips, className: 'measured', fill: style.colour },
      fillOpacity: overlaid ? 0.12 : 0.4,
    }),
    overlaid ? Plot.line(stepsOf(bars), { ...{ x: 'x', y: 'y', className: 'steps' }, ...outline }) : null,
    open.length === 0 ? null : Plot.rect(open, { ...place, ...tips, className: 'measured open', ...outline }),
    Plot.ruleX(bars, {
      className: 'error-bar',
      x: ({ point }) => point.x,
      y1: ({ point }) => point.low,
      y2: ({ point }) => point.high,
      stroke: style.colour,
      strokeWidth: stroke.bar,
    }),
    broken.length === 0
      ? null
      : Plot.rect(broken, {
          ...place,
          className: 'broken',
          fill: 'none',
          stroke: 'currentColor',
          strokeWidth: stroke.bar,
        }),
  ];
}

/** The outline of a histogram: several over each other are told apart by it. */
function stepsOf(bars: PreparedCurve['bars']): { x: number; y: number }[] {
  const sides = bars.flatMap(({ x1, x2, y2 }) => [
    { x: x1, y: y2 },
    { x: x2, y: y2 },
  ]);
  const [first, last] = [bars[0], bars[bars.length - 1]];
  return [{ x: first.x1, y: first.y1 }, ...sides, { x: last.x2, y: last.y1 }];
}

function isFull(point: FigurePoint): boolean {
  return point.judged && point.kind === 'mean';
}

function outsideMarks(curve: PreparedCurve, style: CurveStyle, y: Range): Plot.Markish[] {
  const marks = (['above', 'below'] as const).map((side) => {
    const points = curve.outside.filter((entry) => entry.side === side).map((entry) => entry.point);
    if (points.length === 0) return null;
    return Plot.vector(points, {
      className: `outside ${side}`,
      x: 'x',
      y: () => (side === 'above' ? y.high : y.low),
      rotate: side === 'above' ? 0 : 180,
      anchor: 'end',
      length: 7,
      shape: arrow,
      fill: style.colour,
      stroke: style.colour,
      strokeWidth: stroke.bar,
    });
  });
  return marks;
}

function describePoint(point: FigurePoint, { panel, axis }: PreparedLines): string {
  const status = [
    `${point.trials} trial${point.trials === 1 ? '' : 's'}`,
    ...(point.kind === 'median' ? ['median'] : []),
    ...(point.judged ? [] : ['not judged']),
  ].join(', ');
  const value = `${nameOf(panel)} = ${print(point.y)} (${print(point.low)} to ${print(point.high)})`;
  const place = axis.places === undefined ? `${nameOf(axis)} = ${print(point.x)}: ` : '';
  return `${place}${value}, ${status}`;
}
