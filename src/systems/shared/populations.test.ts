import { describe, expect, it } from 'vitest';
import { spectrum, targetWeights } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { eigenvaluesOf, spectrumOf, targetOf, testSpectrumOf } from './populations.ts';

const fields = { spectrum: 'isotropic' as const, dimension: 4, decay: 2 };

describe('a population by its fields', () => {
  it('has the spectrum that they name, or the one given', () => {
    const values = (changes: object) => Array.from(spectrum(spectrumOf({ ...fields, ...changes })));
    expect(values({})).toEqual([1, 1, 1, 1]);
    expect(values({ spectrum: 'power-law' })[1]).toBeCloseTo(0.25, 14);
    const blocks: [number, number][] = [
      [3, 0.5],
      [1, 0.5],
    ];
    expect(values({ spectrum: 'blocks', blocks })).toEqual([3, 3, 1, 1]);
    expect(values({ spectrum: [2, 0] })).toEqual([2, 0]);
    expect(() => eigenvaluesOf({ type: 'list', values: [0, 0] }, 'learn')).toThrow(/so there is nothing to learn/);
  });

  it('has a target that goes with it, or says why not', () => {
    const on = spectrumOf(fields);
    const target = { target: 'uniform' as const, source: 0.5, spectrum: fields.spectrum };
    expect(Array.from(targetWeights(targetOf(target, 4), on))).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(targetOf({ ...target, target: [1, 2, 3, 4] }, 4)).toMatchObject({ type: 'list' });
    expect(() => targetOf({ ...target, target: [1, 2] }, 4)).toThrow(/2 weights, but the spectrum has 4 modes/);
    expect(() => targetOf({ ...target, target: 'source' }, 4)).toThrow(BadInput);
  });

  it.each([
    [
      'a spectrum beyond squares',
      { spectrum: [1e308, 1e308] },
      /spectrum holds 1e\+308 as entry 1.*beyond double precision/,
    ],
    [
      'blocks beyond squares',
      {
        spectrum: 'blocks',
        blocks: [
          [1, 1],
          [1e200, 1],
        ],
      },
      /spectrum holds 1e\+200/,
    ],
    ['a spectrum below squares', { spectrum: [1e-310, 0] }, /largest eigenvalue of spectrum is 1e-310.*below double/],
  ] as [string, object, RegExp][])('refuses %s', (_, changes, message) => {
    expect(() => eigenvaluesOf(spectrumOf({ ...fields, ...changes }), 'learn')).toThrow(message);
  });

  it('refuses targets and test spectra beyond squares', () => {
    const target = { target: [1, 1e150], source: 0.5, spectrum: fields.spectrum };
    expect(() => targetOf(target, 2)).toThrow(/target holds 1e\+150 as entry 2/);
    expect(() => testSpectrumOf([1e101], Float64Array.of(1))).toThrow(/testSpectrum holds 1e\+101/);
  });

  it('has a test spectrum in the training eigenbasis', () => {
    const eta = Float64Array.of(3, 2, 1);
    expect(testSpectrumOf('same', eta)).toBe(eta);
    expect(Array.from(testSpectrumOf('reversed', eta))).toEqual([1, 2, 3]);
    expect(Array.from(testSpectrumOf('isotropic', eta))).toEqual([2, 2, 2]);
    expect(() => testSpectrumOf([1], eta)).toThrow(/testSpectrum has 1 values, but the spectrum has 3 modes/);
  });
});
