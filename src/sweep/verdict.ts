import type { Judged } from '../judge/judge.ts';
import type { Cell } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import { plain as plainValue } from '../record/points.ts';
import { combineVerdicts, type Verdict } from '../statistics/equivalence.ts';
import { count, plain, withoutNumbers } from '../statistics/sentences.ts';
import type { AnySystem } from '../systems/contract.ts';
import type { Grid } from './grid.ts';

/** How the numbers of an observable, derived observable or claim came out over the grid. */
export interface ObservableVerdict {
  verdict: Verdict | 'not judged';
  holds: number;
  broken: number;
  unresolved: number;
  notJudged: number;
  /** Of those that decide the verdict the one furthest out, in settings that can be typed. */
  worst?: { settings: Record<string, number | string | boolean>; coordinate?: number; deviation?: number };
  sentence: string;
}

export interface SweepVerdict {
  overall: Verdict | 'not judged';
  /** The observables that make the overall verdict. */
  shown: string[];
  observables: Record<string, ObservableVerdict>;
}

type Worst = NonNullable<ObservableVerdict['worst']> & { distance: number };

interface Counted {
  counts: Record<Verdict | 'not judged', number>;
  /** Theory has a number where the trials have none: the whole cannot hold. */
  missing: boolean;
  worst: Partial<Record<Verdict, Worst>>;
}

/** An assumption of the theory that is strained at so many points. */
export interface StrainedNote {
  id: string;
  points: number;
  /** That of the first of them; in those of others the numbers may differ. */
  message: string;
  settings: Worst['settings'];
}

/** Adds up the verdicts of a sweep, curve by curve. */
export class VerdictCount {
  private readonly system: AnySystem;
  private readonly shown: readonly string[];
  private readonly counted = new Map<string, Counted>();
  private readonly absent: Record<string, number> = {};
  private readonly notes = new Map<string, StrainedNote>();
  private curves = 0;

  constructor({ system }: Grid, shown: readonly string[]) {
    this.system = system;
    this.shown = shown;
  }

  /** The judged result of a plan with a single curve. */
  add(plan: Plan, { points, curves, verdict }: Judged): void {
    this.curves++;
    for (const [name, { absent }] of Object.entries(verdict.observables))
      if (absent) this.absent[name] = (this.absent[name] ?? 0) + 1;
    for (const { parameters, observables, claims, validity } of points[0]) {
      const swept = [...(plan.axis ? [plan.axis.name] : []), ...plan.families.map(({ name }) => name)];
      const settings = Object.fromEntries(swept.map((name) => [name, plainValue(parameters[name])]));
      for (const [name, cells] of Object.entries(observables))
        for (const cell of cells) this.count(name, cell, settings);
      for (const [name, cell] of Object.entries(claims)) this.count(name, cell, settings);
      for (const { id, level, message } of validity) {
        if (level !== 'strained') continue;
        const said = `${id} ${withoutNumbers(message)}`;
        const note = this.notes.get(said) ?? { id, points: 0, message, settings };
        note.points++;
        this.notes.set(said, note);
      }
    }
    const { members } = plan.curves[0];
    const settings = Object.fromEntries(plan.families.map(({ name }) => [name, plainValue(members[name])]));
    for (const along of [curves[0].derived, curves[0].claims])
      for (const [name, cell] of Object.entries(along)) this.count(name, cell, settings);
  }

  /** `open`: tasks that were not done. */
  verdict(open: number): SweepVerdict {
    const { observables, derived = {}, claims = {} } = this.system;
    const names = [observables, derived, claims].flatMap(Object.keys);
    const found = Object.fromEntries(
      names.filter((name) => this.counted.has(name)).map((name) => [name, this.verdictOn(name)]),
    );
    const isAbsent = (name: string) => !found[name] || this.absent[name] === this.curves;
    const present = this.shown.filter((name) => !isAbsent(name));
    const shown = present.length > 0 ? present : [...this.shown];
    const verdicts = shown.flatMap((name) =>
      found[name] && found[name].verdict !== 'not judged' ? [found[name].verdict] : [],
    );
    const judged = verdicts.length === 0 ? 'not judged' : combineVerdicts(verdicts);
    // What was not looked at may yet break it.
    const overall = judged === 'holds' && open > 0 ? 'unresolved' : judged;
    return { overall, shown, observables: found };
  }

