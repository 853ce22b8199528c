import { digamma } from '../numeric/digamma.ts';
import { exp, log, log1p, squared } from '../numeric/special.ts';
import { studentUpperQuantile } from './distributions.ts';

/** A deviance along one parameter: where it is least, and where it is not much more. */
export interface Profile {
  /** Of least deviance. */
  value: number;
  deviance: number;
  /** Where the deviance is `threshold` above the least; an end of the range where it never is. */
  low: number;
  high: number;
  /** The interval ends with the range, and not with the agreement. */
  isOpen: { low: boolean; high: boolean };
  /** Other minima, outside the interval, that are as good. */
  rivals: number[];
  threshold: number;
  /** Everything that was tried, in order of the parameter. */
  tried: { value: number; deviance: number }[];
}

export interface ProfileOptions {
  range: readonly [number, number];
  scale: 'log' | 'linear';
  /** Whole numbers alone. */
  isWhole?: boolean;
  /** How much more than the least deviance is as good. */
  threshold: (least: { value: number; deviance: number }) => Promise<number>;
  /** Asked for each value; may be Infinity where nothing is predicted. */
  deviance: (value: number) => Promise<number>;
}

const STEPS = 32;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Searches the range on a grid, refines its three lowest minima by golden sections, and finds the
 * ends of the interval by bisection, all in the logarithm where the scale is one. A minimum
 * narrower than a step of the grid may be overlooked. Undefined where the deviance is infinite
 * throughout.
 */
export async function profileOf({
  range,
  scale,
  isWhole,
  threshold,
  deviance,
}: ProfileOptions): Promise<Profile | undefined> {
  const known = new Map<number, number>();
  const [place, back] = scale === 'log' ? [log, exp] : [identity, identity];
  const valueAt = (x: number) => {
    const value = Math.min(range[1], Math.max(range[0], back(x)));
    return isWhole ? Math.round(value) : value;
  };
  const ask = async (x: number) => {
    const value = valueAt(x);
    const asked = known.get(value) ?? (await deviance(value));
    known.set(value, asked);
    return asked;
  };
  const [from, to] = range.map(place);
  for (let i = 0; i <= STEPS; i++) await ask(from + ((to - from) * i) / STEPS);
  const minima = minimaOf(ordered(known)).slice(0, 3);
  for (const { below, above } of minima) await golden(ask, place(below), place(above), (to - from) * 1e-6);
  const tried = ordered(known);
  const best = tried.reduce((one, other) => (other.deviance < one.deviance ? other : one));
  if (!Number.isFinite(best.deviance)) return undefined;
  const more = await threshold(best);
  const isGood = (one: number) => one <= best.deviance + more;
  const at = tried.indexOf(best);
  const end = async (step: 1 | -1): Promise<{ value: number; isOpen: boolean }> => {
    let i = at;
    while (tried[i + step] && isGood(tried[i + step].deviance)) i += step;
    if (!tried[i + step]) return { value: tried[i].value, isOpen: true };
    let [inside, outside] = [place(tried[i].value), place(tried[i + step].value)];
    for (let k = 0; k < 16 && valueAt(inside) !== valueAt(outside); k++) {
      const middle = (inside + outside) / 2;
      if (isGood(await ask(middle))) inside = middle;
      else outside = middle;
    }
    return { value: valueAt(inside), isOpen: false };
  };
  const [low, high] = [await end(-1), await end(1)];
  const isOutside = ({ value }: { value: number }) => value < low.value || value > high.value;
  return {
    ...best,
    low: low.value,
    high: high.value,
    isOpen: { low: low.isOpen, high: high.isOpen },
    rivals: minimaOf(ordered(known))
      .filter((one) => isOutside(one) && isGood(one.deviance))
      .map(({ value }) => value),
    threshold: more,
    tried: ordered(known),
  };
}

const identity = (x: number) => x;

function ordered(known: Map<number, number>) {
  return [...known].map(([value, deviance]) => ({ value, deviance })).sort((a, b) => a.value - b.value);
}

/** Local minima, the lowest first, with their neighbours; a flat stretch is one. */
function minimaOf(tried: { value: number; deviance: number }[]) {
  return tried
    .flatMap(({ value, deviance }, i) => {
      const [before, after] = [tried[i - 1], tried[i + 1]];
      const isLeast = deviance < (before?.deviance ?? Infinity) && deviance <= (after?.deviance ?? Infinity);
      return isLeast ? [{ value, deviance, below: before?.value ?? value, above: after?.value ?? value }] : [];
    })
    .sort((a, b) => a.deviance - b.deviance);
}

async function golden(ask: (x: number) => Promise<number>, low: number, high: number, width: number): Promise<void> {
  let [a, b] = [low, high];
  while (b - a > width) {
    const [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
    if ((await ask(c)) < (await ask(d))) b = d;
    else a = c;
  }
}

/**
 * What a mean of `trials` normal trials is off by, `t` of its standard errors, as a deviance: t²
 * for many. For few it is the logarithm of the likelihood in which the unknown spread is at its
 * best, (ν − 1) ln(1 + t²/ν) with ν = trials − 1: so the few trials that happen to agree well do
 * not get all the weight, and a sum over many means rises with the parameter as χ² does: the
 * variance of its slope, 4(ν − 1)/(ν + 1), is twice its curvature. Two trials have no such factor
 * (the variance is infinite), and take a quarter.
 */
export function studentDeviance(t: number, trials: number): number {
  const degrees = trials - 1;
  return degrees > MANY ? t * t : factor(degrees) * log1p((t * t) / degrees);
}

/** Its expectation where the mean is right. */
export function expectedDeviance(trials: number): number {
  const degrees = trials - 1;
  return degrees > MANY ? 1 : factor(degrees) * (digamma((degrees + 1) / 2) - digamma(degrees / 2));
}

const MANY = 1e5;

function factor(degrees: number): number {
  return Math.max(0.25, degrees - 1);
}

/**
 * How far a deviance may rise above its least for a 95 % interval: the quantile of χ² with one
 * degree of freedom, where the least is no more than the `expected` one of so many `degrees` of
 * freedom, and else that of Student's t in units of the scatter that is left.
 */
export function riseOf95(least: number, expected: number, degrees: number): number {
  const excess = least / expected;
  return excess <= 1 ? NORMAL_95 * NORMAL_95 : squared(studentUpperQuantile(0.025, degrees)) * excess;
}

const NORMAL_95 = 1.959963984540054;
