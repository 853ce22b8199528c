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
  const exponent = Math.floor(Math.log10(error));
  const keepTwo = error / 10 ** exponent < 1.95;
  const decimals = (keepTwo ? 1 : 0) - exponent;
  if (decimals > 6 || Math.abs(value) >= 1e6) {
    const leading = value === 0 ? exponent : Math.floor(Math.log10(Math.abs(value)));
    const digits = Math.min(15, Math.max(1, leading - exponent + (keepTwo ? 2 : 1)));
    return `${plain(value, digits)} ± ${plain(error, keepTwo ? 2 : 1)}`;
  }
  if (decimals < 0) {
    const unit = 10 ** -decimals;
    return `${minus(String(Math.round(value / unit) * unit))} ± ${Math.round(error / unit) * unit}`;
  }
  return `${minus(value.toFixed(decimals))} ± ${error.toFixed(decimals)}`;
}

/** `1 point`, `30 points`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * A number to significant digits without trailing zeros, in scientific notation only when very
 * large or small.
 */
export function plain(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'unknown' : value > 0 ? '∞' : '−∞';
  const rounded = Number(value.toPrecision(digits));
  // One notation for all that is small; by itself JavaScript begins with it at 1e-7.
  if (rounded !== 0 && Math.abs(rounded) < 1e-4) return minus(rounded.toExponential());
  return minus(String(rounded));
}

function minus(text: string): string {
  return text.replace(/^-(0(\.0*)?)$/, '$1').replaceAll('-', '−');
}
