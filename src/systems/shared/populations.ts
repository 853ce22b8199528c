import { type SpectrumSpec, spectrum, type TargetSpec } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { actsOnlyWith, noEffect } from './inert.ts';

// Populations as the fields of `fields.ts` describe them.

type Named = 'isotropic' | 'power-law';

type SpectrumFields = { dimension: number; decay: number } & (
  | { spectrum: Named | number[] }
  /** Pairs of an eigenvalue and its share: who offers `blocks` has to have them. */
  | { spectrum: Named | 'blocks' | number[]; blocks: [number, number][] }
);

/** The spectrum that these fields describe. */
export function spectrumOf(fields: SpectrumFields): SpectrumSpec {
  const { spectrum, dimension, decay } = fields;
  if (Array.isArray(spectrum)) return { type: 'list', values: spectrum };
  if (spectrum === 'isotropic') return { type: 'isotropic', dimension };
  if (spectrum === 'power-law') return { type: 'power-law', dimension, decay };
  const { blocks } = fields as Extract<SpectrumFields, { blocks: unknown }>;
  const [values, fractions] = [blocks.map(([value]) => value), blocks.map(([, share]) => share)];
  return { type: 'blocks', values, fractions, dimension };
}

/**
 * Its eigenvalues. Throws `BadInput` where none is above 0, so that there is nothing to `do`, and
 * where sums of their squares are beyond double precision.
 */
export function eigenvaluesOf(spec: SpectrumSpec, todo: string): Float64Array {
  const eta = spectrum(spec);
  const largest = eta.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) throw new BadInput(`spectrum has no eigenvalue above 0, so there is nothing to ${todo}`);
  requireSquares('spectrum', eta);
  if (largest < SMALLEST)
    throw new BadInput(
      `the largest eigenvalue of spectrum is ${largest}, whose square is below double precision; give values above ${SMALLEST}, as in another unit of the inputs`,
    );
  return eta;
}

/** Sums of squares of numbers in between keep clear of the ends of double precision. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

function requireSquares(key: string, values: ArrayLike<number>): void {
  for (let k = 0; k < values.length; k++)
    if (values[k] > LARGEST)
      throw new BadInput(
        `${key} holds ${values[k]} as entry ${k + 1}, whose square is beyond double precision; give values up to ${LARGEST}, as in another unit`,
      );
}

interface TargetFields {
  spectrum: SpectrumFields['spectrum'];
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
  requireSquares('target', target);
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
    requireSquares('testSpectrum', testSpectrum);
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
