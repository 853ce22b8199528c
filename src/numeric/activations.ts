import { OutOfRange } from './errors.ts';
import { erf, sin, tanh } from './special.ts';

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
