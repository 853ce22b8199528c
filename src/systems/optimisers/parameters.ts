import { z } from 'zod';
import { capacityField, powerExponentField, sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z
    .enum(['least-squares', 'network'])
    .default('least-squares')
    .meta({
      title: 'model',
      description:
        'linear regression whose Hessian has a power-law spectrum, of which all is predicted; or a tanh network that learns from another one, of which claims are made, each optimiser at its own best rate',
      drawn: ['least-squares'],
    }),
  optimiser: z
    .enum([
      'gradient-descent',
      'heavy-ball',
      'nesterov',
      'conjugate-gradients',
      'preconditioned',
      'sign',
      'adam',
      'adagrad',
      'muon',
      'shampoo',
    ])
    .default('nesterov')
    .meta({
      title: 'optimiser',
      description:
        'gradient descent, alone, with momentum m ← βm + g, or with the Hessian’s power H^(−θ) in front; Nesterov’s method with β_k = k/(k + 3) (in a network a fixed β); conjugate gradients; descent along the signs of the gradient; Adam without ε; AdaGrad; and on a matrix of weights Muon without momentum and Shampoo. All see all data in every step',
      // Matrices take a singular value decomposition in every step.
      drawn: ['gradient-descent', 'heavy-ball', 'nesterov', 'conjugate-gradients', 'preconditioned', 'sign', 'adam'],
    }),
  dimension: sizeField(
    {
      title: 'modes',
      symbol: 'N',
      description: 'number of eigenvalues of the Hessian; weights, or of a matrix rows and columns',
      range: [60, 200],
    },
    200,
    1e5,
  ),
  capacity: capacityField(2, [1, 2.5], 'the Hessian has the eigenvalues λ_i = i^(−b)'),
  source: powerExponentField(2.5, [1.2, 3.5], 'mode i begins with the loss λ_i e_i²/2 = i^(−a)/2'),
  rate: z
    .union([z.number().positive().max(1e6), z.literal('auto')])
    .default('auto')
    .meta({
      title: 'step',
      symbol: 'η',
      description:
        'over the inverse of the largest eigenvalue, which is 1; of sign, adam, adagrad, muon and shampoo a length, where the largest mode’s error is 1. `auto`: 1; of those 2.09/steps, of adagrad and shampoo 1/√steps',
      scale: 'log',
    }),
  momentum: z
    .number()
    .min(0)
    .max(0.999)
    .default(0.9)
    .meta({
      title: 'momentum',
      symbol: 'β',
      description: 'of heavy-ball, and β₁ of adam',
      scale: 'linear',
      range: [0, 0.9],
    }),
  memory: z
    .number()
    .min(1e-6)
    .lt(1)
    .default(0.999)
    .meta({
      title: 'memory',
      symbol: 'β₂',
      description: 'of the squares of adam’s gradients; with none Adam divides by its gradient, which may be 0',
      scale: 'linear',
      range: [0.9, 0.9999],
    }),
  power: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({
      title: 'power of the preconditioner',
      symbol: 'θ',
      description: 'preconditioned descent steps along H^(−θ)g: 0 is gradient descent, 1 Newton’s method',
      scale: 'linear',
      range: [0.1, 0.9],
    }),
  orthogonalisation: z.enum(['exact', 'newton-schulz']).default('exact').meta({
    title: 'orthogonalisation',
    description:
      'what Muon makes of the gradient USVᵀ: UVᵀ, or what five steps of a quintic make of it, as in practice',
  }),
  basis: z
    .enum(['axes', 'random'])
    .default('axes')
    .meta({
      title: 'eigenvectors',
      description:
        'of the Hessian: along the weights’ axes, or random, where sign, adam and adagrad, which know axes, have no theory',
      drawn: ['axes'],
    }),
  steps: z
    .int()
    .min(2)
    .max(1e5)
    .default(200)
    .meta({
      title: 'steps',
      symbol: 'k_max',
      description: 'up to which training is followed',
      scale: 'log',
      range: [50, 200],
    }),
  targetLoss: z
    .number()
    .min(1e-20)
    .lt(1)
    .default(0.01)
    .meta({
      title: 'target loss',
      symbol: 'L*',
      description: 'the loss to be reached, over that at the start',
      scale: 'log',
      range: [0.01, 0.2],
    }),
});

export type OptimisersParameters = z.output<typeof parameters>;
export type OptimiserName = OptimisersParameters['optimiser'];

/** Whether it acts on a matrix of weights by its singular values. */
export function isSpectral(optimiser: OptimiserName): boolean {
  return optimiser === 'muon' || optimiser === 'shampoo';
}

/** Whether it acts on each weight by itself, so that the axes matter. */
export function isCoordinatewise(optimiser: OptimiserName): boolean {
  return optimiser === 'sign' || optimiser === 'adam' || optimiser === 'adagrad';
}
