import { z } from 'zod';
import { noEffect } from './inert.ts';

// Parameters of the two-layer linear network on one datum and of the network beside it, which the
// catapult and warm-up share.

/** `network`: what the network on several data is for. */
export function modelField(network: string) {
  return z
    .enum(['solvable', 'network'])
    .default('solvable')
    .meta({
      title: 'model',
      description: `f = u·v/√n on one datum with label 0, exact at every width; or a network on several data with labels ±1, ${network}`,
    });
}

export const outputField = z
  .number()
  .min(1e-3)
  .max(1e3)
  .default(1)
  .meta({
    title: 'initial output',
    symbol: 'f₀',
    description:
      'of the solvable network, whose kernel begins at 2; with Gaussian weights it would have the deviation 1',
    scale: 'log',
    range: [0.5, 2],
  });

export function activationField(initial: 'linear' | 'tanh') {
  return z
    .enum(['linear', 'relu', 'tanh', 'gelu'])
    .default(initial)
    .meta({ title: 'activation', description: 'of the network’s hidden units' });
}

/** Few, so that the sharpness is looked at often. */
export function fewSamplesField(range: [number, number]) {
  return z.int().min(1).max(1e3).default(10).meta({
    title: 'samples',
    symbol: 'P',
    description: 'data of the network, with labels ±1 at random',
    scale: 'log',
    range,
  });
}

export const fewInputsField = z
  .int()
  .min(1)
  .max(1e4)
  .default(10)
  .meta({ title: 'input dimension', symbol: 'd', description: 'number of inputs', scale: 'log', range: [5, 20] });

type Model = { model: 'solvable' | 'network' };

/** `keys` are of the network; `beside` names what the solvable model is without them. */
export function inertByModel(keys: readonly string[], beside = '') {
  return [
    noEffect<Model>(
      keys,
      ({ model }) => model === 'solvable',
      `has no effect with model=solvable: one datum, two linear layers${beside}`,
    ),
    noEffect<Model>(
      ['output'],
      ({ model }) => model === 'network',
      'has no effect with model=network, whose weights are Gaussian',
    ),
  ];
}
