/**
 * A fitted function as a vector for each label column (entry k of column c at k·columns + c), whose
 * products are means over test points.
 */
export interface FittedFunction {
  /** First the columns of fits less their targets, then those of fits of unit noise. */
  shared: Float64Array;
  /** A part that only fits on the same features have in common. */
  own?: Float64Array;
}

/** Products of two fitted functions: means over the columns of targets, and over those of noise. */
interface Products {
  signal: number;
  noise: number;
}

/**
 * The parts of the error from fits `functions[set][draw]` on every combination of data set and
 * features. With A the mean product of a fit with itself, and C those of two fits that share the
 * data, the features, or neither: bias² = C_neither, V_X = C_data − C_neither, V_F = C_features −
 * C_neither, V_XF = A − C_data − C_features + C_neither; noise likewise, where nothing is shared
 * without the data. Each is unbiased. The mean of K members has the error C_data + (A − C_data)/K.
 */
export function decompose(
  functions: FittedFunction[][],
  targets: number,
  noises: number,
  noise: number,
  members: number,
) {
  const same = tally();
  const sharedData = tally();
  const sharedFeatures = tally();
  const sharedNothing = tally();
  const all = functions.flatMap((row, set) => row.map((fit, draw) => ({ fit, set, draw })));
  for (const [i, one] of all.entries())
    for (const other of all.slice(i)) {
      const [data, features] = [one.set === other.set, one.draw === other.draw];
      const kind = data ? (features ? same : sharedData) : features ? sharedFeatures : sharedNothing;
      kind.add(products(one.fit, other.fit, targets, noises, features));
    }
  const [total, data, features, bias] = [same, sharedData, sharedFeatures, sharedNothing].map((kind) => kind.mean());
  const excessError =
    memberMean(total.signal, data.signal, members) + noise * memberMean(total.noise, data.noise, members);
  return {
    testError: excessError + noise,
    excessError,
    biasSquared: bias.signal,
    varianceData: data.signal - bias.signal,
    varianceFeatures: features.signal - bias.signal,
    varianceDataFeatures: total.signal - data.signal - features.signal + bias.signal,
    varianceNoise: noise * data.noise,
    varianceNoiseFeatures: noise * (total.noise - data.noise),
  };
}

function memberMean(single: number, pair: number, members: number): number {
  return pair + (single - pair) / members;
}

function products(
  a: FittedFunction,
  b: FittedFunction,
  targets: number,
  noises: number,
  sameFeatures: boolean,
): Products {
  const sums = new Float64Array(targets + noises);
  addProducts(a.shared, b.shared, sums);
  if (sameFeatures && a.own && b.own) addProducts(a.own, b.own, sums);
  const mean = (from: number, to: number) => sums.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from);
  return { signal: mean(0, targets), noise: noises > 0 ? mean(targets, targets + noises) : 0 };
}

function addProducts(a: Float64Array, b: Float64Array, sums: Float64Array): void {
  const columns = sums.length;
  for (let c = 0; c < columns; c++) {
    let sum = sums[c];
    for (let at = c; at < a.length; at += columns) sum += a[at] * b[at];
    sums[c] = sum;
  }
}

function tally() {
  let count = 0;
  const sum = { signal: 0, noise: 0 };
  return {
    add({ signal, noise }: Products) {
      count++;
      sum.signal += signal;
      sum.noise += noise;
    },
    mean: (): Products => ({ signal: sum.signal / count, noise: sum.noise / count }),
  };
}
