import { BadInput } from '../numeric/errors.ts';
import type { SpectrumSpec, TargetSpec } from './spectra.ts';

// How the evaluators of reference cases read their inputs; reference/README.md has the table of
// spectra and targets.

export type Inputs = Record<string, unknown>;

export function readSpectrum(given: unknown): SpectrumSpec {
  const spec = record(given);
  switch (spec.type) {
    case 'isotropic':
      return { type: 'isotropic', dimension: num(spec, 'D'), value: num(spec, 'value') };
    case 'powerlaw':
      return { type: 'power-law', dimension: num(spec, 'D'), decay: num(spec, 'alpha') };
    case 'exp':
      return { type: 'exponential', dimension: num(spec, 'D'), rate: num(spec, 'rate') };
    default:
      return readValues(spec, 'spectrum');
  }
}

export function readTarget(given: unknown): TargetSpec {
  const spec = record(given);
  switch (spec.type) {
    case 'uniform':
      return { type: 'uniform', norm2: num(spec, 'norm2') };
    case 'source':
      return { type: 'source', exponent: num(spec, 'r') };
    case 'powerlaw_w2':
      return { type: 'power-law', decay: num(spec, 'beta') };
    case 'single':
      return { type: 'single', index: num(spec, 'index'), weight2: num(spec, 'w2') };
    default:
      return readValues(spec, 'target');
  }
}

/** Values that are given one by one, of a spectrum and of a target alike. */
function readValues(spec: Inputs, of: string) {
  const values = () => list(spec, 'values');
  if (spec.type === 'blocks') return { type: 'blocks' as const, values: values(), multiplicities: list(spec, 'mult') };
  if (spec.type === 'list') return { type: 'list' as const, values: values() };
  throw new BadInput(`no ${of} of type '${String(spec.type)}'`);
}

export function record(given: unknown): Inputs {
  if (typeof given !== 'object' || given === null)
    throw new BadInput(`expected an object, not ${JSON.stringify(given)}`);
  return given as Inputs;
}

export function num(inputs: Inputs, key: string): number {
  const value = inputs[key];
  if (typeof value !== 'number') throw new BadInput(`${key} is ${JSON.stringify(value)}, but must be a number`);
  return value;
}

export function list(inputs: Inputs, key: string): number[] {
  const value = inputs[key];
  if (!Array.isArray(value)) throw new BadInput(`${key} is ${JSON.stringify(value)}, but must be a list of numbers`);
  return value as number[];
}

/** A matrix, as a list of its rows. */
export function rows(inputs: Inputs, key: string): number[][] {
  const value = inputs[key];
  if (!Array.isArray(value) || !value.every(Array.isArray))
    throw new BadInput(`${key} is ${JSON.stringify(value)}, but must be a list of rows of numbers`);
  return value as number[][];
}
