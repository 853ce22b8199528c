import { outlooksOf } from '../../measure/outlook.ts';
import { predictPoint } from '../../measure/theory.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Parameters, Plan, Point } from '../../plan/plan.ts';
import { count, percent, plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import { coordinatesOf } from './columns.ts';
import { type Confronted, confrontTheory, type Subject } from './confrontation.ts';
import { doubtOf, type Fitted, fitParameter, type Sought, usableFor, withValue } from './fit-parameter.ts';
import type { Measured, Measurement } from './measured.ts';
import { planOfRows } from './settings-of-rows.ts';
import { type Predicted, predictedAt, theoryOf } from './theory.ts';

/** What came of a fit; nothing where none was asked for. */
export interface BackTest {
  fitted?: Fitted;
  /** The settings with the fitted value. */
  settings?: Parameters;
  backTest?: Report['backTest'];
}

/** Where nothing is fitted, all that was measured is a test of the theory. */
export function judgeAll({ verdict, shown }: Confronted, { errors }: Measured, isExact: boolean): Report['backTest'] {
  const { overall, observables } = verdict;
  const sentences = shown.map((name) => observables[name].sentence);
  const alone = isExact
    ? 'Without standard errors, by the margin alone: '
    : errors === 'none'
      ? 'No standard errors, and so no verdict: '
      : '';
  const said =
    sentences.length === 1
      ? sentences[0]
      : `${overall === 'not judged' ? 'nothing judged' : overall}, of ${count(shown.length, 'observable')}. ${sentences.map(capital).join('. ')}`;
  return { verdict: overall === 'not judged' ? 'unresolved' : overall, sentence: capital(`${alone}${said}`) };
}

/** The share of the places, the last ones, that the back-test holds out. */
const HELD = 1 / 3;

/**
 * Fits the parameter to all measurements, and, for the back-test, to the first two thirds of the
 * axis (or of the coordinate), from which it has to predict the last third.
 */
export async function fitAndTest(sought: Sought, subject: Subject): Promise<BackTest> {
  const { measured, conditions, settings } = subject;
  const usable = usableFor(measured, measured.measurements, conditions.shown);
  const fittable = measured.measurements.filter((_, i) => usable[i]);
  const theoryAt = theoryFor(sought, subject);
  const fitTo = (some: readonly Measurement[]) =>
    fitParameter(sought, some, measured, (value) => theoryAt(some, value));
  const fitted = await fitTo(fittable);
  return {
    fitted,
    settings: withValue(settings, sought, fitted.value),
    backTest: await holdOut(sought, subject, fittable, fitTo, theoryAt),
  };
}

async function holdOut(
  sought: Sought,
  subject: Subject,
  fittable: readonly Measurement[],
  fitTo: (some: readonly Measurement[]) => Promise<Fitted>,
  theoryAt: ReturnType<typeof theoryFor>,
): Promise<Report['backTest']> {
  const { measured, conditions, settings, system } = subject;
  const place = placeOf(subject);
  const places = [...new Set(fittable.map(place.of))].sort((a, b) => a - b);
  const cut = places[Math.ceil(places.length * (1 - HELD))];
  const kept = fittable.filter((one) => place.of(one) < cut);
  const held = fittable.filter((one) => place.of(one) >= cut);
  const fewest = measured.errors === 'none' ? 3 : 2;
  if (place.name === undefined || kept.length < fewest || held.length === 0)
    return {
      verdict: 'unresolved',
      sentence: `Not back-tested: ${place.name === undefined ? 'nothing numeric is varied' : `the table has ${count(places.length, 'value')} of ${place.name}`}, and a part to fit ${sought.key} to with another to predict takes more`,
    };
  const first = await fitTo(kept);
  const ends = await Promise.all([first.low, first.high, ...first.rivals].map((value) => theoryAt(held, value)));
  const doubt = doubtOf(await theoryAt(held, first.value), ends);
  const { plan, pointOf, rowOf } = planOfRows(system, withValue(settings, sought, first.value), measured);
  const theory = await theoryOf(plan, conditions.shown, subject.workshop, subject.context, { rowOf, lines: false });
  const judge = (some: readonly Measurement[], allowed?: number[]) => {
    const { overall, observables } = confrontTheory(plan, theory, some, pointOf, {
      ...conditions,
      doubt: allowed,
    }).verdict;
    const shown = conditions.shown.filter((name) => some.some(({ observable }) => observable === name));
    const sentences = shown.map((name) => observables[name].sentence.replace(/^(holds|broken|unresolved): /, ''));
    return { verdict: overall === 'not judged' ? ('unresolved' as const) : overall, said: sentences.join('; ') };
  };
  const { verdict, said } = judge(held, doubt);
  const most = Math.max(...doubt);
  const how = `with ${sought.key} = ${plain(first.value, 3)}, fitted to the ${count(kept.length, 'measurement')} below ${place.name} = ${plain(cut, 4)}`;
  if (verdict !== 'unresolved' || most <= conditions.margin) {
    const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
    return { verdict, sentence: `${lead}: ${how}, of the ${held.length} from there on: ${said}` };
  }
  // What the fit leaves open hides what is held out, and not what it was fitted to.
  const own = judge(kept);
  if (own.verdict === 'broken')
    return { verdict: 'broken', sentence: `Back-test BROKEN: ${how}, and already there ${own.said}` };
  return {
    verdict,
    sentence: `Back-test unresolved: ${how}, which leave it open by so much that theory may be ${percent(most, 2)} off from there on; rows with smaller errors, or more of them, would tell`,
  };
}

/** What orders the measurements: the axis of the plan, else their coordinate. */
function placeOf({ system, measured, settings }: Subject): { name?: string; of: (one: Measurement) => number } {
  const { plan } = planOfRows(system, settings, measured);
  if (plan.axis) return { name: plan.axis.name, of: ({ given }) => Number(given[plan.axis!.name]) };
  const over = measured.measurements.find(({ coordinate }) => coordinate !== undefined)?.observable;
  if (over === undefined) return { of: () => 0 };
  return { name: coordinatesOf(system, over)[0], of: ({ coordinate }) => coordinate ?? 0 };
}

/**
 * Theory's numbers for some measurements at any value of the parameter; none where it may not be.
 */
function theoryFor(sought: Sought, { system, measured, settings, conditions, workshop, context }: Subject) {
  let asked = 0;
  return async (some: readonly Measurement[], value: number): Promise<(Predicted | undefined)[]> => {
    context.progress(Math.min(0.95, ++asked / 200), `${sought.key} = ${plain(value, 3)}`);
    const part = { ...measured, measurements: [...some] };
    const known = new Map<Point, (one: Measurement) => Predicted>();
    let rows: ReturnType<typeof planOfRows>;
    try {
      rows = planOfRows(system, withValue(settings, sought, value), part);
      for (const point of rows.plan.curves.flatMap(({ points }) => points)) {
        context.check();
        const prediction = await predictPoint(workshop, point, conditions.shown, { check: context.check });
        const [[outlook]] = outlooksOf({ curves: [{ points: [point] }] } as unknown as Plan, workshop);
        known.set(point, (one) => predictedAt(system, one, outlook, prediction));
      }
    } catch (error) {
      if (error instanceof BadInput) return some.map(() => undefined);
      throw error;
    }
    return some.map((one) => known.get(rows.pointOf(one)!)!(one));
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
