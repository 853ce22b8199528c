import { whiteWishart } from '../../../random-matrices/marchenko-pastur.ts';
import { sampleSpectrum } from '../../../random-matrices/sample-spectrum.ts';
import { tracyWidomMoments } from '../../../random-matrices/tracy-widom.ts';
import { whiteMeanLog } from './mean-logarithm.ts';
import { johnstoneScaling } from './outermost-eigenvalues.ts';

/**
 * Statistics of the covariance of an n × p matrix of independent entries of unit variance and
 * excess kurtosis κ4, γ = p/n.
 */
export interface WhiteStatistics {
  edges: [number, number];
  cumulativeAt: (x: number) => number;
  /** As in `whiteMeanLog`. */
  meanLogLeading: number | undefined;
  meanLog: number | undefined;
  /**
   * Mean and standard deviation of (n λ_max − μ)/s of `johnstoneScaling`: universal, and the mean
   * with the kurtosis shift of the edge.
   */
  tracyWidomMeanLeading: number;
  tracyWidomMean: number;
  tracyWidomDeviation: number;
}

export function whiteStatistics(n: number, p: number, kurtosis: number): WhiteStatistics {
  const gamma = p / n;
  const law = sampleSpectrum(new Float64Array(p).fill(1), n);
  const { edges } = whiteWishart(gamma);
  const meanLog = whiteMeanLog(n, p, kurtosis);
  const finite = Number.isFinite(kurtosis) ? kurtosis : 0;
  const { mean, variance } = tracyWidomMoments[1];
  const shift = (finite * edges[1]) / Math.sqrt(p * n);
  return {
    edges,
    cumulativeAt: (x) => law.cumulative([x])[0],
    meanLogLeading: meanLog?.leading,
    meanLog: meanLog?.value,
    tracyWidomMeanLeading: mean,
    tracyWidomMean: mean + (n * shift) / johnstoneScaling(n, p).scale,
    tracyWidomDeviation: Math.sqrt(variance),
  };
}
