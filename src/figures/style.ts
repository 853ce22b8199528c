/**
 * Everything about a figure's looks. Lengths are in points: one unit of the SVG is one point of the
 * paper.
 */

/** A paper's column (86 mm) and its two columns (178 mm). */
export const columnWidth = 243.8;
export const pageWidth = 504.6;

export const size = { title: 8.5, label: 8, tick: 7, caption: 7, lead: 1.35 };
export const stroke = { frame: 0.5, line: 1.1, crowdedLine: 0.8, bar: 0.7, marker: 0.9 };

/**
 * DejaVu Sans is what PNGs are drawn with and widths are measured in; Verdana has the same widths.
 */
export const fontFamily = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif";

/**
 * Okabe and Ito's palette, safe under the common colour-blindnesses; yellow left out, too faint for
 * a thin line on paper.
 */
export const palettes = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#555555'],
  /** The same hues, lighter, for a dark page. */
  dark: ['#56b4e9', '#ff9248', '#2fc499', '#e29ac4', '#a6d8f5', '#f0c040', '#b5b5b5'],
};
export type Theme = keyof typeof palettes;

/**
 * Dash patterns; empty is solid. Colour, dash and marker have coprime periods, so curves stay
 * distinct past the palette's end.
 */
export const dashes = ['', '5 2', '1.2 1.6', '6 2 1.2 2', '3 1.5'];

export const symbols = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'star', 'cross', 'wye'] as const;
export type MarkerSymbol = (typeof symbols)[number];

export interface CurveStyle {
  colour: string;
  lineColour: string;
  dash: string;
  symbol: MarkerSymbol;
}

/**
 * Verdicts over a map: light to dark as they get worse, and a mark each, so that they need no
 * colour.
 */
export const verdictLooks = {
  holds: { fill: '#8fd3bb', ink: 'none', mark: 'none' },
  unresolved: { fill: '#f4e6ae', ink: '#5a4a00', mark: 'ring' },
  broken: { fill: '#b03a12', ink: 'white', mark: 'cross' },
  'not judged': { fill: '#d4d4d4', ink: '#444444', mark: 'dash' },
} as const;

/** Above this many points to a curve, markers shrink and fade behind a thinner theory. */
export const crowd = 30;

/**
 * The look of curve `index` on a page of this theme. With `inkLines` the theory is black: that of a
 * single curve must stand out from its points.
 */
export function curveStyle(index: number, inkLines: boolean, theme: Theme = 'light'): CurveStyle {
  const palette = palettes[theme];
  const colour = palette[index % palette.length];
  return {
    colour,
    lineColour: inkLines ? 'currentColor' : colour,
    dash: dashes[index % dashes.length],
    symbol: symbols[index % symbols.length],
  };
}

/** A line over a map: black on white, which is seen on every colour. */
export const contourStroke = { line: 1, casing: 2.4 };

export function contourDash(index: number): string {
  return dashes[index % dashes.length];
}
