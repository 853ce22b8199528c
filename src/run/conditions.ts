import { BadInput } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { inWords } from '../systems/given.ts';
import { didYouMean } from '../systems/suggest.ts';

/** What a run is made under, as somebody gave it. */
interface Given {
  trials: unknown;
  counts?: unknown;
  seed: unknown;
  shown: unknown;
  margin: unknown;
  budget: unknown;
  budgetBy?: unknown;
}

/**
 * Holds conditions against what they may be, whoever gave them: the command line, a page, code or a
 * record. Nothing need be shown. Throws `BadInput` naming the field, what was given and what is
 * allowed.
 */
export function checkConditions(plan: Plan, { trials, counts, seed, shown, margin, budget, budgetBy }: Given): void {
  if (trials !== 'auto' && !isWhole(trials, 1, 1e6))
    throw refusal('trials', trials, "'auto' or a whole number from 1 to 1000000", "trials: 'auto' or trials: 32");
  if (typeof seed !== 'string' || seed === '')
    throw refusal('seed', seed, 'a text that is not empty', `seed: '${isWhole(seed, 0, Infinity) ? seed : 1}'`);
  if (!isBetween(margin, 1e-6, 1)) throw refusal('margin', margin, 'a number from 1e-6 to 1', 'margin: 0.05');
  if (budgetBy !== undefined && budgetBy !== 'clock' && budgetBy !== 'estimate')
    throw refusal('budgetBy', budgetBy, "'clock' or 'estimate'", "budgetBy: 'clock'");
  if (!isBetween(budget, 0, Infinity)) throw refusal('budget', budget, 'a number of seconds from 0 up', 'budget: 30');
  checkShown(plan, shown);
  if (counts !== undefined) checkCounts(plan, counts);
}

/** Throws `BadInput` for a number of threads that cannot be. */
export function checkJobs(jobs: unknown): void {
  if (!isWhole(jobs, 1, 256)) throw refusal('jobs', jobs, 'a whole number from 1 to 256', 'jobs: 4');
}

function checkShown({ system }: Plan, shown: unknown): void {
  const known = [system.observables, system.derived ?? {}, system.claims ?? {}].flatMap(Object.keys);
  const example = `shown: ['${system.shown[0] ?? known[0]}']`;
  if (!Array.isArray(shown)) throw refusal('shown', shown, `an array of names of observables`, example);
  for (const name of shown) {
    if (typeof name !== 'string') throw refusal('a name in shown', name, `one of ${known.join(', ')}`, example);
    if (!known.includes(name))
      throw new BadInput(
        `shown: ${system.id} has no observable '${name}'${didYouMean(name, known)}; it has ${known.join(', ')}`,
      );
  }
}

function checkCounts({ curves }: Plan, counts: unknown): void {
  const shape = curves.map(({ points }) => points.length);
  const isRow = (row: unknown, length: number) =>
    Array.isArray(row) && row.length === length && row.every((count) => isWhole(count, 0, 1e6));
  if (Array.isArray(counts) && counts.length === shape.length && shape.every((length, c) => isRow(counts[c], length)))
    return;
  const rows = shape.length === 1 ? 'one array' : `${shape.length} arrays`;
  const example = shape.map((length) => Array(Math.min(length, 3)).fill(8)).slice(0, 3);
  throw refusal(
    'counts',
    counts,
    `${rows} of whole numbers from 0 to 1000000, one number for each point of a curve (${shape.slice(0, 5).join(', ')}${shape.length > 5 ? ', …' : ''})`,
    `something like counts: ${JSON.stringify(example)}, or leave it out`,
  );
}

function refusal(name: string, given: unknown, allowed: string, example: string): BadInput {
  return new BadInput(`${name} is ${inWords(given)}, but must be ${allowed}; try ${example}`);
}

function isBetween(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return isBetween(value, low, high) && Number.isInteger(value);
}
