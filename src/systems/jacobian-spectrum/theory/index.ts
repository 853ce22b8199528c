// `orrery-lab/theory/jacobian-spectrum`. Singular values of a random network's Jacobian: moments
// at finite and infinite width, and spectra by free probability.

export * from './moments.ts';
export * from './spectrum.ts';
