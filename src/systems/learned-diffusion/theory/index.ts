// `orrery-lab/theory/learned-diffusion`. Denoisers that have learned a covariance from few images.

export { sharesOfMixtures, sharesOfModes, whenHalf } from './emergence.ts';
export { type SamplingMap, samplingMap, similarityOfHalves } from './similarity.ts';
