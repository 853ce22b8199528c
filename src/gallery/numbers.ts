import type { Summarized } from '../judge/judge.ts';
import type { Cell } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import { usualConditions } from '../plan/preset.ts';
import { parameterMeta } from '../plan/settings.ts';
import { plain } from '../statistics/sentences.ts';
import type { Published } from '../systems/contract.ts';
import type { Entry } from './entries.ts';

/** One number of a published figure: as published, as predicted, as measured. */
export interface Comparison {
  /** The observable. */
  of: string;
  /** The point in words, `P = 90, σ² = 0.1`; empty where there is one alone. */
  at: string;
  published?: Published;
  predicted?: number;
  measured?: Cell['measured'];
}

/** Of an observable without published numbers, so many are shown, spread evenly. */
const SHOWN = 4;

/**
 * The numbers of an entry, of each observable that it shows: those that the publication gives, or
 * some of those that theory does.
 */
export function numbersOf(
  { preset, system }: Entry,
  plan: Plan,
  { points, curves }: Pick<Summarized, 'points' | 'curves'>,
): Comparison[] {
  const published = preset.published ?? [];
  return usualConditions(system, preset).shown.flatMap((of) => {
    const all = placesOf(plan, of, { points, curves });
    const given = published.filter((one) => one.of === of);
    if (given.length > 0)
      return given.map((one) => {
        const place = all.find(({ values }) => agrees(values, one.at ?? {}));
        if (!place) throw new Error(`${system.id}/${preset.id} has no point ${JSON.stringify(one.at)} of ${of}`);
        return { ...comparison(of, place), published: one };
      });
    const predicted = all.filter(({ cell }) => cell.predicted !== undefined);
    return spread(predicted.length > 0 ? predicted : all, SHOWN).map((place) => comparison(of, place));
  });
}

/**
 * A number, the parameters and coordinates that it is of, and in words those that tell it from the
 * others.
 */
interface Place {
  cell: Cell;
  values: Record<string, unknown>;
  words: string[];
}

function placesOf(plan: Plan, of: string, { points, curves }: Pick<Summarized, 'points' | 'curves'>): Place[] {
  const { system, axis, families } = plan;
  const swept = [...families.map(({ name }) => name), ...(axis ? [axis.name] : [])];
  const place = (cell: Cell, parameters: Record<string, unknown>, names: string[]): Place => {
    const values = { ...parameters };
    const words = names.map((name) => `${parameterMeta(system, name)?.symbol ?? name} = ${shown(values[name])}`);
    const { over } = system.observables[of] ?? {};
    const along = over === undefined ? [] : typeof over === 'string' ? [over] : over;
    for (const [i, name] of along.entries()) {
      const value = i === 0 ? cell.coordinate : cell.second;
      values[name] = value;
      words.push(`${system.coordinates![name].symbol} = ${shown(value)}`);
    }
    return { cell, values, words };
  };
  if (curves.some(({ derived }) => derived[of]))
    return curves.flatMap(({ derived }, c) =>
      derived[of] ? [place(derived[of], points[c][0].parameters, swept.slice(0, families.length))] : [],
    );
  return points
    .flat()
    .flatMap(({ observables, parameters }) => (observables[of] ?? []).map((cell) => place(cell, parameters, swept)));
}

function comparison(of: string, { cell: { predicted, measured }, words }: Place): Comparison {
  return { of, at: words.join(', '), predicted, measured };
}

function agrees(values: Record<string, unknown>, wanted: Record<string, number | string>): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const found = values[name];
    if (typeof found !== 'number' || typeof value !== 'number') return found === value;
    return Math.abs(found - value) <= 1e-6 * Math.abs(value);
  });
}

function spread<T>(all: T[], count: number): T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? plain(value, 3) : String(value);
}
