import { plain, tenTo } from '../statistics/sentences.ts';
import type { FigureScale } from './figure.ts';

export interface Ticks {
  major: { value: number; label: string }[];
  minor: number[];
}

/**
 * Ticks of an axis from `low` to `high`, about `count` of them labelled and no fewer than two: of
 * one alone no distance can be read. On a logarithmic axis both ends must be positive. `whole`:
 * what stands along it can be counted, and there is no tick at a half, though one is left.
 */
export function ticks(scale: FigureScale, low: number, high: number, count: number, whole = false): Ticks {
  if (scale === 'linear') return linearTicks(low, high, count, whole);
  const found = logTicks(low, high, count, whole);
  return whole ? wholeTicks(found) : found;
}

function logTicks(low: number, high: number, count: number, whole: boolean): Ticks {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = last - first + 1;
  if (decades < 2) return subDecadeTicks(low, high, count, whole);
  let step = roundStep(Math.ceil(decades / count));
  if (Math.floor(last / step) === Math.ceil(first / step)) step = 1;
  const exponents: number[] = [];
  for (let e = Math.ceil(first / step) * step; e <= last; e += step) exponents.push(e);
  const isPlain = exponents[0] >= -2 && exponents[exponents.length - 1] <= 4;
  const major = exponents.map((e) => ({
    value: power(e),
    label: isPlain ? String(power(e)) : tenTo(e),
  }));
  const minor: number[] = [];
  if (step === 1 && decades <= 6) minor.push(...multiples(low, high, [2, 3, 4, 5, 6, 7, 8, 9]));
  else if (step > 1 && decades <= 40) {
    for (let e = first; e <= last; e++) if (e % step !== 0) minor.push(power(e));
  }
  return { major, minor };
}

/** The next of 1, 2, 3, 5, 10, 20, … decades. */
function roundStep(least: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const factor of [1, 2, 3, 5]) if (factor * unit >= least) return factor * unit;
  }
}

/**
 * Less than two decade ticks fit: 1-2-5 ticks, or evenly spaced ones where even these are too few.
 */
function subDecadeTicks(low: number, high: number, count: number, whole: boolean): Ticks {
  const all = multiples(low, high, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const digits of [
    [1, 2, 5],
    [1, 2, 3, 5, 7],
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  ]) {
    const values = multiples(low, high, digits);
    if (values.length >= 3 && values.length <= Math.max(count, 3)) {
      return {
        major: values.map((value) => ({ value, label: print(value) })),
        minor: all.filter((v) => !values.includes(v)),
      };
    }
  }
  return linearTicks(low, high, Math.min(count, 4), whole);
}

function multiples(low: number, high: number, digits: number[]): number[] {
  const values: number[] = [];
  for (let e = Math.floor(Math.log10(low)) - 1; e <= Math.ceil(Math.log10(high)); e++) {
    for (const digit of digits) {
      const value = Number(`${digit}e${e}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}

function linearTicks(low: number, high: number, count: number, whole: boolean): Ticks {
  const span = (high - low) / Math.max(count, 1);
  const raw = whole ? Math.max(1, span) : span;
  const exponent = Math.floor(Math.log10(raw));
  const mantissa = raw / power(exponent);
  const [factor, parts] = mantissa > 7 ? [10, 5] : mantissa > 3.2 ? [5, 5] : mantissa > 1.4 ? [2, 4] : [1, 5];
  const step = Number(`${factor}e${exponent}`);
  const values: number[] = [];
  const minor: number[] = [];
  const first = Math.ceil((low / step) * parts - 1e-6);
  const more = Math.floor((high / step) * parts + 1e-6) - first;
  // Counted from 0: where numbers have no more digits than whole steps, i + 1 is i.
  for (let k = 0; k <= more; k++) {
    const i = first + k;
    // i / parts × step, rounded to the digits the step has: 0.30000000000000004 is no tick
    const value = Number(((i / parts) * step).toPrecision(12));
    if (value === values.at(-1)) continue;
    if (i % parts === 0) values.push(value);
    else if (!whole || Number.isInteger(value)) minor.push(value);
  }
  const isFine = step < 1e-11 * Math.max(Math.abs(low), Math.abs(high));
  if (values.length < 2 && raw === span && high > low && !isFine)
    return linearTicks(low, high, 1.5 * Math.max(count, 1), whole);
  const largest = Math.max(...values.map(Math.abs), 0);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const fixed = largest < 1e5 && (decimals <= 4 || (largest >= 0.01 && decimals <= 10));
  // Enough digits to tell neighbours apart
  const digits = Math.max(6, Math.ceil(Math.log10(largest / step)) + 2);
  return {
    major: values.map((value) => ({
      value,
      label: whole ? print(value, 15) : fixed ? minus(value.toFixed(decimals)) : print(value, digits),
    })),
    minor,
  };
}

/** Those of whole numbers. */
function wholeTicks({ major, minor }: Ticks): Ticks {
  return {
    major: major
      .filter(({ value }) => Number.isInteger(value))
      .map(({ value }) => ({ value, label: print(value, 15) })),
    minor: minor.filter(Number.isInteger),
  };
}

/** A number as a figure shows it: `0.25`, `2000`, `2×10⁻⁵`. */
export function print(value: number, digits = 6): string {
  return plain(value, digits);
}

function minus(text: string): string {
  return text.replace(/^-/, '−');
}

/** 10^exponent, correctly rounded (Math.pow need not be). */
function power(exponent: number): number {
  return Number(`1e${exponent}`);
}
