import { exp, log, squared } from '../numeric/special.ts';

/**
 * By what factor the tokens of runs differ where their sizes do not: the spread of ln D about its
 * best line in ln N, as the factor over which an even spread of that deviation reaches. Runs that
 * all have one number of tokens for each parameter give 1: size and tokens then rise together, and
 * nothing tells what each of them is worth.
 */
export function tokensApart(N: ArrayLike<number>, D: ArrayLike<number>): number {
  const [x, y] = [Array.from(N, log), Array.from(D, log)];
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (of: (i: number) => number) => x.reduce((total, _, i) => total + of(i), 0);
  const slope = sum((i) => (x[i] - mx) * (y[i] - my)) / sum((i) => squared(x[i] - mx));
  const square = sum((i) => squared(y[i] - my - slope * (x[i] - mx))) / Math.max(1, x.length - 2);
  return exp(Math.sqrt(12 * square));
}
