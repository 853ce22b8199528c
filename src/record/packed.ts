import { z } from 'zod';
import type { TrialOutcome, TrialValues } from '../measure/trials.ts';
import type { Exhibit, Measured } from '../systems/contract.ts';

/**
 * Curves and matrices in base64 of their float64 in little-endian order: their bits, in little
 * room.
 */
export type Array64 = { f64: string };
/** What JSON would write as another number. */
type Odd = { number: '-0' };
/** An outcome as a line of JSON has it. */
export type Packed =
  | { failed: string }
  | (Omit<TrialValues, 'observables' | 'exhibits'> & {
      observables: Record<string, number | Odd | Array64>;
      exhibits?: (Omit<Exhibit, 'values'> & { values: Array64 })[];
    });

const words = z.record(z.string(), z.string());
const array64 = z.object({ f64: z.base64().refine((text) => Buffer.byteLength(text, 'base64') % 8 === 0) });
export const PACKED = z.union([
  z.looseObject({ failed: z.string() }),
  z.looseObject({
    failed: z.never().optional(),
    observables: z.record(z.string(), z.union([z.number(), z.object({ number: z.literal('-0') }), array64])),
    withoutValue: words.optional(),
    without: words.optional(),
    exhibits: z
      .array(z.object({ title: z.string(), rows: z.int().min(0), columns: z.int().min(0), values: array64 }))
      .optional(),
  }),
]);

export function packed(outcome: TrialOutcome): Packed {
  if ('failed' in outcome) return outcome;
  const { observables, exhibits, ...rest } = outcome;
  return {
    observables: Object.fromEntries(
      Object.entries(observables).map(([name, value]) => [
        name,
        typeof value !== 'number' ? toText(value) : Object.is(value, -0) ? { number: '-0' } : value,
      ]),
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
      Object.entries(observables).map(([name, value]): [string, Measured] => [
        name,
        typeof value === 'number' ? value : 'number' in value ? -0 : fromText(value),
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
