import { log10, power } from '../numeric/special.ts';

/** Numbers and lists as a person would write them in a verdict's sentence. */

/** A fraction in per cent, to `digits` significant digits: `5 %`, `0.25 %`. */
export function percent(fraction: number, digits = 3): string {
  return `${plain(100 * fraction, digits)} %`;
}

/**
 * A fraction and its error in per cent, the value to the error's last digit: `1.8 ± 0.4 %`. Without
 * an error, the value alone.
 */
export function percentWithError(fraction: number, error: number): string {
  return `${withError(100 * fraction, 100 * error)} %`;
}

/**
 * A value to the last digit of its error, which keeps two digits when it starts with a 1: `1.04 ±
 * 0.10`.
 */
export function withError(value: number, error: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  // An error far below what anybody reads is as good as none.
  if (!Number.isFinite(error) || error <= 0) return plain(value, 2);
  if (error < 1e-9 * Math.abs(value)) return plain(value, 4);
  const exponent = Math.floor(log10(error));
  const keepTwo = error / power(10, exponent) < 1.95;
  const decimals = (keepTwo ? 1 : 0) - exponent;
  if (decimals > 6 || Math.abs(value) >= 1e6) {
    const leading = value === 0 ? exponent : Math.floor(log10(Math.abs(value)));
    const digits = Math.min(15, Math.max(1, leading - exponent + (keepTwo ? 2 : 1)));
    return `${plain(value, digits)} ± ${plain(error, keepTwo ? 2 : 1)}`;
  }
  if (decimals < 0) {
    const unit = power(10, -decimals);
    return `${minus(String(Math.round(value / unit) * unit))} ± ${Math.round(error / unit) * unit}`;
  }
  return `${minus(value.toFixed(decimals))} ± ${error.toFixed(decimals)}`;
}

/** With a capital at the beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 point`, `30 points`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * Texts that differ in their numbers alone are one: the first of them, and how many others are
 * alike.
 */
export function eachOnce(texts: readonly string[]): string[] {
  return alike(texts, (text) => text).map(({ words }) => words);
}

/** What texts that differ in their numbers alone have in common. */
export function withoutNumbers(text: string): string {
  return text.replace(/[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi, '#');
}

/** As `eachOnce`, of anything that has a text. */
export function alike<T>(all: readonly T[], textOf: (one: T) => string): { words: string; members: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const shape = withoutNumbers(textOf(one));
    groups.set(shape, [...(groups.get(shape) ?? []), one]);
  }
  return [...groups.values()].map((members) => {
    const [first, ...others] = new Set(members.map(textOf));
    return { words: others.length === 0 ? first : `${first} (and ${others.length} alike)`, members };
  });
}

/**
 * A number to significant digits without trailing zeros, as sentences and figures have it: `0.25`,
 * `2000`, `2×10⁻⁵`.
 */
export function plain(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'unknown' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e5)) return minus(String(Number(value.toPrecision(digits))));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const short = minus(String(Number(mantissa)));
  const power = tenTo(Number(exponent));
  return short === '1' ? power : `${short}×${power}`;
}

/**
 * As `plain`, of a positive number that is a most: never above it, so that it is allowed as said.
 */
export function plainMost(value: number, digits: number): string {
  return roundedBy(Math.floor, value, digits);
}

/** As `plain`, of a positive number that is a least: never below it. */
export function plainLeast(value: number, digits: number): string {
  return roundedBy(Math.ceil, value, digits);
}

/** What is within rounding of a short number is that number. */
function roundedBy(round: (value: number) => number, value: number, digits: number): string {
  const decimals = digits - 1 - Math.floor(log10(value));
  const [up, down] = [power(10, Math.max(0, decimals)), power(10, Math.max(0, -decimals))];
  const scaled = (value * up) / down;
  const nearest = Math.round(scaled);
  const whole = Math.abs(scaled / nearest - 1) < 1e-12 ? nearest : round(scaled);
  return plain((whole * down) / up, digits);
}

/** `10⁻⁵`. */
export function tenTo(exponent: number): string {
  return `10${[...String(exponent)].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('')}`;
}

function minus(text: string): string {
  return text.replace(/^-(0(\.0*)?)$/, '$1').replaceAll('-', '−');
}
