import type { LinesPanel } from './figure.ts';
import { fromScale, type Range, toScale } from './range.ts';

/** A straight line beside a curve, inside the frame. */
export interface PreparedGuide {
  /** Of the curve: index into `labels`. */
  style: number;
  exponent: number;
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/**
 * How far above its curve a guide runs, and the room to the frame's ends, as shares of the frame.
 */
const ABOVE = 0.08;
const ROOM = 0.04;
/** More would hide the curves. */
const MOST = 3;

/** Slopes where both axes are logarithmic; none where the frame has no room for it. */
export function prepareGuides(panel: LinesPanel, x: Range, y: Range, labels: string[]): PreparedGuide[] {
  if (x.scale !== 'log' || y.scale !== 'log') return [];
  const [across, up] = [span(x), span(y)];
  return (panel.guides ?? []).slice(0, MOST).flatMap(({ series, exponent, from, to }) => {
    const { label, theory } = panel.series[series];
    const ends = [Math.max(across.low, log(from)), Math.min(across.high, log(to))];
    const middle = (ends[0] + ends[1]) / 2;
    const nearest = (theory?.x ?? [])
      .flatMap((at, i) => (at > 0 && (theory!.y[i] ?? 0) > 0 ? [{ u: log(at), v: log(theory!.y[i]!) }] : []))
      .sort((a, b) => Math.abs(a.u - middle) - Math.abs(b.u - middle))[0];
    if (!nearest) return [];
    const height = (u: number) => nearest.v + ABOVE * up.length + exponent * (u - nearest.u);
    // Cut to the frame: the line is straight on these axes.
    const cut = [up.low, up.high].map((v) => nearest.u + (v - height(nearest.u)) / exponent);
    const low = Math.max(ends[0], exponent === 0 ? ends[0] : Math.min(...cut));
    const high = Math.min(ends[1], exponent === 0 ? ends[1] : Math.max(...cut));
    if (!(high - low > 0.1 * across.length)) return [];
    const at = (u: number) => ({ x: fromScale(u, 'log'), y: fromScale(height(u), 'log') });
    return [{ style: labels.indexOf(label), exponent, from: at(low), to: at(high) }];
  });
}

function log(value: number): number {
  return toScale(value, 'log');
}

/** An axis on its own scale, without the room at its ends. */
function span({ low, high, scale }: Range) {
  const [from, to] = [toScale(low, scale), toScale(high, scale)];
  const room = ROOM * (to - from);
  return { low: from + room, high: to - room, length: to - from };
}
