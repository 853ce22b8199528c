import { z } from 'zod';
import { BadInput } from '../../numeric/errors.ts';
import { type Law, openLaw } from '../../scaling-laws/saved-law.ts';
import { count, plain } from '../../statistics/sentences.ts';
import { checkedReport, type SavedReport } from './saved-report.ts';

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

/** Throws `BadInput` for a report that lacks what a plan takes of it. */
export function readFit(saved: SavedReport): SavedFit {
  const { backTest, values, notes } = checkedReport(saved, 'saved', report);
  const { name, origin, sha256 } = saved;
  const open = notes.find(({ id }) => id === 'one-proportion' || id === 'rising');
  if (open) throw new BadInput(`${name} knows no best size: ${open.message}; train runs that tell, and fit again`);
  return {
    ...{ backTest, notes, formula: values.formula, operations: values.operations, law: openLaw(values.saved) },
    heldOut: values.heldOut && { law: openLaw(values.heldOut.saved), points: values.heldOut.points },
    reading: `${name}: a fit of ${values.formula} to ${count(values.runs, 'run')}, the dearest of ${plain(values.saved.dearest, 3)} FLOP, with ${count(values.saved.resampled.length, 'resample')}`,
    ...{ origin, sha256 },
  };
}
