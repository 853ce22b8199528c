import { OutOfRange } from './errors.ts';
import { erf, tanh } from './special.ts';

/** The nonlinearities that systems know by name. */
export const activationNames = ['linear', 'relu', 'erf', 'tanh', 'sign', 'sin', 'abs'] as const;
export type ActivationName = (typeof activationNames)[number];

/**
 * σ(z), the same bits on every machine. Kinks and jumps are at 0 only; sign(0) = 0. Throws
 * `OutOfRange` for a name it does not know.
 */
export function activation(name: ActivationName): (z: number) => number {
  switch (name) {
    case 'linear':
      return (z) => z;
    case 'relu':
      return (z) => Math.max(z, 0);
    case 'erf':
      return erf;
    case 'tanh':
      return tanh;
    case 'sign':
      return (z) => (z > 0 ? 1 : z < 0 ? -1 : 0);
    case 'sin':
      return sin;
    case 'abs':
      return Math.abs;
    default:
      throw new OutOfRange('the activation', name, `one of ${activationNames.join(', ')}`);
  }
}

/** Up to here n·π/2 is subtracted without rounding. */
const LARGEST_ANGLE = 2 ** 20;

/**
 * sin x within 1 ulp for |x| ≤ 2^20, in plain arithmetic, whose bits no browser changes (Math.sin's
 * differ). Throws `OutOfRange` beyond. Reduction by multiples of π/2 in three parts (Cody & Waite),
 * polynomials of FreeBSD's msun.
 */
export function sin(x: number): number {
  if (!(Math.abs(x) <= LARGEST_ANGLE)) {
    if (Number.isNaN(x)) return x;
    throw new OutOfRange('the angle', x, `at most ${LARGEST_ANGLE} in magnitude`);
  }
  const n = Math.round(x * 0.6366197723675814);
  const first = x - n * 1.5707963267341256;
  const second = n * 6.077100506303966e-11;
  const high = first - second;
  const low = first - high - second - n * 2.0222662487959506e-21;
  const r = high + low;
  const rest = high - r + low;
  switch (n & 3) {
    case 0:
      return sineNearZero(r, rest);
    case 1:
      return cosineNearZero(r, rest);
    case 2:
      return -sineNearZero(r, rest);
    default:
      return -cosineNearZero(r, rest);
  }
}

/** sin(x + y) for |x| ≤ π/4 and a tail y far below x's last bit. */
function sineNearZero(x: number, y: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * y - v * r) - y - v * -0.16666666666666632);
}

/** cos(x + y) likewise. */
function cosineNearZero(x: number, y: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * y));
}
