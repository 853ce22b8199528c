import { log2 } from '../../../numeric/special.ts';

/**
 * What multiplies, initialises and slows down each layer: three numbers, for input, hidden and
 * output.
 */
export type Triple = readonly [input: number, hidden: number, output: number];

/**
 * W = n^(−a) w with w ~ N(0, n^(−2b)), and w trained at the rate η n^(−c). What stays as the width
 * grows is left out.
 */
export interface Abc {
  a: Triple;
  b: Triple;
  c: Triple;
}

export type Family = 'sgd' | 'adam';

/**
 * The abc table (Yang and Hu 2020, arXiv 2011.14522; for Adam, Yang et al. 2022, arXiv 2203.03466,
 * Table 3). Written here once more: the experiment's networks have a table of their own, and each
 * is judged by the other.
 */
export const abcTable: Record<'standard' | 'ntk' | 'mean-field' | 'mup', Record<Family, Abc>> = {
  standard: {
    sgd: { a: [0, 0, 0], b: [0, 0.5, 0.5], c: [0, 0, 0] },
    adam: { a: [0, 0, 0], b: [0, 0.5, 0.5], c: [0, 0, 0] },
  },
  ntk: {
    sgd: { a: [0, 0.5, 0.5], b: [0, 0, 0], c: [0, 0, 0] },
    adam: { a: [0, 0.5, 0.5], b: [0, 0, 0], c: [0, 0, 0] },
  },
  'mean-field': {
    sgd: { a: [0, 0.5, 1], b: [0, 0, 0], c: [-1, -1, -1] },
    adam: { a: [0, 0.5, 1], b: [0, 0, 0], c: [0, 0.5, 0] },
  },
  mup: {
    sgd: { a: [0, 0, 0], b: [0, 0.5, 1], c: [-1, 0, 1] },
    adam: { a: [0, 0, 0], b: [0, 0.5, 1], c: [0, 1, 1] },
  },
};

/** Which layers' weights are trained. */
export type Trained = 'all' | 'input' | 'hidden' | 'output';

/**
 * Where a change is seen: in the pre-activations of the first and the later hidden layers, or in
 * the output.
 */
export type Seen = 'input' | 'hidden' | 'output';

/**
 * The exponents of the width with which each trained layer's step changes what is seen, to first
 * order in the rate. Through a later layer's initial weights a change comes without a power of n;
 * in the output it adds up, n n^(−s) with s = a₃ + b₃, since it is aligned with the read-out.
 */
export function partsOf({ a, b, c }: Abc, family: Family, seen: Seen, trained: Trained = 'all'): number[] {
  const s = a[2] + b[2];
  const own =
    family === 'sgd'
      ? { input: -2 * a[0] - c[0] - s, hidden: 1 - 2 * a[1] - c[1] - s, output: 1 - 2 * a[2] - c[2] }
      : { input: -a[0] - c[0], hidden: 1 - a[1] - c[1], output: 1 - a[2] - c[2] };
  const parts: Record<Seen, Partial<Record<Trained, number>>> = {
    input: { input: own.input },
    hidden: { input: own.input, hidden: own.hidden },
    output: { input: own.input + 1 - s, hidden: own.hidden + 1 - s, output: own.output },
  };
  return Object.entries(parts[seen]).flatMap(([layer, exponent]) =>
    trained === 'all' || trained === layer ? [exponent] : [],
  );
}

/** The exponent of what weight decay changes: that of what is there, n^½ n^(−s) of the output. */
export function decayExponent({ a, b }: Abc, seen: Seen): number {
  return seen === 'output' ? 0.5 - a[2] - b[2] : 0;
}

/**
 * The exponent of the change as the width grows without bound: that of its largest part. Undefined
 * where nothing changes.
 */
export function changeExponent(abc: Abc, family: Family, seen: Seen, trained: Trained = 'all'): number | undefined {
  const parts = partsOf(abc, family, seen, trained);
  return parts.length === 0 ? undefined : Math.max(...parts);
}

/**
 * The same where all parts have it, so that it is the exponent at every width that is not small;
 * undefined where parts of different powers add up, and the exponent is approached slowly. With
 * `decays` what weight decay changes is one of them.
 */
export function pureExponent(
  abc: Abc,
  family: Family,
  seen: Seen,
  trained: Trained = 'all',
  decays = false,
): number | undefined {
  const own = partsOf(abc, family, seen, trained);
  const parts = own.length > 0 && decays ? [...own, decayExponent(abc, seen)] : own;
  return parts.every((one) => one === parts[0]) ? parts[0] : undefined;
}

/**
 * Of the change of a residual stream in the number L of its branches, each multiplied by L^(−g),
 * after one step at rates L^(−r) (Yang et al. 2023, arXiv 2310.02244; Bordelon et al. 2023, arXiv
 * 2309.16620): the L changes add up.
 */
export function depthExponent(family: Family, g: number, r: number): number {
  return family === 'sgd' ? 1 - 2 * g - r : 1 - g - r;
}

/**
 * Octaves by which the best rate of a short training moves when the width grows by a factor: the
 * change of the output at it stays of order one.
 */
export function rateShift(abc: Abc, family: Family, factor: number): number {
  // 0 and not −0.
  return 0 - changeExponent(abc, family, 'output')! * log2(factor);
}
