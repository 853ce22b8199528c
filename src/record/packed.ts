import type { TrialOutcome, TrialValues } from '../measure/trials.ts';
import type { Exhibit, Measured } from '../systems/contract.ts';

/**
 * Curves and matrices in base64 of their float64 in little-endian order: their bits, in little
 * room.
 */
export type Array64 = { f64: string };
/** An outcome as a line of JSON has it. */
export type Packed =
  | { failed: string }
  | (Omit<TrialValues, 'observables' | 'exhibits'> & {
      observables: Record<string, number | Array64>;
      exhibits?: (Omit<Exhibit, 'values'> & { values: Array64 })[];
    });

export function packed(outcome: TrialOutcome): Packed {
  if ('failed' in outcome) return outcome;
  const { observables, exhibits, ...rest } = outcome;
  return {
    observables: Object.fromEntries(
      Object.entries(observables).map(([name, value]) => [name, typeof value === 'number' ? value : toText(value)]),
    ),
    ...rest,
    ...(exhibits && { exhibits: exhibits.map((one) => ({ ...one, values: toText(one.values) })) }),
  };
}

export function unpacked(line: Packed): TrialOutcome {
  if ('failed' in line) return line;
  const { observables, exhibits, ...rest } = line;
  return {
    observables: Object.fromEntries(
      Object.entries(observables ?? {}).map(([name, value]): [string, Measured] => [
        name,
        typeof value === 'number' ? value : fromText(value),
      ]),
    ),
    ...rest,
    ...(exhibits && { exhibits: exhibits.map((one) => ({ ...one, values: fromText(one.values) })) }),
  };
}

export function toText(values: Float64Array): Array64 {
  return { f64: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64') };
}

export function fromText({ f64 }: Array64): Float64Array {
  const bytes = Buffer.from(f64, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
