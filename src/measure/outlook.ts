import { BadInput, OrreryError, Stopped } from '../numeric/errors.ts';
import { distinctPoints, type Plan, type Point } from '../plan/plan.ts';
import type {
  AnySystem,
  Claim,
  Coordinate,
  Cost,
  DerivedObservable,
  Observable,
  ValidityNote,
} from '../systems/contract.ts';
import { breathing, stoppedBy } from './reporter.ts';
import type { Workshop } from './workshop.ts';

/**
 * What is known of a point before theory and trials: plain numbers and words, read once off its
 * problem.
 */
export interface Outlook {
  cost: Cost;
  /** Theory that takes seconds is a task like a trial. */
  slowTheory: boolean;
  coordinates: Record<string, Float64Array>;
  notes: ValidityNote[];
  /** The claims that are made here. */
  claims: string[];
  /**
   * Of each observable and derived observable that has one: the magnitude that the experiment
   * cannot tell from zero.
   */
  floors: Record<string, number>;
  /** Of each observable that says so: how many events one trial is the mean of. */
  events: Record<string, number>;
  /** Of each observable without a mean here: why. */
  withoutMean: Record<string, string>;
  /**
   * Of each derived observable: its predicted value, or that it is the fit to the predicted curve,
   * where there is either.
   */
  derived: Record<string, number | 'curve'>;
  /** Why there are no trials here, where theory may have a prediction. */
  untestable?: string;
  /**
   * Why the system has nothing to say here: no optimal ridge exists, say. Trials fail for the same
   * reason.
   */
  reason?: string;
}

/** Beyond this many seconds a prediction is a task of its own, beside the trials. */
const SLOW_THEORY = 0.05;

/**
 * Seconds of one trial, or of one prediction, during which nobody should wait for an interruption,
 * and that are worth more than one thread.
 */
const LONG = 0.5;

export function isLong({ seconds, theory = 0 }: Pick<Cost, 'seconds' | 'theory'>): boolean {
  return Math.max(seconds, theory) > LONG;
}

/**
 * Reads every point's outlook off its problem. Throws `BadInput` where parameters contradict each
 * other.
 */
export function outlooksOf({ curves }: Plan, workshop: Workshop): Outlook[][] {
  const outlook = remembered(workshop);
  return curves.map(({ points }) => points.map((point) => outlook(point)));
}

/** The same, with a breath between points that take long to prepare. Throws `Stopped` as well. */
export async function outlooksInTime({ curves }: Plan, workshop: Workshop, signal?: AbortSignal): Promise<Outlook[][]> {
  const [outlook, breathe] = [remembered(workshop, stoppedBy(signal)), breathing(signal)];
  const outlooks: Outlook[][] = [];
  for (const { points } of curves) {
    const row: Outlook[] = [];
    outlooks.push(row);
    for (const point of points) {
      row.push(outlook(point));
      await breathe();
    }
  }
  return outlooks;
}

function remembered(workshop: Workshop, check?: () => void): (point: Point) => Outlook {
  const known = new Map<string, Outlook>();
  return (point) => {
    const outlook = known.get(point.key) ?? outlookOf(point, workshop, check);
    known.set(point.key, outlook);
    return outlook;
  };
}

/** The cost of every point, from the parameters alone where the system can tell it so. */
export function forecastsOf(plan: Plan, workshop: Workshop): Pick<Outlook, 'cost' | 'untestable'>[][] {
  return plan.curves.map(({ points }) =>
    points.map((point) => {
      const forecast = workshop.system.forecast?.(point.parameters);
      return forecast ? { cost: forecast, untestable: forecast.untestable } : outlookOf(point, workshop);
    }),
  );
}

/** Seconds that each thread prepares the points for, where the system forecasts it; else 0. */
export function preparationOf(plan: Plan, system: AnySystem): number {
  let [once, each] = [0, 0];
  for (const { parameters } of distinctPoints(plan)) {
    const { preparation = 0, eachPoint = false } = system.forecast?.(parameters) ?? {};
    if (eachPoint) each += preparation;
    else once = Math.max(once, preparation);
  }
  return once + each;
}

function outlookOf(point: Point, workshop: Workshop, check?: () => void): Outlook {
  const { system } = workshop;
  const observables = Object.entries<Observable<unknown>>(system.observables);
  const derived = Object.entries<DerivedObservable<unknown>>(system.derived ?? {});
  const claims = Object.entries<Claim>(system.claims ?? {});
  // Of a point of which nothing is known; where it can be prepared, its trials cost what they cost.
  let cost: Cost = { seconds: 1e-4, bytes: 0 };
  try {
    const problem = workshop.problem(point, check);
    cost = system.cost(problem);
    if (!(cost.seconds > 0 && cost.bytes >= 0))
      throw new Error(`the cost of ${system.id} is ${cost.seconds} seconds and ${cost.bytes} bytes, which cannot be`);
    const untestable = system.untestable?.(problem);
    return {
      cost,
      ...(untestable !== undefined && { untestable }),
      slowTheory: (cost.theory ?? 0) > SLOW_THEORY,
      coordinates: Object.fromEntries(
        Object.entries<Coordinate<unknown>>(system.coordinates ?? {}).map(([name, { at }]) => [name, at(problem)]),
      ),
      notes: [...system.validity(problem), ...(untestable === undefined ? [] : [notMeasured(untestable)])],
      claims: claims.flatMap(([name, { made }]) => ((made?.(problem) ?? true) ? [name] : [])),
      floors: present([...observables, ...derived].map(([name, { floor }]) => [name, floor?.(problem)])),
      events: present(observables.map(([name, { events }]) => [name, events?.(problem)])),
      withoutMean: present(observables.map(([name, { withoutMean }]) => [name, withoutMean?.(problem)])),
      derived: present(
        derived.map(([name, { predicted }]) => [name, predicted === 'curve' ? predicted : predicted(problem)]),
      ),
    };
  } catch (error) {
    if (error instanceof BadInput || error instanceof Stopped || !(error instanceof OrreryError)) throw error;
    const nothing = { coordinates: {}, notes: [], floors: {}, events: {}, withoutMean: {}, claims: [], derived: {} };
    return { cost, slowTheory: false, ...nothing, reason: error.message };
  }
}

function notMeasured(why: string): ValidityNote {
  return { id: 'not-measured', title: 'predicted, not measured', level: 'note', message: `not measured: ${why}` };
}

function present<T>(entries: [string, T | undefined][]): Record<string, T> {
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));
}
