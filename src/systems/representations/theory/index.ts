// `orrery-lab/theory/representations`. How far representations of random networks scatter.

export { type HiddenLayer, hiddenLayers, type Layers } from '../kernels.ts';
export { alignment, type Fluctuation, kernelFluctuation, linearFluctuation } from './fluctuations.ts';
