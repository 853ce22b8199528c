import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { BadInput } from '../../numeric/errors.ts';
import { inWords } from '../../systems/given.ts';
import type { InputFile } from '../contract.ts';

/** A report that can be planned from. */
export interface SavedReport {
  instrument: 'fit' | 'forecast';
  found: Record<string, unknown>;
  name: string;
  origin: string;
  sha256: string;
}

const HOW = 'give the folder that fit or forecast left, or the report.json in it';

/** Throws `BadInput` for what is no report of these two. */
export async function readSaved(file: InputFile): Promise<SavedReport> {
  const bytes = await file.bytes();
  const found = jsonOf(bytes, file.name);
  const { schema, instrument } = found;
  if (typeof instrument !== 'string') throw new BadInput(`${file.name} is JSON, but no report; ${HOW}`);
  if (instrument !== 'fit' && instrument !== 'forecast')
    throw new BadInput(
      `${file.name} is a report of ${instrument.slice(0, 40)}, but a plan is made from one of fit or forecast; ${HOW}`,
    );
  if (schema !== undefined && schema !== 'orrery-report/1')
    throw new BadInput(
      `${file.name} is of the kind ${inWords(schema)}, which another version wrote; run ${instrument} again`,
    );
  return { instrument, found, name: file.name, origin: file.origin, sha256: bytesToHex(sha256(bytes)) };
}

/** What a plan takes of a report, of which `values` has to hold `key`. Throws `BadInput`. */
export function checkedReport<T extends z.ZodType>(
  { instrument, found, name }: SavedReport,
  key: string,
  schema: T,
): z.output<T> {
  const values = found.values as Record<string, unknown> | undefined;
  if (!values?.[key])
    throw new BadInput(
      `${name} was saved before reports of ${instrument} had what a plan takes; run ${instrument} again`,
    );
  const read = schema.safeParse(found);
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues;
  throw new BadInput(`${name}: ${path.join('.')}: ${message}; has the report been edited? Run ${instrument} again`);
}

function jsonOf(bytes: Uint8Array, name: string): Record<string, unknown> {
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new BadInput(`${name} does not read as JSON; ${HOW}. A table of runs goes to fit first`);
  }
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Record<string, unknown>;
  throw new BadInput(`${name} is JSON, but no report; ${HOW}`);
}
