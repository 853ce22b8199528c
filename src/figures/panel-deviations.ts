import * as Plot from '@observablehq/plot';
import { percent } from '../statistics/sentences.ts';
import { axisMarks, type PanelFrame, plotPanel } from './axes.ts';
import { arrow } from './glyphs.ts';
import type { PreparedDeviations } from './prepare-deviations.ts';
import type { Range } from './range.ts';
import { type CurveStyle, crowd, stroke } from './style.ts';
import { type Ticks, ticks } from './ticks.ts';

/** The strip of deviations below a panel, as a `<g>`. */
export function drawDeviations(
  document: Document,
  { y, band, curves }: PreparedDeviations,
  x: Range,
  frame: PanelFrame,
  styles: CurveStyle[],
): SVGElement {
  const group = plotPanel(document, { x, y }, frame, [
    band === undefined
      ? null
      : Plot.rect([band], {
          ...{ className: 'allowed', x1: x.low, x2: x.high, y1: 'low', y2: 'high' },
          ...{ fill: 'currentColor', fillOpacity: 0.1 },
        }),
    ...curves.map((curve) =>
      curve.band.length === 0
        ? null
        : Plot.areaY(curve.band, {
            ...{ className: 'allowed', x: 'x', y1: 'low', y2: 'high' },
            ...{ fill: styles[curve.style].lineColour, fillOpacity: 0.1 },
          }),
    ),
    Plot.ruleY([0], { className: 'none', stroke: 'currentColor', strokeWidth: stroke.frame }),
    ...axisMarks(document, frame),
    ...curves.map((curve) => pointMarks(curve, styles[curve.style])),
    ...curves.map(({ style, outside }) => {
      if (outside.length === 0) return null;
      return Plot.vector(outside, {
        className: 'far',
        x: 'x',
        y: ({ side }) => (side === 'above' ? y.high : y.low),
        rotate: ({ side }) => (side === 'above' ? 0 : 180),
        ...{ anchor: 'end', length: 6, shape: arrow },
        ...{ fill: styles[style].colour, stroke: styles[style].colour, strokeWidth: stroke.bar },
      });
    }),
  ]);
  group.setAttribute('class', 'deviations');
  return group;
}

function pointMarks({ points }: PreparedDeviations['curves'][number], style: CurveStyle): Plot.Markish[] {
  if (points.length === 0) return [];
  const roomy = points.length <= crowd;
  const judged = points.filter(({ point }) => point.judged);
  const open = points.filter(({ point }) => !point.judged);
  const dot = { x: 'x', y: 'y', symbol: style.symbol, r: roomy ? 1.6 : 1.2 } as const;
  return [
    Plot.ruleX(points, {
      ...{ className: 'deviation-bar', x: 'x', y1: 'low', y2: 'high' },
      ...{ stroke: style.colour, strokeWidth: roomy ? stroke.bar : stroke.bar / 2, strokeOpacity: roomy ? 1 : 0.5 },
    }),
    Plot.dot(judged, { ...dot, className: 'deviation', fill: style.colour, stroke: 'none' }),
    open.length === 0
      ? null
      : Plot.dot(open, {
          ...{ ...dot, className: 'deviation open' },
          ...{ fill: 'none', stroke: style.colour, strokeWidth: stroke.bar },
        }),
  ];
}

/** In per cent: at the ends of the margin where that leaves room between them. */
export function deviationTicks({ y, band }: PreparedDeviations): Ticks {
  const reach = y.high;
  const margin = band && Math.min(band.high, -band.low);
  const major = margin && margin > 0.35 * reach ? [-margin, 0, margin] : undefined;
  const shares = major ?? ticks('linear', -100 * reach, 100 * reach, 3).major.map(({ value }) => value / 100);
  const label = (share: number) => (share === 0 ? '0' : `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`);
  return { major: shares.map((value) => ({ value, label: label(value) })), minor: [] };
}
