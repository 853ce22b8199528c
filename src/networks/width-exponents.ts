import { power } from '../numeric/special.ts';
import { powerLawExponent } from '../statistics/power-law.ts';

/**
 * A layer of a chain from inputs through widths n to outputs: W ~ N(0, n^(−2b)), trained at a rate
 * as n^(−c). What stands before the weights, n^(−a), is left out: a shift of a, b and c that
 * changes nothing takes it away (Yang and Hu 2020, arXiv 2011.14522).
 */
export interface ChainLayer {
  b: number;
  c: number;
}

/** Powers of the width, of each layer's pre-activations; the last layer's are the outputs. */
export interface ChainExponents {
  /** Before training. */
  size: number[];
  /**
   * What the first step changes: the sum of parts, one for each layer that moves, its own and those
   * below. The largest decides as the width grows without bound.
   */
  change: number[][];
}

/** The maximal update parameterisation with this many layers from width to width. */
export function mupChain(hidden: number, family: 'sgd' | 'adam'): ChainLayer[] {
  const [input, inner, output] = { sgd: [-1, 0, 1], adam: [0, 1, 1] }[family];
  return [{ b: 0, c: input }, ...Array.from({ length: hidden }, () => ({ b: 0.5, c: inner })), { b: 1, c: output }];
}

/**
 * The exponents of a chain of two layers or more, each with a b and c of its own; for layers that
 * are alike those of the abc table. A step moves layer l by η n^(−c) times the gradient δ h, or for
 * Adam its sign, and n aligned terms add up to n; what moves below comes through the initial
 * weights as n^(½−b), and through the read-out, with which it is aligned, as n^(1−b). With `resets`
 * a norm or a saturating activation makes what a layer passes on of order one.
 */
export function chainExponents(
  layers: readonly ChainLayer[],
  family: 'sgd' | 'adam',
  { resets = false }: { resets?: boolean } = {},
): ChainExponents {
  const last = layers.length - 1;
  const size: number[] = [];
  layers.forEach(({ b }, l) => {
    const below = l === 0 || resets ? 0 : size[l - 1];
    size.push(l === 0 ? 0 - b : below + 0.5 - b);
  });
  // Of the outputs' derivatives by pre-activations.
  const derivative = new Array<number>(layers.length).fill(0);
  for (let l = last - 1; l >= 0; l--) {
    const through = l + 1 === last ? -layers[last].b : derivative[l + 1] + 0.5 - layers[l + 1].b;
    derivative[l] = through - (resets ? size[l] : 0);
  }
  // A squared loss is steeper where outputs begin large, beside targets of order one.
  const residuals = size[last] > 0 ? [0, size[last]] : [0];
  const change: number[][] = [];
  layers.forEach(({ b, c }, l) => {
    const below = l === 0 || resets ? 0 : size[l - 1];
    const fan = l === 0 ? 0 : 1;
    const own =
      family === 'adam' ? [fan - c + below] : residuals.map((one) => fan - c + derivative[l] + 2 * below + one);
    const through = (l === last ? 1 : 0.5) - b - (resets && l > 0 ? size[l - 1] : 0);
    change.push([...own, ...(l === 0 ? [] : change[l - 1].map((part) => part + through))]);
  });
  return { size, change };
}

/**
 * The exponent that a sum of powers seems to have at these widths, with parts that are alike at the
 * first of them: the slope of the least-squares line through its logarithm.
 */
export function seemingExponent(parts: readonly number[], widths: readonly number[]): number {
  const sum = (width: number) => parts.reduce((all, part) => all + power(width / widths[0], part), 0);
  return powerLawExponent(widths.map((x) => ({ x, values: [sum(x)] })))!.mean;
}
