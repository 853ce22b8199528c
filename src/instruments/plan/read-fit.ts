import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { BadInput } from '../../numeric/errors.ts';
import { type Law, openLaw } from '../../scaling-laws/saved-law.ts';
import { count, plain } from '../../statistics/sentences.ts';
import { inWords } from '../../systems/given.ts';
import type { InputFile } from '../contract.ts';

const column = z.enum(['N', 'D', 'U', 'C']);
const numbers = z.array(z.number());
const verdict = z.enum(['holds', 'broken', 'unresolved']);

const savedLaw = z.object({
  ...{ form: z.string(), columns: z.array(column).min(1), middle: numbers },
  ...{ coordinates: numbers, resampled: z.array(numbers).min(20) },
  ...{ scatter: z.number().min(0), straying: z.number().min(0), runs: z.int().min(1) },
  ...{ dearest: z.number().positive(), costIn: column },
});

const heldOut = z.object({
  saved: savedLaw,
  points: z.array(
    z.object({ at: z.partialRecord(column, z.number().positive()), cost: z.number(), loss: z.number().positive() }),
  ),
});

/** What a plan takes of a report of `fit`. */
const report = z.object({
  backTest: z.object({ verdict, sentence: z.string() }),
  values: z.object({
    ...{ formula: z.string(), runs: z.number(), operations: z.number().positive() },
    ...{ saved: savedLaw, heldOut: heldOut.optional() },
  }),
  notes: z.array(
    z.object({ id: z.string(), title: z.string(), level: z.enum(['note', 'strained']), message: z.string() }),
  ),
});

/** A fit as its report has it. */
export interface SavedFit {
  law: Law;
  formula: string;
  operations: number;
  backTest: z.output<typeof report>['backTest'];
  /** The law of the cheaper runs, and the runs that were held out from it. */
  heldOut: { law: Law; points: z.output<typeof heldOut>['points'] } | undefined;
  notes: z.output<typeof report>['notes'];
  reading: string;
  origin: string;
  sha256: string;
}

const HOW = 'give the folder that fit left, or the report.json in it';

/** Throws `BadInput` for what is no report of `fit`, or lacks what a plan takes of it. */
export async function readFit(file: InputFile): Promise<SavedFit> {
  const bytes = await file.bytes();
  const found = jsonOf(bytes, file.name);
  const { schema, instrument } = found;
  if (typeof instrument !== 'string') throw new BadInput(`${file.name} is JSON, but no report; ${HOW}`);
  if (instrument !== 'fit')
    throw new BadInput(
      `${file.name} is a report of ${instrument.slice(0, 40)}, but a plan is made from one of fit; ${HOW}`,
    );
  if (schema !== undefined && schema !== 'orrery-report/1')
    throw new BadInput(`${file.name} is of the kind ${inWords(schema)}, which another version wrote; run fit again`);
  if (!(found.values as { saved?: unknown } | undefined)?.saved)
    throw new BadInput(`${file.name} was saved before reports of fit had what a plan takes; run fit again`);
  const read = report.safeParse(found);
  if (!read.success) {
    const [{ path, message }] = read.error.issues;
    throw new BadInput(`${file.name}: ${path.join('.')}: ${message}; has the report been edited? Run fit again`);
  }
  const { backTest, values, notes } = read.data;
  const open = notes.find(({ id }) => id === 'one-proportion' || id === 'rising');
  if (open) throw new BadInput(`${file.name} knows no best size: ${open.message}; train runs that tell, and fit again`);
  return {
    ...{ backTest, notes, formula: values.formula, operations: values.operations, law: openLaw(values.saved) },
    heldOut: values.heldOut && { law: openLaw(values.heldOut.saved), points: values.heldOut.points },
    reading: `${file.name}: a fit of ${values.formula} to ${count(values.runs, 'run')}, the dearest of ${plain(values.saved.dearest, 3)} FLOP, with ${count(values.saved.resampled.length, 'resample')}`,
    origin: file.origin,
    sha256: bytesToHex(sha256(bytes)),
  };
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
