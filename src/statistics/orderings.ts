import { BadShape, NotFinite, OutOfRange } from '../numeric/errors.ts';
import { firstCrossing, type Level } from './curve-fits.ts';

/**
 * What an ordinal claim says of one trial: true or false of its curves (or numbers, as arrays of
 * length 1), which are given at the same points. All throw NotFinite where a value is NaN: such a
 * trial is neither. What is true stays true in other units.
 */
export type Ordering = (...curves: Float64Array[]) => boolean;

/**
 * The curve ends above its start and on the way never falls further below its highest value so far
 * than `tolerance` times its range (default 0: never at all). False of a single number and of a
 * constant. Throws OutOfRange for a tolerance outside [0, 1).
 */
export function rises({ tolerance = 0 }: { tolerance?: number } = {}): Ordering {
  if (!(tolerance >= 0 && tolerance < 1)) throw new OutOfRange('the tolerance', tolerance, 'at least 0 and below 1');
  return (...curves) => checked(curves, 1).every((curve) => climbs(curve, tolerance));
}

/** The same downwards. */
export function falls(options: { tolerance?: number } = {}): Ordering {
  const upwards = rises(options);
  return (...curves) => upwards(...curves.map((curve) => curve.map((value) => -value)));
}

/**
 * The first curve crosses the level, in either direction, before the second does; one that never
 * does comes last. False where neither does or both do at once. A level can depend on the curve:
 * `(y) => 0.5 * y[y.length - 1]!`.
 */
export function before(level: Level): Ordering {
  const position = (curve: Float64Array) =>
    firstCrossing(curve, typeof level === 'number' ? level : level(curve)) ?? Infinity;
  return (...curves) => {
    const [first, second] = checked(curves, 2);
    return position(first!) < position(second!);
  };
}

/**
 * The first is more than `factor` times the second, at every point. Throws OutOfRange for a factor
 * that is not positive.
 */
export function moreThan(factor = 1): Ordering {
  if (!(factor > 0 && factor < Infinity)) throw new OutOfRange('the factor', factor, 'positive');
  return (...curves) => {
    const [first, second] = checked(curves, 2);
    return first!.every((value, i) => value > factor * second![i]!);
  };
}

function climbs(curve: Float64Array, tolerance: number): boolean {
  let highest = -Infinity;
  let lowest = Infinity;
  let deepest = 0;
  for (const value of curve) {
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
    deepest = Math.max(deepest, highest - value);
  }
  return curve.length > 1 && curve[curve.length - 1]! > curve[0]! && deepest <= tolerance * (highest - lowest);
}

function checked(curves: Float64Array[], wanted: number): Float64Array[] {
  if (curves.length !== wanted)
    throw new BadShape(`this ordering is of ${wanted} observables, and was given ${curves.length}`);
  for (const curve of curves) {
    if (curve.length !== curves[0]!.length || curve.length === 0)
      throw new BadShape(`an ordering of curves with ${curves.map((each) => each.length).join(' and ')} points`);
    if (curve.some(Number.isNaN)) throw new NotFinite('a curve that is to be ordered has a NaN');
  }
  return curves;
}
