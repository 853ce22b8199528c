import { defineObservables } from '../contract.ts';
import { LEARNED, type MeanFieldProblem } from './problem.ts';

export const observables = defineObservables<MeanFieldProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'half the mean squared error over the data, the output counted from where it begins',
    scale: 'log',
    over: 'step',
    floor: ({ targets }) => (LEARNED * targets.reduce((sum, y) => sum + y * y, 0)) / (2 * targets.length),
  },
  learned: {
    label: 'part learned',
    symbol: 'f·y/|y|²',
    description: 'of the targets: 0 at first, 1 when they are learned',
    scale: 'linear',
    over: 'step',
    floor: () => LEARNED,
  },
  tangentKernel: {
    label: 'tangent kernel',
    symbol: 'K',
    description: 'K(x, x), averaged over the data: the gradient kernel that moves the outputs',
    scale: 'linear',
    over: 'step',
  },
  tangentAlignment: {
    label: 'alignment of the tangent kernel',
    symbol: 'A_K',
    description: 'yᵀKy/(‖K‖|y|²): 1 when the kernel is that of the targets',
    scale: 'linear',
    over: 'step',
  },
  featureKernel: {
    label: 'feature kernel',
    symbol: 'Φ',
    description: 'Φ(x, x) = φ·φ/N of the last hidden layer, averaged over the data',
    scale: 'linear',
    over: 'step',
  },
  featureAlignment: {
    label: 'alignment of the feature kernel',
    symbol: 'A_Φ',
    description: 'yᵀΦy/(‖Φ‖|y|²) of the last hidden layer',
    scale: 'linear',
    over: 'step',
  },
  kernelMovement: {
    label: 'movement of the kernel',
    symbol: '‖K_T − K₀‖/‖K₀‖',
    description: 'of the tangent kernel on the data, from the start to the end of training',
    scale: 'log',
  },
  widthDeviation: {
    label: 'deviation of finite width',
    symbol: 'ΔK/K',
    description:
      'by how much the final kernel (mean diagonal) of the two halves of the network, trained each by itself, exceeds that of the whole: half the width against the width',
    scale: 'log',
    theory: 'none',
  },
});

export type MeanFieldObservable = keyof typeof observables;
