import { targetWeights } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import { eigenvaluesOf, spectrumOf, targetOf } from './populations.ts';

/** A population in the eigenbasis of its covariance, with a target of power 1. */
export interface UnitTarget {
  /** Eigenvalues η_k > 0. */
  eta: Float64Array;
  modes: Modes;
  /** w̄_k, with Σ η_k w̄_k² = 1. */
  target: Float64Array;
}

type Fields = Parameters<typeof spectrumOf>[0] & Parameters<typeof targetOf>[0];

/** Throws `BadInput` for fields that contradict each other. Neighbouring points share one. */
export const unitTarget: (fields: Fields) => UnitTarget = remember(
  (fields: Fields) => {
    const spec = spectrumOf(fields);
    const all = eigenvaluesOf(spec, 'learn');
    const squares = targetWeights(targetOf(fields, all.length), spec);
    const seen = [...all.keys()].filter((k) => all[k] > 0);
    const eta = Float64Array.from(seen, (k) => all[k]);
    const power = seen.reduce((sum, k) => sum + all[k] * squares[k], 0);
    if (!(power > 0))
      throw new BadInput('the target has no power where the spectrum has any: change target or spectrum');
    return {
      eta,
      modes: prepareModes(eta),
      target: Float64Array.from(seen, (k) => Math.sqrt(squares[k] / power)),
    };
  },
  (fields) =>
    JSON.stringify([
      fields.spectrum,
      fields.dimension,
      fields.decay,
      'blocks' in fields ? fields.blocks : undefined,
      fields.target,
      fields.source,
    ]),
);
