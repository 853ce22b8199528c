// `orrery-lab/theory/spectra`. Spectra of sample covariances: the law, its edges and outermost
// eigenvalues, free products, Tracy–Widom.

export * from '../../../random-matrices/free-probability.ts';
export {
  isotropicKappa,
  type WhiteWishart,
  whiteWishart,
  whiteWishartIntegral,
} from '../../../random-matrices/marchenko-pastur.ts';
export { type SampleSpectrum, sampleSpectrum } from '../../../random-matrices/sample-spectrum.ts';
export {
  type DysonIndex,
  tracyWidomCdf,
  tracyWidomMoments,
  tracyWidomQuantile,
} from '../../../random-matrices/tracy-widom.ts';
export * from './elliptical-rows.ts';
export * from './mean-logarithm.ts';
export {
  expectedLargest,
  expectedSmallest,
  johnstoneScaling,
  type LargestLaw,
  largestLaw,
} from './outermost-eigenvalues.ts';
export * from './white-statistics.ts';
