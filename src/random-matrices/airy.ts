import { exp, power } from '../numeric/special.ts';

/** From here on the asymptotic series gives Ai to rounding. */
const FAR = 9;
/** Terms of a Taylor series about a point up to 1/2 away, for |x| ≤ 30. */
const TERMS = 40;
const LOWEST = -30;

/** Ai and Ai′ at FAR, FAR − 1, …, as far as they were asked for. */
const anchors: [number, number][] = [asymptotic(FAR)];

/**
 * The Airy function Ai(x) for x ≥ −30 (NaN below). Absolute error below 1e-14, relative error below
 * 1e-13 for x ≥ 0. By Taylor series of y″ = x y downwards from its asymptotic series at x = 9: in
 * that direction Ai outgrows Bi, so that no error grows.
 */
export function airy(x: number): number {
  if (!(x >= LOWEST)) return Number.NaN;
  if (x >= FAR) return asymptotic(x)[0];
  const index = Math.round(FAR - x);
  for (let i = anchors.length; i <= index; i++) anchors.push(taylor(FAR - i + 1, anchors[i - 1], -1));
  return taylor(FAR - index, anchors[index], x - (FAR - index))[0];
}

/** DLMF 9.7.5 and 9.7.6. */
function asymptotic(x: number): [number, number] {
  const zeta = (2 / 3) * power(x, 1.5);
  let [sum, derivative] = [1, 1];
  let u = 1;
  for (let k = 1; k <= 20; k++) {
    const next = (-u * (6 * k - 5) * (6 * k - 1)) / (72 * k * zeta);
    // The series is asymptotic: its terms grow again in the end.
    if (Math.abs(next) >= Math.abs(u)) break;
    u = next;
    sum += u;
    derivative += (-u * (6 * k + 1)) / (6 * k - 1);
  }
  const scale = exp(-zeta) / (2 * Math.sqrt(Math.PI));
  return [(scale * sum) / power(x, 0.25), -scale * derivative * power(x, 0.25)];
}

/** y and y′ at x + h. With y = Σ a_k h^k, (k + 2)(k + 1) a_(k+2) = x a_k + a_(k−1). */
function taylor(x: number, [y, slope]: [number, number], h: number): [number, number] {
  let [before, last, now] = [0, y, slope];
  let power = h;
  let value = y + slope * h;
  let derivative = slope;
  for (let k = 0; k < TERMS; k++) {
    const next = (x * last + before) / ((k + 2) * (k + 1));
    derivative += (k + 2) * next * power;
    power *= h;
    value += next * power;
    [before, last, now] = [last, now, next];
  }
  return [value, derivative];
}
