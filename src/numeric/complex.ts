// Complex numbers as plain pairs, for theory whose frequencies are complex.

import { cos, exp, expm1, sin } from './special.ts';

export interface Complex {
  re: number;
  im: number;
}

export function complex(re: number, im = 0): Complex {
  return { re, im };
}

export function conjugate(a: Complex): Complex {
  return { re: a.re, im: -a.im };
}

export function plus(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function minus(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function times(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function scaled(factor: number, a: Complex): Complex {
  return { re: factor * a.re, im: factor * a.im };
}

export function over(a: Complex, b: Complex): Complex {
  const size = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / size, im: (a.im * b.re - a.re * b.im) / size };
}

/** e^a. */
export function exponential(a: Complex): Complex {
  const size = exp(a.re);
  return { re: size * cos(a.im), im: size * sin(a.im) };
}

/** e^a − 1, without cancellation for small a. */
export function exponentialLess1(a: Complex): Complex {
  const half = sin(a.im / 2);
  const rise = expm1(a.re);
  return { re: rise * cos(a.im) - 2 * half * half, im: (rise + 1) * sin(a.im) };
}
