/**
 * The ratio of the means of `over` and `under` (one of each for each run), less its bias of the
 * order of 1/runs by the jackknife: n R − (n − 1) times the mean of the ratios that leave one run
 * out. Of the means of squares of normal numbers under a constant, the worst there is, 32 runs
 * leave 0.5 % of bias, where the plain ratio has 7 %.
 */
export function ratioOfMeans(over: Float64Array, under: Float64Array): number {
  const runs = over.length;
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const [above, below] = [total(over), total(under)];
  let others = 0;
  for (let i = 0; i < runs; i++) others += (above - over[i]) / (below - under[i]) / runs;
  return (runs * above) / below - (runs - 1) * others;
}
