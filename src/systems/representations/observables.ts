import { defineObservables } from '../contract.ts';
import type { RepresentationsProblem } from './problem.ts';

export const observables = defineObservables<RepresentationsProblem>()({
  seedDistance: {
    label: 'distance between seeds',
    symbol: '1 − C',
    description: 'one minus linear CKA of the last hidden layers of two networks with different seeds',
    scale: 'log',
  },
  kernelDistance: {
    label: 'distance from infinite width',
    symbol: '1 − C_∞',
    description: 'one minus linear CKA with the kernel of an infinitely wide random network, of either network',
    scale: 'log',
  },
  startDistance: {
    label: 'distance before training',
    symbol: '1 − C₀',
    description: 'between the same two networks, before they were trained',
    scale: 'log',
    theory: 'none',
  },
  otherDistance: {
    label: 'distance from the other',
    symbol: '1 − C′',
    description: 'one less linear CKA of the last hidden layers of either network and of the other one',
    scale: 'log',
  },
  svcca: {
    label: 'SVCCA of seeds',
    symbol: 'mean ρ̂₅²',
    description: 'mean squared canonical correlation of the first five principal components of the two networks',
    scale: 'linear',
    theory: 'none',
  },
  otherSvcca: {
    label: 'SVCCA with the other',
    symbol: 'mean ρ̂₅′²',
    description: 'the same of either network and of the other one',
    scale: 'linear',
    theory: 'none',
  },
  procrustes: {
    label: 'Procrustes similarity of seeds',
    symbol: 'P',
    description: 'after the best rotation of one network’s representation into the other’s',
    scale: 'linear',
    theory: 'none',
  },
  otherProcrustes: {
    label: 'Procrustes similarity with the other',
    symbol: 'P′',
    description: 'the same of either network and of the other one',
    scale: 'linear',
    theory: 'none',
  },
  neighbours: {
    label: 'mutual neighbours',
    symbol: 'N₅',
    description: 'share of the five nearest inputs that are the same in both networks',
    scale: 'linear',
    theory: 'none',
  },
  accuracy: {
    label: 'accuracy',
    symbol: 'accuracy',
    description: 'of trained networks on the digits that they did not see',
    scale: 'linear',
    theory: 'none',
  },
  seedOverlap: {
    label: 'overlap of the functions of seeds',
    symbol: 'q̂_ab',
    description:
      'correlation of what the two trained networks say of the digits that they did not see: an order parameter of any network',
    scale: 'linear',
    theory: 'none',
    most: 1,
  },
  ansatz: {
    label: 'neural feature ansatz',
    symbol: 'cos(WᵀW, √G)',
    description:
      'cosine of WᵀW of the first layer with the root of the average outer product G of gradients in the inputs, after training',
    scale: 'linear',
    theory: 'none',
  },
  ansatzAtStart: {
    label: 'the same of the start',
    symbol: 'cos(W₀ᵀW₀, √G)',
    description: 'of the weights that the networks began with, and the gradients after training',
    scale: 'linear',
    theory: 'none',
  },
});

export type RepresentationsObservable = keyof typeof observables;
