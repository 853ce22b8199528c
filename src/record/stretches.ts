import type { PointResult } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import { plain, withoutNumbers } from '../statistics/sentences.ts';
import type { ValidityNote } from '../systems/contract.ts';

/**
 * A validity note with where on the axis it applies, empty where that is everywhere: `at P = 20`,
 * `between P = 20 and 45`.
 */
export interface Stretch extends ValidityNote {
  where: string;
}

/**
 * What is read off a point: its notes, and how far measurement is from theory where it is known.
 */
type Noted = Pick<PointResult, 'parameters' | 'validity'> & Partial<Pick<PointResult, 'observables'>>;

/**
 * Each note once, and once for each thing that it says: messages that differ in their numbers alone
 * are one. Its message is that of the point where the theory fares worst, by the measured deviation
 * in units of the margin; without a measurement, that of the first point.
 */
export function stretchesOf(plan: Plan, points: Noted[][]): Stretch[] {
  const found = new Map<string, { note: ValidityNote; worst: number; at: number[] }>();
  const all = points.flat();
  for (const point of all) {
    const distance = point.validity.length > 0 ? furthest(point) : 0;
    for (const note of point.validity) {
      const said = `${note.id} ${withoutNumbers(note.message)}`;
      const entry = found.get(said) ?? { note, worst: distance, at: [] };
      found.set(said, entry);
      if (distance > entry.worst) Object.assign(entry, { note, worst: distance });
      if (plan.axis) entry.at.push(Number(point.parameters[plan.axis.name]));
    }
  }
  return [...found.values()].map(({ note, at }) => ({ ...note, where: stretchWords(plan, at, all.length) }));
}

function furthest({ observables = {} }: Noted): number {
  const distances = Object.values(observables)
    .flat()
    .flatMap(({ judgement }) => (judgement ? [Math.abs(judgement.difference) / judgement.halfWidth] : []));
  return Math.max(0, ...distances.filter(Number.isFinite));
}

function stretchWords(plan: Plan, at: number[], count: number): string {
  if (!plan.axis || at.length === count || at.some(Number.isNaN)) return '';
  const symbol = parameterMeta(plan.system, plan.axis.name)?.symbol ?? plan.axis.name;
  const [low, high] = [Math.min(...at), Math.max(...at)].map((value) => plain(value, 3));
  return low === high ? `at ${symbol} = ${low}` : `between ${symbol} = ${low} and ${high}`;
}

/**
 * Where on the axis an observable stops to hold, if that is one place: `holds up to α = 0.3, and is
 * broken from α = 1`.
 */
export function crossingWords(plan: Plan, row: PointResult[], name: string): string | undefined {
  const { axis, system } = plan;
  if (!axis || system.observables[name] === undefined) return undefined;
  const verdicts = row
    .map(({ parameters, observables }) => ({
      at: Number(parameters[axis.name]),
      verdicts: (observables[name] ?? []).flatMap(({ judgement }) => judgement?.verdict ?? []),
    }))
    .sort((a, b) => a.at - b.at);
  const broken = verdicts.filter(({ verdicts: all }) => all.includes('broken')).map(({ at }) => at);
  const holds = verdicts
    .filter(({ verdicts: all }) => all.length > 0 && all.every((one) => one === 'holds'))
    .map(({ at }) => at);
  if (broken.length === 0 || holds.length === 0 || [...broken, ...holds].some(Number.isNaN)) return undefined;
  const symbol = parameterMeta(system, axis.name)?.symbol ?? axis.name;
  const say = (value: number) => `${symbol} = ${plain(value, 3)}`;
  const [firstBroken, lastBroken] = [broken[0], broken.at(-1)!];
  if (holds.at(-1)! < firstBroken) return `holds up to ${say(holds.at(-1)!)}, and is broken from ${say(firstBroken)}`;
  if (holds[0] > lastBroken) return `is broken up to ${say(lastBroken)}, and holds from ${say(holds[0])}`;
  return undefined;
}
