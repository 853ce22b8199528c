import { type SpectrumSpec, spectrum, type TargetSpec } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { actsOnlyWith, noEffect } from './inert.ts';

// Populations as the fields of `fields.ts` describe them.

interface SpectrumFields {
  spectrum: 'isotropic' | 'power-law' | 'blocks' | number[];
  dimension: number;
  decay: number;
  /** Pairs of an eigenvalue and its share, where `spectrum` may be `blocks`. */
  blocks?: [number, number][];
}

/** The spectrum that these fields describe. */
export function spectrumOf({ spectrum, dimension, decay, blocks = [] }: SpectrumFields): SpectrumSpec {
  if (Array.isArray(spectrum)) return { type: 'list', values: spectrum };
  if (spectrum === 'isotropic') return { type: 'isotropic', dimension };
  if (spectrum === 'power-law') return { type: 'power-law', dimension, decay };
  const [values, fractions] = [blocks.map(([value]) => value), blocks.map(([, share]) => share)];
  return { type: 'blocks', values, fractions, dimension };
}

/** Its eigenvalues. Throws `BadInput` where none is above 0, so that there is nothing to `do`. */
export function eigenvaluesOf(spec: SpectrumSpec, todo: string): Float64Array {
  const eta = spectrum(spec);
  if (!eta.some((value) => value > 0))
    throw new BadInput(`spectrum has no eigenvalue above 0, so there is nothing to ${todo}`);
  return eta;
}

interface TargetFields extends Pick<SpectrumFields, 'spectrum'> {
  target: 'uniform' | 'source' | number[];
  source: number;
}

/**
 * The target on a spectrum of so many `modes`. Throws `BadInput` for one that does not go with it.
 */
export function targetOf({ target, source, spectrum }: TargetFields, modes: number): TargetSpec {
  if (target === 'uniform') return { type: 'uniform' };
  if (target === 'source') {
    if (spectrum !== 'power-law')
      throw new BadInput(
        'target=source is defined for spectrum=power-law; choose that, or target=uniform, or give an array',
      );
    return { type: 'source', exponent: source };
  }
  if (target.length !== modes)
    throw new BadInput(`target has ${target.length} weights, but the spectrum has ${modes} modes; give one for each`);
  return { type: 'list', values: target };
}

/**
 * The test covariance's diagonal in the eigenbasis of the training covariance, whose eigenvalues
 * are `eta`. Throws `BadInput` for an array of another length.
 */
export function testSpectrumOf(testSpectrum: 'same' | 'isotropic' | 'reversed' | number[], eta: Float64Array) {
  if (Array.isArray(testSpectrum)) {
    if (testSpectrum.length !== eta.length)
      throw new BadInput(
        `testSpectrum has ${testSpectrum.length} values, but the spectrum has ${eta.length} modes; give one for each`,
      );
    return Float64Array.from(testSpectrum);
  }
  if (testSpectrum === 'reversed') return eta.toReversed();
  if (testSpectrum === 'isotropic')
    return new Float64Array(eta.length).fill(eta.reduce((sum, value) => sum + value, 0) / eta.length);
  return eta;
}

/**
 * What of `decay` and `dimension` has no effect beside the spectrum; for systems with `blocks`,
 * `inertBlocks` besides.
 */
export const inertBesideSpectrum = [
  actsOnlyWith(['decay'], 'spectrum', 'power-law'),
  noEffect<Record<string, unknown>>(
    ['dimension'],
    ({ spectrum }) => Array.isArray(spectrum),
    'has no effect with an array for spectrum, whose length it is',
  ),
];
export const inertBlocks = actsOnlyWith(['blocks'], 'spectrum', 'blocks');
export const inertSource = actsOnlyWith(['source'], 'target', 'source');
export const inertDegrees = actsOnlyWith(['degrees'], 'entries', 'student');
