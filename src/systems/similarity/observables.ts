import { defineObservables } from '../contract.ts';
import type { SimilarityProblem } from './problem.ts';

/**
 * A quarter of the deviation of one debiased value of independent representations: a mean that is
 * off by less is of no consequence to whoever takes one value.
 */
const quarterOfNull = ({ parameters: { samples: n } }: SimilarityProblem) => 0.25 * Math.sqrt(2 / (n * (n - 3)));

export const observables = defineObservables<SimilarityProblem>()({
  cka: {
    label: 'linear CKA',
    symbol: 'C',
    description:
      'centred alignment of the Gram matrices, as it is usually taken: not 0 for independent representations',
    scale: 'linear',
  },
  debiased: {
    label: 'debiased linear CKA',
    symbol: 'C_u',
    description: 'the same from unbiased estimates: of mean 0 for independent representations',
    scale: 'linear',
    floor: quarterOfNull,
  },
  spread: {
    label: 'variance of debiased CKA',
    symbol: 'Var C_u',
    description: 'of debiased linear CKA, from sample to sample',
    scale: 'log',
  },
  gaussianCka: {
    label: 'CKA of Gaussian kernels',
    symbol: 'C_G',
    description: 'with kernels of Gaussian shape, as wide as the median distance',
    scale: 'linear',
    theory: 'none',
  },
  gaussianDebiased: {
    label: 'debiased CKA of Gaussian kernels',
    symbol: 'C_G,u',
    description: 'the same from unbiased estimates; predicted for many inputs',
    scale: 'linear',
    floor: quarterOfNull,
  },
  meanSquaredCorrelation: {
    label: 'canonical correlations',
    symbol: 'mean ρ̂²',
    description:
      'mean of the squared correlations, which invertible linear maps cannot change; none where p + q reaches n',
    scale: 'linear',
  },
  svcca: {
    label: 'SVCCA',
    symbol: 'mean ρ̂_d²',
    description: 'the same of the first principal components alone; predicted of independent representations',
    scale: 'linear',
  },
  procrustes: {
    label: 'Procrustes similarity',
    symbol: '‖XᵀY‖∗/|X||Y|',
    description: 'after the best rotation of one into the other; predicted of independent representations',
    scale: 'linear',
  },
  neighbours: {
    label: 'mutual neighbours',
    symbol: 'N_k',
    description: 'share of the k nearest inputs that are the same; predicted of independent representations',
    scale: 'linear',
  },
});

export type SimilarityObservable = keyof typeof observables;
