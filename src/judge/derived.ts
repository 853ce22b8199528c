import type { Outlook } from '../measure/outlook.ts';
import { type PointPrediction, quantity } from '../measure/theory.ts';
import { createRandom } from '../numeric/random.ts';
import type { Plan } from '../plan/plan.ts';
import { type Derived, deriveAlongAxis, deriveAlongCoordinate } from '../statistics/derived.ts';
import type { AnySystem, DerivedObservable } from '../systems/contract.ts';
import { asArray, type Cell, type Sample, selectionReason, whyIndistinct } from './summary.ts';

/** A curve of the plan, with all that is known of its points. */
export interface AlongAxis {
  plan: Plan;
  curve: number;
  outlooks: Outlook[];
  predictions: PointPrediction[];
  samples: Sample[];
}

/**
 * The bootstraps that were done: a run is judged again and again while it grows, and most points
 * have no new trials.
 */
export class Bootstraps {
  private readonly seed: string;
  private readonly done = new Map<string, Derived>();

  /** `seed` names the random numbers. */
  constructor(seed: string) {
    this.seed = seed;
  }

  /** The bootstrap of `name` at these points, given what they are and how many trials each has. */
  of(name: string, points: { key: string; trials: number }[], make: (uniform: () => number) => Derived): Derived {
    const place = `${name} ${points.map(({ key }) => key).join(' ')}`;
    const trials = points.map((point) => point.trials).join(' ');
    const known = this.done.get(`${place} ${trials}`);
    if (known) return known;
    const random = createRandom(this.seed).stream('bootstrap', place);
    const derived = make(() => random.uniform());
    this.done.set(`${place} ${trials}`, derived);
    return derived;
  }
}

/** The derived observables of a point: those drawn from a curve over a coordinate. */
export function derivedAtPoint(
  system: AnySystem,
  key: string,
  outlook: Outlook,
  prediction: PointPrediction,
  sample: Sample,
  bootstraps: Bootstraps,
): Record<string, Cell[]> {
  const cells: Record<string, Cell[]> = {};
  for (const [name, derived] of Object.entries<DerivedObservable<unknown>>(system.derived ?? {})) {
    const x = outlook.coordinates[derived.along];
    if (!x) continue;
    const theory = quantity(prediction, derived.of)?.value;
    const curve = () => theory && derived.fit(x, Float64Array.from(asArray(theory)));
    const predicted = predictedOf([outlook.derived[name]], curve);
    const trials = sample.values.flatMap(({ observables }) => {
      const value = observables[derived.of];
      return value === undefined ? [] : [Float64Array.from(asArray(value))];
    });
    const measured =
      trials.length === 0
        ? undefined
        : bootstraps.of(name, [{ key, trials: trials.length }], (uniform) =>
            deriveAlongCoordinate(x, trials, derived.fit, { uniform, name: derived.label }),
          );
    const reason = selectionReason(sample, derived.of) ?? whyIndistinct([predicted ?? 0], outlook.floors[name]);
    cells[name] = [cellOf(predicted, measured, reason)];
  }
  return cells;
}

/**
 * The derived observables of a whole curve: those drawn from an observable's course along the axis.
 */
export function derivedAlongAxis(along: AlongAxis, bootstraps: Bootstraps): Record<string, Cell> {
  const { plan, curve, outlooks, predictions, samples } = along;
  const { axis, system } = plan;
  const cells: Record<string, Cell> = {};
  if (!axis) return cells;
  const { points } = plan.curves[curve];
  const order = ascending(points.map(({ parameters }) => Number(parameters[axis.name])));
  const x = Float64Array.from(order, (i) => Number(points[i].parameters[axis.name]));
  if (x.length < 2 || !x.every(Number.isFinite)) return cells;
  for (const [name, derived] of Object.entries<DerivedObservable<unknown>>(system.derived ?? {})) {
    if (derived.along !== axis.name) continue;
    const theory = order.map((i) => quantity(predictions[i], derived.of)?.value);
    const curve = () =>
      theory.every((value) => typeof value === 'number') ? derived.fit(x, Float64Array.from(theory)) : undefined;
    const predicted = predictedOf(
      outlooks.map((outlook) => outlook.derived[name]),
      curve,
    );
    const trials = order.map((i) => numbersOf(samples[i], derived.of));
    const measured = trials.every((values) => values.length > 0)
      ? bootstraps.of(
          name,
          order.map((i, k) => ({ key: points[i].key, trials: trials[k].length })),
          (uniform) => deriveAlongAxis(x, trials, derived.fit, { uniform, name: derived.label }),
        )
      : undefined;
    const reason = order.map((i) => selectionReason(samples[i], derived.of)).find((one) => one !== undefined);
    const withoutMean = order.map((i) => outlooks[i].withoutMean[derived.of]).find((one) => one !== undefined);
    const indistinct = whyIndistinct([predicted ?? 0], outlooks[0].floors[name]);
    cells[name] = cellOf(predicted, measured, reason ?? withoutMean ?? indistinct);
  }
  return cells;
}

/** From what is predicted at each point: nothing, where one of them predicts nothing. */
function predictedOf(atPoints: (number | 'curve' | undefined)[], curve: () => number | undefined): number | undefined {
  if (atPoints.includes(undefined)) return undefined;
  return atPoints[0] === 'curve' ? curve() : atPoints[0];
}

function cellOf(predicted: number | undefined, derived: Derived | undefined, reason: string | undefined): Cell {
  const cell: Cell = {};
  if (predicted !== undefined) Object.assign(cell, { predicted, predictedError: 0 });
  if (derived && 'measured' in derived) {
    cell.measured = derived.measured;
    if (derived.whyNoError !== undefined) cell.whyNoError = derived.whyNoError;
  }
  if (reason !== undefined) cell.reason = reason;
  else if (predicted === undefined) cell.reason = 'the theory does not predict it here';
  else if (derived === undefined) cell.reason = 'not measured';
  else if ('notJudged' in derived) {
    cell.reason = derived.notJudged;
    cell.missing = true;
  }
  return cell;
}

/** The values of one observable that is a number, trial by trial. */
export function numbersOf({ values }: Sample, name: string): number[] {
  return values.flatMap(({ observables }) => {
    const value = observables[name];
    return typeof value === 'number' ? [value] : [];
  });
}

/** The indices that put values in ascending order. */
export function ascending(values: number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
}