  strained(): StrainedNote[] {
    return [...this.notes.values()];
  }

  private count(
    name: string,
    cell: Pick<Cell, 'coordinate' | 'missing'> & {
      judgement?: { verdict: Verdict; difference?: number; halfWidth?: number; deviation?: number };
    },
    settings: Worst['settings'],
  ): void {
    const counted = this.counted.get(name) ?? {
      counts: { holds: 0, broken: 0, unresolved: 0, 'not judged': 0 },
      missing: false,
      worst: {},
    };
    this.counted.set(name, counted);
    const { judgement, coordinate } = cell;
    if (cell.missing) counted.missing = true;
    counted.counts[judgement?.verdict ?? 'not judged']++;
    if (!judgement) return;
    const { verdict, difference = 0, halfWidth = 0, deviation } = judgement;
    const distance = halfWidth > 0 ? Math.abs(difference) / halfWidth : Math.abs(deviation ?? 0);
    const before = counted.worst[verdict];
    if (before && before.distance >= distance) return;
    counted.worst[verdict] = {
      distance,
      settings,
      ...(coordinate !== undefined && { coordinate }),
      ...(deviation !== undefined && Number.isFinite(deviation) && { deviation }),
    };
  }

  private verdictOn(name: string): ObservableVerdict {
    const { counts, missing, worst } = this.counted.get(name)!;
    const { holds, broken, unresolved, 'not judged': notJudged } = counts;
    const judged = holds + broken + unresolved;
    const verdict =
      broken > 0 ? 'broken' : unresolved > 0 || missing ? 'unresolved' : judged > 0 ? 'holds' : 'not judged';
    const place = verdict === 'not judged' ? undefined : worst[verdict];
    const { distance: _, ...shown } = place ?? { distance: 0 };
    const all = { verdict, holds, broken, unresolved, notJudged } as const;
    return {
      ...all,
      ...(place && { worst: shown as ObservableVerdict['worst'] }),
      sentence: this.sentence(name, all, place),
    };
  }

  private sentence(name: string, { verdict, ...counts }: Omit<ObservableVerdict, 'sentence'>, worst?: Worst): string {
    const { observables, derived = {}, claims = {} } = this.system;
    const { label, symbol }: { label: string; symbol?: string } = observables[name] ?? derived[name] ?? claims[name];
    const subject = symbol === undefined ? label : `${label} ${symbol}`;
    const judged = counts.holds + counts.broken + counts.unresolved;
    if (judged === 0) return `${subject}: not judged at ${count(counts.notJudged, 'place')}`;
    const parts = (['holds', 'broken', 'unresolved'] as const)
      .filter((one) => counts[one] > 0)
      .map((one) => `${one} at ${counts[one]}`);
    const others = counts.notJudged > 0 ? `; ${counts.notJudged} not judged` : '';
    return `${verdict}: ${subject} ${parts.join(', ')} of ${count(judged, 'place')}${others}${worst && verdict !== 'holds' ? `; furthest off ${placeWords(worst)}` : ''}`;
  }
}

function placeWords({ settings, coordinate, deviation }: Worst): string {
  const where = coordinate === undefined ? '' : ` at ${plain(coordinate, 4)}`;
  const at = `${settingWords(settings)}${where}`;
  return deviation === undefined ? at : `by ${plain(100 * deviation, 3)} % at ${at}`;
}

/** As they are typed. */
export function settingWords(settings: Worst['settings']): string {
  const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return words.join(' ') || 'its one point';
}
