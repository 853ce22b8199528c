import * as Plot from '@observablehq/plot';
import type { FigurePoint } from './figure.ts';
import type { PreparedCurve, PreparedPanel } from './prepare.ts';
import type { Range } from './range.ts';
import { type CurveStyle, crowd, stroke } from './style.ts';
import { svgNamespace } from './text.ts';
import { print, type Ticks } from './ticks.ts';

/** The frame's place inside the panel's box. */
export interface PanelBox {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PanelLook {
  styles: CurveStyle[];
  tickSize: number;
  /** Fill of open markers. */
  paper: string;
}

/** Above this many points to a curve, they have no tooltips. */
const silent = 400;

/** Frame, ticks and marks of one panel as a `<g>`; labels are not part of it. */
export function drawPanel(
  document: Document,
  prepared: PreparedPanel,
  ticks: { x: Ticks; y: Ticks },
  box: PanelBox,
  look: PanelLook,
): SVGElement {
  const { panel, curves, x, y } = prepared;
  const roomy = curves.every((curve) => curve.points.length <= crowd);
  const lines = curves.map((curve) => lineMarks(curve, look.styles[curve.style]));
  const describe = (point: FigurePoint) => describePoint(point, prepared);
  const points = curves.map((curve) =>
    panel.mark === 'bars'
      ? barMarks(curve, look.styles[curve.style], describe)
      : pointMarks(curve, look.styles[curve.style], describe, look.paper, roomy),
  );
  const drawn = Plot.plot({
    document,
    width: box.width,
    height: box.height,
    marginLeft: box.left,
    marginRight: box.right,
    marginTop: box.top,
    marginBottom: box.bottom,
    x: { type: x.scale, domain: [x.low, x.high], axis: null },
    y: { type: y.scale, domain: [y.low, y.high], axis: null },
    marks: [
      ...curves.map((curve) => bandMarks(curve, look.styles[curve.style])),
      ...axisMarks(ticks),
      // Crowded points would bury the line
      ...(roomy && panel.mark !== 'bars' ? [lines, points] : [points, lines]),
      ...curves.map((curve) => traceMarks(curve, look.styles[curve.style])),
      ...curves.map((curve) => outsideMarks(curve, look.styles[curve.style], y)),
    ],
  });
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  group.setAttribute('class', 'panel');
  group.setAttribute('font-size', String(look.tickSize));
  group.setAttribute('text-anchor', 'middle');
  for (const child of Array.from(drawn.childNodes)) {
    // Plot's stylesheet is for its own root; fonts and colours are inherited from ours
    const empty = child.nodeName === 'g' && child.childNodes.length === 0;
    if (child.nodeName.toLowerCase() !== 'style' && !empty) group.appendChild(child);
  }
  // The figure has one description of its own; names on parts without a role are not allowed in HTML.
  for (const part of Array.from(group.querySelectorAll('[aria-label]'))) part.removeAttribute('aria-label');
  roundNumbers(group);
  return group;
}

function axisMarks(ticks: { x: Ticks; y: Ticks }): Plot.Markish[] {
  const line = { label: null, stroke: 'currentColor', strokeWidth: stroke.frame } as const;
  // `text` and not `tickFormat`: on a logarithmic scale Plot drops labels of its own choice from the latter
  const minor = { ...line, text: () => null, tickSize: 1.8 };
  const major = { ...line, text: () => null, tickSize: 3.2 };
  // Plot would give the text an outline from `stroke`, so labels are marks of their own
  const labels = {
    label: null,
    tickSize: 0,
    tickPadding: 5.5,
    fill: 'currentColor',
    stroke: 'none',
    fontVariant: undefined,
  } as const;
  const values = (of: Ticks) => of.major.map((tick) => tick.value);
  const text = (of: Ticks) => ({ ...labels, text: (_: unknown, i: number) => of.major[i].label });
  return [
    Plot.frame({ stroke: 'currentColor', strokeWidth: stroke.frame }),
    Plot.axisX(ticks.x.minor, minor),
    Plot.axisY(ticks.y.minor, minor),
    Plot.axisX(values(ticks.x), major),
    Plot.axisY(values(ticks.y), major),
    Plot.axisX(values(ticks.x), { ...text(ticks.x), className: 'x-labels' }),
    Plot.axisY(values(ticks.y), { ...text(ticks.y), className: 'y-labels' }),
  ];
}

function bandMarks(curve: PreparedCurve, style: CurveStyle): Plot.Markish[] {
  const look = { className: 'margin', y1: 'low', y2: 'high', x: 'x' } as const;
  return [
    curve.band.length === 0 ? null : Plot.areaY(curve.band, { ...look, fill: style.lineColour, fillOpacity: 0.16 }),
    curve.isolatedBand.length === 0
      ? null
      : Plot.ruleX(curve.isolatedBand, { ...look, stroke: style.lineColour, strokeOpacity: 0.16, strokeWidth: 14 }),
  ];
}

function lineMarks(curve: PreparedCurve, style: CurveStyle): Plot.Markish[] {
  const look = {
    className: 'theory',
    x: 'x',
    y: 'y',
    stroke: style.lineColour,
    strokeWidth: stroke.line,
  } as const;
  const dash = style.dash === '' ? {} : { strokeDasharray: style.dash };
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

function pointMarks(
  curve: PreparedCurve,
  style: CurveStyle,
  describe: (point: FigurePoint) => string,
  paper: string,
  roomy: boolean,
): Plot.Markish[] {
  const { points } = curve;
  if (points.length === 0) return [];
  const radius = roomy ? 2.2 : 1.2;
  const tips = points.length <= silent ? { title: describe } : {};
  const dot = { x: 'x', y: 'y', symbol: style.symbol, r: radius, ...tips } as const;
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
      fillOpacity: roomy ? 1 : 0.3,
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

/** Histogram bars: filled where judged, hollow where not, ringed in the text's colour where broken. */
function barMarks(
  { bars }: PreparedCurve,
  style: CurveStyle,
  describe: (point: FigurePoint) => string,
): Plot.Markish[] {
  if (bars.length === 0) return [];
  const place = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', insetLeft: 0.25, insetRight: 0.25 } as const;
  const judged = bars.filter(({ point }) => point.judged);
  const open = bars.filter(({ point }) => !point.judged);
  const broken = bars.filter(({ point }) => point.broken);
  const title = ({ point }: { point: FigurePoint }) => describe(point);
  const outline = { fill: 'none', stroke: style.colour, strokeWidth: stroke.frame };
  return [
    Plot.rect(judged, { ...place, title, className: 'measured', fill: style.colour, fillOpacity: 0.4 }),
    open.length === 0 ? null : Plot.rect(open, { ...place, title, className: 'measured open', ...outline }),
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

/** Head with a short stem, so that it is not taken for a triangular marker. The tip is at the anchor's end. */
const arrow: Plot.VectorShapeImplementation = {
  draw(context, length) {
    const head = 0.55 * length;
    context.moveTo(0, 0);
    context.lineTo(0, -length + head);
    context.moveTo(0, -length);
    context.lineTo(0.32 * length, -length + head);
    context.lineTo(-0.32 * length, -length + head);
    context.closePath();
  },
};

function describePoint(point: FigurePoint, { panel, axis }: PreparedPanel): string {
  const name = (of: { label: string; symbol?: string }) => of.symbol ?? of.label;
  const status = [
    `${point.trials} trial${point.trials === 1 ? '' : 's'}`,
    ...(point.kind === 'median' ? ['median'] : []),
    ...(point.judged ? [] : ['not judged']),
  ].join(', ');
  const value = `${name(panel)} = ${print(point.y)} (${print(point.low)} to ${print(point.high)})`;
  return `${name(axis)} = ${print(point.x)}: ${value}, ${status}`;
}

const geometry = ['d', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'points'];

/** Rounds coordinates to a thousandth of a point: smaller files, and the same bytes where `Math.log` differs in its last digit. */
function roundNumbers(element: Element): void {
  for (const name of geometry) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    // A length with a unit (`0.32em`) stays
    const rounded = value.replace(/-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/g, (n) =>
      String(Math.round(Number(n) * 1000) / 1000 || 0),
    );
    if (rounded !== value) element.setAttribute(name, rounded);
  }
  for (const child of Array.from(element.children)) roundNumbers(child);
}
