import { squared } from '../../../numeric/special.ts';
import type { Problem } from '../problem.ts';
import { correlatedSamplesRisk } from './correlated-samples.ts';
import { exponentialCorrelationLevels } from './exponential-correlation.ts';
import { heteroskedasticRisk } from './heteroskedastic-noise.ts';
import { type Risk, risk } from './risk.ts';

/** What theory says of fits on a training set, whatever they are tested on. */
export interface TrainingSet
  extends Pick<Risk, 'kappa' | 'df1' | 'df2' | 'gamma' | 'oneMinusGamma' | 'biasSquared' | 'trainError' | 'gcv'> {
  /** γ = Df2/P', where P' is fewer than P for correlated samples: Df1²/D̃f2. */
  effectiveSamples: number;
}

/**
 * By `risk`, or where the samples are not alike `heteroskedasticRisk` or `correlatedSamplesRisk`.
 */
export function trainingSet(problem: Problem): TrainingSet {
  const { samples, noise } = problem;
  if (problem.kind === 'synthetic') {
    const { sampleCorrelation, noiseSpread } = problem.parameters;
    if (sampleCorrelation > 0) {
      const { values, multiplicities } = exponentialCorrelationLevels(samples, sampleCorrelation);
      const correlated = correlatedSamplesRisk(problem, values, multiplicities);
      return { ...correlated, effectiveSamples: squared(correlated.df1) / correlated.df2Tilde };
    }
    if (noiseSpread > 0) {
      const levels = [(1 - noiseSpread) * noise, (1 + noiseSpread) * noise];
      return { ...heteroskedasticRisk(problem, levels), effectiveSamples: samples };
    }
  }
  return { ...risk(problem), effectiveSamples: samples };
}
