import { isDeepStrictEqual } from 'node:util';
import { BadInput } from '../numeric/errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { canonicalJson } from '../plan/point-key.ts';
import { readSetting, type Settings } from '../plan/settings.ts';
import type { Header } from '../record/header.ts';
import type { KnownTrials } from '../record/journal.ts';
import type { Manifest } from '../record/record.ts';
import { sourcesDiffer } from '../record/same-trials.ts';
import { looksBefore } from './looks.ts';
import { scanTrials } from './scan-trials.ts';

/** A record that is to be joined with others. */
export interface Part {
  folder: string;
  header: Header & Partial<Manifest>;
  /** Made again from its settings, with its files opened. */
  plan: Plan;
  settings: Settings;
}

/** What several records are together. */
export interface Joined {
  plan: Plan;
  settings: Settings;
  trials: KnownTrials;
  /** counts[curve][point]: trials before the first that is missing. */
  counts: number[][];
  /** As a run that made all of them would have been asked. */
  asked: number | 'auto';
  looksBefore: number;
}

/** Throws `BadInput` naming two records that are not of one experiment. */
export function checkAlike([first, ...others]: readonly {
  folder: string;
  header: Header & Partial<Manifest>;
}[]): void {
  for (const { folder, header } of others) {
    const { header: own } = first;
    const differing =
      sourcesDiffer(own, header) ??
      [
        { what: 'margin', a: own.margin, b: header.margin },
        { what: 'shown observables', a: own.shown.join(', '), b: header.shown.join(', ') },
        { what: 'scales', a: own.scales.join(', '), b: header.scales.join(', ') },
      ].find(({ a, b }) => a !== b);
    if (differing)
      throw new BadInput(
        `${first.folder} and ${folder} cannot be joined: the ${differing.what} of one is ${differing.a}, and of the other ${differing.b}`,
      );
  }
}

/**
 * Joins the plans and the trials of records of one experiment. Throws `BadInput` where no one plan
 * has just their points, and where two of them have one trial with different numbers.
 */
export async function join(parts: readonly Part[]): Promise<Joined> {
  checkAlike(parts);
  const { plan, settings } = joinPlans(parts);
  const trials = await joinTrials(parts);
  const counts = plan.curves.map(({ points }) => points.map(({ key }) => wholeOf(trials.get(key))));
  const most = counts.flat().reduce((so, count) => Math.max(so, count), 0);
  if (most === 0) throw new BadInput(`${parts.map(({ folder }) => folder).join(' and ')} have no trials to be joined`);
  const asked = parts.some(({ header }) => header.trials === 'auto') ? 'auto' : most;
  const { margin, shown } = parts[0].header;
  const looks = looksBefore(
    parts.map(({ header }) => header),
    { trials: asked, margin, shown },
  );
  return { plan, settings, trials, counts, asked, looksBefore: looks };
}

/**
 * One that has just the points of all: that of each, or one in which a single key has the values of
 * all.
 */
function joinPlans(parts: readonly Part[]): Pick<Part, 'plan' | 'settings'> {
  const [first] = parts;
  const wanted = new Set(parts.flatMap(({ plan }) => keysOf(plan)));
  if (parts.every(({ plan }) => keysOf(plan).length === wanted.size)) {
    const alike = parts.every(({ plan }) => canonicalJson(keysOf(plan)) === canonicalJson(keysOf(first.plan)));
    if (alike) return first;
  }
  const names = [...new Set(parts.flatMap(({ settings }) => Object.keys(settings)))];
  const differing = names.filter(
    (name) => new Set(parts.map(({ settings }) => canonicalJson(settings[name] ?? null))).size > 1,
  );
  const refusal = (why: string) =>
    new BadInput(
      `${parts.map(({ folder }) => folder).join(' and ')} cannot be joined: ${why}; records of one plan can, and of plans that differ in the values of one key`,
    );
  if (differing.length !== 1)
    throw refusal(differing.length === 0 ? 'their points differ' : `their settings differ in ${differing.join(', ')}`);
  const [name] = differing;
  const values = [...new Set(parts.flatMap((part) => valuesOf(part, name)))];
  if (values.every((value) => typeof value === 'number')) values.sort((a, b) => Number(a) - Number(b));
  const settings = { ...first.settings, [name]: values.join(',') };
  const plan = makePlan(first.plan.system, settings, first.header.scales);
  const keys = new Set(keysOf(plan));
  if (keys.size !== wanted.size || [...wanted].some((key) => !keys.has(key)))
    throw refusal(`a plan over all their values of ${name} has points that none of them has`);
  return { plan, settings };
}

/** The values of a key that a part goes through, as they are before sizes are multiplied. */
function valuesOf({ plan, settings }: Part, name: string): unknown[] {
  const swept = [...(plan.axis ? [plan.axis] : []), ...plan.families].find((one) => one.name === name);
  if (swept) return swept.values;
  const reading = readSetting(name, settings[name] ?? plan.fixed[name]);
  return reading.kind === 'value' ? [reading.value] : reading.values;
}

async function joinTrials(parts: readonly Part[]): Promise<KnownTrials> {
  const trials: KnownTrials = new Map();
  const from = new Map<string, string[]>();
  for (const { folder } of parts)
    await scanTrials(
      folder,
      () => true,
      (point, trial, outcome) => {
        const [outcomes, folders] = [trials.get(point) ?? [], from.get(point) ?? []];
        if (outcomes[trial] === undefined) [outcomes[trial], folders[trial]] = [outcome, folder];
        else if (!isDeepStrictEqual(outcomes[trial], outcome))
          throw new BadInput(
            `${folders[trial]} and ${folder} both have trial ${trial} of point ${point}, with different numbers: one of them is not what it says, and orrery verify tells which`,
          );
        trials.set(point, outcomes);
        from.set(point, folders);
      },
    );
  return trials;
}

function keysOf({ curves }: Plan): string[] {
  return [...new Set(curves.flatMap(({ points }) => points.map(({ key }) => key)))];
}

function wholeOf(outcomes: KnownTrials extends Map<string, infer T> ? T | undefined : never): number {
  let whole = 0;
  while (outcomes?.[whole] !== undefined) whole++;
  return whole;
}
