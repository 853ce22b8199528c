// `orrery-lab/theory/p-spin`. Spherical landscapes of p-body interactions: the equations of descent
// and of gradient flow, the curvatures, the critical points, temperature, planted signals, and
// p = 2 in closed form.

export { type Descent, descend, type OrderParameters, type Watch } from './descent-equations.ts';
export { type Flow, type FlowParameters, flow } from './flow.ts';
export { negativeShare, radius, semicircleBelow, spectrumInBins } from './hessian.ts';
export * from './landscape.ts';
export { matrixCorrelation, matrixEnergy, matrixGradient, matrixResponse, semicircleAverage } from './matrix.ts';
export { plantedMinimum, weakestSignal } from './planted.ts';
export * from './temperature.ts';
