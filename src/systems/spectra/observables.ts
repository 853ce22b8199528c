import { defineObservables } from '../contract.ts';
import type { Problem } from './problem.ts';
import { resolution } from './resolution.ts';
import { STEEPEST } from './theory/tracy-widom-histogram.ts';

export const observables = defineObservables<Problem>()({
  density: {
    label: 'spectral density',
    symbol: 'ρ(x)',
    description: 'share of the eigenvalues in each bin, per unit of eigenvalue; the theory is averaged over the bin',
    scale: 'linear',
    over: 'eigenvalue',
    mark: 'bars',
    floor: (problem) => edgeFloor(problem, problem.bins.width),
  },
  logDensity: {
    label: 'density per decade',
    symbol: 'ρ(log₁₀ x)',
    description: 'share of the eigenvalues in each bin of their logarithm, per decade',
    scale: 'linear',
    over: 'logEigenvalue',
    mark: 'bars',
    floor: (problem) => edgeFloor(problem, problem.logBins.width),
  },
  largest: {
    label: 'largest eigenvalue',
    symbol: 'x_max',
    description: 'the upper edge with the mean of the Tracy–Widom law and the shift by the kurtosis of the entries',
    scale: 'log',
    withoutMean: (problem) => withoutVariance(problem, 4),
  },
  largestDensity: {
    label: 'largest-eigenvalue density',
    symbol: 'p(ξ)',
    description:
      'histogram of the largest eigenvalue, centred and scaled, with draws=100 and more; the theory is the Tracy–Widom law for real matrices',
    scale: 'linear',
    over: 'fluctuation',
    mark: 'bars',
    floor: ({ largest }) => STEEPEST * (largest?.doubt ?? 0),
  },
  smallest: {
    label: 'smallest eigenvalue',
    symbol: 'x_min',
    description: 'the smallest that is not zero; judged where the lowest edge is far enough from zero',
    scale: 'log',
  },
  atom: {
    label: 'weight at zero',
    symbol: 'ρ₀',
    description: 'share of the eigenvalues that are zero',
    scale: 'linear',
    floor: lostToRoundOff,
  },
  stieltjes: {
    label: 'Stieltjes transform',
    symbol: 'm(−λ)',
    description: '(1/D) tr (M + λ)⁻¹ at the ridge λ',
    scale: 'log',
  },
  firstMoment: {
    label: 'mean eigenvalue',
    symbol: 'm₁',
    description: '(1/D) tr M',
    scale: 'log',
    withoutMean: (problem) => withoutVariance(problem, 4),
  },
  secondMoment: {
    label: 'mean squared eigenvalue',
    symbol: 'm₂',
    description: '(1/D) tr M²',
    scale: 'log',
    withoutMean: (problem) => withoutVariance(problem, 8),
  },
  meanLog: {
    label: 'mean logarithm',
    symbol: '⟨log x⟩',
    description: '(1/D) log det M, with the 1/D term that remembers the kurtosis of the entries',
    scale: 'linear',
    floor: nextOrderOfMeanLog,
  },
});

export type SpectraObservable = keyof typeof observables;

/**
 * A finite matrix displaces a fraction of an eigenvalue at each edge: to order 1/D the mean density
 * has a quarter of an eigenvalue more there (Bai & Silverstein 2004, real entries), and 0.17 lie
 * beyond it on average, over a width of order size^(−2/3) (the integral of the Airy process's
 * density, β = 1). Together these stay below half an eigenvalue, in one bin or across a gap.
 */
const DISPLACED = 0.5;

function edgeFloor({ eta }: Problem, width: number): number {
  return DISPLACED / (eta.length * width);
}

/** The share of eigenvalues that the theory has between zero and the round-off of the largest. */
function lostToRoundOff({ law, rank }: Problem): number {
  return 2 * Math.max(law.cumulative([resolution(rank, law.edges[law.edges.length - 1])])[0] - law.atom, 0);
}

/** The first term that the mean logarithm leaves out, of order 1/(D (N − D)) for each factor. */
function nextOrderOfMeanLog({ eta, sizes }: Problem): number {
  return sizes.reduce((sum, size) => sum + 1 / Math.max(size - eta.length, 1), 0) / eta.length;
}

/** The observable's variance involves the entries' moment of this order. */
function withoutVariance({ parameters: { entries, degrees } }: Problem, order: number): string | undefined {
  if (entries !== 'student' || degrees > order) return undefined;
  return `with ${degrees} degrees of freedom its variance is infinite: the median is shown`;
}
