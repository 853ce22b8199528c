import { power } from '../../numeric/special.ts';

/** Weights of mean 1 that fall as j^−decay over `width` neurons. */
export function powerLawWeights(width: number, decay: number): Float64Array {
  const weights = Float64Array.from({ length: width }, (_, j) => power(j + 1, -decay));
  const mean = weights.reduceRight((sum, g) => sum + g, 0) / width;
  return weights.map((g) => g / mean);
}
