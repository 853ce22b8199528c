import type { PointResult } from '../judge/summary.ts';
import type { Place, Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import { plain, withoutNumbers } from '../statistics/sentences.ts';
import type { ValidityNote } from '../systems/contract.ts';

/**
 * A validity note with where it applies, empty where that is everywhere: `at P = 20`, `between P =
 * 20 and 45 with λ = 0.1`.
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
 * in units of the margin; without a measurement, that of the first point. Where others say other
 * numbers, it says of which point its own are.
 */
export function stretchesOf(plan: Plan, points: Noted[][]): Stretch[] {
  const found = new Map<string, Said>();
  for (const [curve, row] of points.entries())
    for (const [point, noted] of row.entries()) {
      const distance = noted.validity.length > 0 ? furthest(noted) : 0;
      for (const note of noted.validity) {
        const said = `${note.id} ${withoutNumbers(note.message)}`;
        const entry: Said = found.get(said) ?? {
          note,
          worst: distance,
          of: { curve, point },
          messages: new Set(),
          at: [],
        };
        found.set(said, entry);
        if (distance > entry.worst) Object.assign(entry, { note, worst: distance, of: { curve, point } });
        entry.messages.add(note.message);
        entry.at.push({ curve, point });
      }
    }
  return [...found.values()].map(({ note, of, messages, at }) => ({
    ...note,
    message: messages.size > 1 ? `${note.message} (numbers at ${placeWords(plan, points, of)})` : note.message,
    where: whereWords(plan, points, at),
  }));
}

/** All that is known of a note: where it stands, and whose message it has. */
interface Said {
  note: ValidityNote;
  worst: number;
  of: Place;
  messages: Set<string>;
  at: Place[];
}

function furthest({ observables = {} }: Noted): number {
  const distances = Object.values(observables)
    .flat()
    .flatMap(({ judgement }) => (judgement ? [Math.abs(judgement.difference) / judgement.halfWidth] : []));
  return Math.max(0, ...distances.filter(Number.isFinite));
}

function whereWords(plan: Plan, points: Noted[][], at: Place[]): string {
  const onAxis = [...new Set(at.map(({ point }) => point))];
  const onCurves = [...new Set(at.map(({ curve }) => curve))];
  const isPatchy = at.length < onAxis.length * onCurves.length;
  const curves = onCurves.length < points.length ? curveWords(plan, onCurves) : '';
  return [stretchWords(plan, points, onAxis), curves, isPatchy && 'in part'].filter(Boolean).join(' ');
}

/** The part of the axis that has these points; a gap in it is left out. */
function stretchWords({ axis, system }: Plan, points: Noted[][], at: number[]): string {
  if (!axis) return '';
  const settingAt = (row: Noted[], point: number) => row[point].parameters[axis.name];
  const symbol = parameterMeta(system, axis.name)?.symbol ?? axis.name;
  const longest = points.reduce((one, other) => (other.length > one.length ? other : one));
  const order = longest
    .map((_, point) => point)
    .sort((a, b) => Number(settingAt(longest, a)) - Number(settingAt(longest, b)));
  const runs: number[][] = [];
  order.forEach((point, i) => {
    if (!at.includes(point)) return;
    if (i > 0 && at.includes(order[i - 1])) runs[runs.length - 1].push(point);
    else runs.push([point]);
  });
  if (at.length === longest.length) return '';
  return runs
    .map((run) => {
      const [low, high] = [run[0], run[run.length - 1]].map((point) => show(settingAt(longest, point)));
      return run.length === 1 ? `at ${symbol} = ${low}` : `between ${symbol} = ${low} and ${high}`;
    })
    .join(' and ');
}

/** The values of the families that these curves have and others have not. */
function curveWords({ families, curves, system }: Plan, on: number[]): string {
  const words = families.flatMap(({ name, values }) => {
    const here = values.filter((value) => on.some((curve) => curves[curve].members[name] === value));
    if (here.length === values.length) return [];
    return [`${parameterMeta(system, name)?.symbol ?? name} = ${valueWords(values, here)}`];
  });
  return words.length === 0 ? '' : `with ${words.join(', ')}`;
}

/** The most values of a family that are said one by one. */
const MOST_SAID = 4;

/** Some of the values of a family: each of a few, a stretch by its ends, of others how many. */
function valueWords(values: unknown[], here: unknown[]): string {
  if (here.length <= MOST_SAID) return here.map(show).join(' or ');
  const [first, last] = [values.indexOf(here[0]), values.indexOf(here[here.length - 1])];
  if (last - first === here.length - 1) return `${show(here[0])} to ${show(here[here.length - 1])}`;
  return `${show(here[0])} and ${here.length - 1} other values`;
}

function placeWords({ axis, families, system }: Plan, points: Noted[][], { curve, point }: Place): string {
  return [...(axis ? [axis] : []), ...families]
    .map(
      ({ name }) => `${parameterMeta(system, name)?.symbol ?? name} = ${show(points[curve][point].parameters[name])}`,
    )
    .join(', ');
}

function show(value: unknown): string {
  return typeof value === 'number' ? plain(value, 3) : String(value);
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
