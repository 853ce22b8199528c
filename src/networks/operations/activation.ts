import { oneOf } from '../../numeric/one-of.ts';
import { routine, sizeOf } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';

/**
 * `linear` is the identity; `gelu` is z Φ(z) with the Gaussian distribution function, not an
 * approximation of it; `square` is z².
 */
export type Activation = 'linear' | 'relu' | 'tanh' | 'erf' | 'gelu' | 'square';

/** As numbered in kernels/activations.ts. */
export const activationKinds: Record<Exclude<Activation, 'linear'>, number> = {
  relu: 0,
  tanh: 1,
  erf: 2,
  gelu: 3,
  square: 4,
};

/** The activation of this name. Throws `OutOfRange` for a name that there is not. */
export function checkActivation(given: unknown): Activation {
  return oneOf('activation', given, ['linear', 'relu', 'tanh', 'erf', 'gelu', 'square'] satisfies Activation[]);
}

/**
 * y = φ(x) entry by entry. The derivative of relu at 0 is 0, and its second derivative is 0
 * everywhere.
 */
export function activation(input: Variable, name: Exclude<Activation, 'linear'>): Operation {
  const { heap, rows, columns, dtype } = input.value;
  const output = variable(heap, rows, columns, dtype);
  const kind = activationKinds[name];
  const count = sizeOf(input.value);
  const activate = routine(heap, 'activation', dtype);
  const slope = routine(heap, 'activationSlope', dtype);
  const bend = routine(heap, 'activationBend', dtype);
  const z = input.value.address;
  const a = output.value.address;
  return {
    output,
    value: () => activate(kind, z, a, count),
    jvp: () => slope(kind, z, a, input.tangent.address, output.tangent.address, count),
    vjp: () => slope(kind, z, a, output.adjoint.address, input.adjoint.address, count),
    vjpTangent: () =>
      bend(
        kind,
        z,
        a,
        output.adjointTangent.address,
        output.adjoint.address,
        input.tangent.address,
        input.adjointTangent.address,
        count,
      ),
  };
}
