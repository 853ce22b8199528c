import { z } from 'zod';
import { BadInput } from '../../numeric/errors.ts';
import type { InertRule } from '../contract.ts';
import { dataFields, inertWithoutData, noiseField, sizeField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import type { KernelSpec } from './kernels.ts';

export const parameters = z.strictObject({
  samples: sizeField(
    { title: 'training samples', symbol: 'n', description: 'number of training samples', range: [20, 500] },
    200,
    20000,
  ),
  kernel: z.enum(['rbf', 'laplace', 'linear', 'nngp', 'ntk', 'power-law']).default('ntk').meta({
    title: 'kernel',
    symbol: 'K',
    description:
      'Gaussian, exponential or linear kernel; covariance (nngp) or tangent kernel (ntk) of an infinitely wide network; or levels of trace k^(−decay)',
  }),
  bandwidth: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({
      title: 'bandwidth',
      symbol: 'ℓ',
      unit: '√d',
      description: 'length scale of rbf and laplace, in units of the typical input length',
      scale: 'log',
      range: [0.5, 3],
    }),
  activation: z.enum(['relu', 'erf']).default('relu').meta({
    title: 'activation',
    symbol: 'φ',
    description: 'nonlinearity of the network behind nngp and ntk',
  }),
  depth: z
    .int()
    .min(1)
    .max(50)
    .default(2)
    .meta({
      title: 'depth',
      symbol: 'L',
      description: 'hidden layers of the network behind nngp and ntk',
      scale: 'linear',
      range: [1, 5],
    }),
  weightVariance: z
    .number()
    .positive()
    .max(1e3)
    .default(2)
    .meta({
      title: 'weight variance',
      symbol: 'σ²_w',
      description: 'of the network behind nngp and ntk, in NTK parameterisation; 2 keeps the scale through relu layers',
      scale: 'linear',
      range: [1, 3],
    }),
  biasVariance: z
    .number()
    .min(0)
    .max(1e3)
    .default(0.1)
    .meta({
      title: 'bias variance',
      symbol: 'σ²_b',
      description:
        'of the network behind nngp and ntk; without it, one relu layer knows no odd polynomial above degree 1',
      scale: 'linear',
      range: [0, 1],
    }),
  decay: z
    .number()
    .gt(0)
    .max(50)
    .default(4)
    .meta({
      title: 'kernel decay',
      symbol: 'β',
      description: 'of the power-law kernel: level k = 1 … 30 carries the trace k^(−β)',
      scale: 'linear',
      range: [2, 6],
    }),
  domain: z.enum(['sphere', 'hypercube', 'gaussian']).default('sphere').meta({
    title: 'domain',
    description: 'inputs: uniform on a sphere of radius √d, on {±1}^d (drawn without replacement), or standard normal',
  }),
  dimension: z
    .int()
    .min(2)
    .max(1000)
    .default(20)
    .meta({
      title: 'input dimension',
      symbol: 'd',
      description: 'number of input coordinates; at most 30 on the hypercube',
      scale: 'log',
      range: [12, 30],
    }),
  target: z.enum(['level', 'power-law', 'kernel']).default('power-law').meta({
    title: 'target',
    symbol: 'f',
    description:
      'function to learn: products of k coordinates (level k); levels 1 … 6 with power k^(−target decay), of unit variance; or the kernel at a fixed point',
  }),
  level: z
    .int()
    .min(0)
    .max(30)
    .default(1)
    .meta({
      title: 'level of the target',
      symbol: 'k',
      description: 'degree of the polynomial (on the hypercube, the parities) that is learned',
      scale: 'linear',
      range: [1, 3],
    }),
  targetDecay: z
    .number()
    .min(0)
    .max(50)
    .default(2)
    .meta({
      title: 'target decay',
      description: 'of the power-law target',
      scale: 'linear',
      range: [1, 4],
    }),
  noise: noiseField(),
  ridge: z
    .number()
    .min(0)
    .default(0.1)
    .meta({
      title: 'ridge',
      symbol: 'δ',
      description: 'penalty in (K + δ)⁻¹; the λ of ridge regression is δ/n',
      scale: 'log',
      range: [1e-2, 10],
    }),
  stepSize: z.number().min(0).default(0).meta({
    title: 'step size',
    symbol: 'η',
    description: 'of gradient descent for the test error in time; 0 is gradient flow',
    scale: 'log',
  }),
  ...dataFields(
    'the eigendecomposition of its whole Gram matrix gives the prediction; trials draw subsamples and test on the rest',
  ),
});

export type KernelParameters = z.output<typeof parameters>;
/** The kernel of these parameters. Throws `BadInput` for one that their domain does not have. */
export function kernelSpec(p: KernelParameters): KernelSpec {
  const { kernel, bandwidth, activation, depth, weightVariance, biasVariance, decay, dimension, domain } = p;
  switch (kernel) {
    case 'linear':
      return { kernel };
    case 'rbf':
    case 'laplace':
      return { kernel, bandwidth };
    case 'nngp':
    case 'ntk':
      return { kernel, activation, depth, weightVariance, biasVariance };
    case 'power-law': {
      if (p.data || domain === 'gaussian')
        throw new BadInput(
          'kernel=power-law is made of the levels of a sphere or a hypercube; choose one as the domain',
        );
      const polynomials = domain === 'sphere' ? 'gegenbauer' : 'krawtchouk';
      return { kernel, decay, dimension, polynomials };
    }
  }
}

export const inert: readonly InertRule<KernelParameters>[] = [
  noEffect(
    ['domain', 'dimension', 'target', 'level', 'targetDecay', 'noise'],
    (p) => p.data !== undefined,
    'has no effect with data: inputs and labels come from the file',
  ),
  inertWithoutData,
  actsOnlyWith(['bandwidth'], 'kernel', 'rbf', 'laplace'),
  actsOnlyWith(['activation', 'depth', 'weightVariance', 'biasVariance'], 'kernel', 'nngp', 'ntk'),
  actsOnlyWith(['decay'], 'kernel', 'power-law'),
  actsOnlyWith(['level'], 'target', 'level'),
  actsOnlyWith(['targetDecay'], 'target', 'power-law'),
];
