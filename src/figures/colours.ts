import * as Plot from '@observablehq/plot';
import type { FigureScale } from './figure.ts';
import { colourRange, placeable, toScale } from './range.ts';

/** Which colours stand for which values; the same for all panels of an observable. */
export interface ColourScale {
  kind: keyof typeof ramps;
  scale: FigureScale;
  low: number;
  high: number;
  /** Whether values lie past the ends, which are pointed then. */
  below: boolean;
  above: boolean;
  /** Marked on both sides of 0. */
  margin?: number;
}

/** As many colours as an eye could tell apart; cells of one colour are one path. */
const STEPS = 128;

/**
 * Viridis is uniform to the eye, also without colour or in grey, and brings its own ground, so it
 * serves light and dark pages. Blue and red are told apart under the common colour-blindnesses.
 */
const ramps = {
  sequential: ramp('viridis'),
  diverging: ramp('burd'),
};

function ramp(scheme: 'viridis' | 'burd'): string[] {
  const scale = Plot.scale({ color: { type: 'linear', domain: [0, STEPS], scheme } });
  return Array.from({ length: STEPS + 1 }, (_, i) => String(scale.apply(i)));
}

/** Colours for measured or predicted values: diverging around 0 where both signs occur. */
export function valueColours(values: number[], scale: FigureScale): ColourScale {
  const signed = scale === 'linear' && values.some((v) => v < 0) && values.some((v) => v > 0);
  if (signed) return symmetric(values);
  return withEnds({ kind: 'sequential', ...colourRange(values, scale) }, values);
}

/** Colours for deviations, which leave room around the margin. */
export function deviationColours(values: number[], margin?: number): ColourScale {
  return { ...symmetric(values, 1.5 * (margin ?? 0)), ...(margin !== undefined && margin > 0 ? { margin } : {}) };
}

/** Colours for a matrix, all of whose values count. */
export function matrixColours(values: number[]): ColourScale {
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const least = values.reduce((low, v) => Math.min(low, v), Number.POSITIVE_INFINITY);
  const most = values.reduce((high, v) => Math.max(high, v), Number.NEGATIVE_INFINITY);
  const bounds = { scale: 'linear', below: false, above: false } as const;
  if (least < 0 && most > 0) return { kind: 'diverging', ...bounds, low: -largest, high: largest };
  const { low, high } = colourRange(values.length === 0 ? [] : [least, most], 'linear');
  return { kind: 'sequential', ...bounds, low, high };
}

function symmetric(values: number[], least = 0): ColourScale {
  const { low, high } = colourRange(values, 'linear');
  const reach = values.length === 0 ? least : Math.max(least, Math.abs(low), Math.abs(high));
  const end = reach > 0 ? reach : 1;
  return withEnds({ kind: 'diverging', scale: 'linear', low: -end, high: end }, values);
}

function withEnds(scale: Omit<ColourScale, 'below' | 'above'>, values: number[]): ColourScale {
  return {
    ...scale,
    below: values.some((v) => v < scale.low && placeable(v, scale.scale)),
    above: values.some((v) => v > scale.high),
  };
}

/** From 0 at the low end to 1 at the high one. */
export function colourShare(value: number, { scale, low, high }: ColourScale): number {
  const from = toScale(low, scale);
  // Halves keep the difference of two huge numbers finite
  const share = (toScale(value, scale) / 2 - from / 2) / (toScale(high, scale) / 2 - from / 2);
  return Math.min(1, Math.max(0, share));
}

export function colourAt(share: number, kind: ColourScale['kind']): string {
  return ramps[kind][Math.round(share * STEPS)];
}
