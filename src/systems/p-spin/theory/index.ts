// `orrery-lab/theory/p-spin`. Spherical landscapes of p-body interactions: the equations of descent
// and of gradient flow, the curvatures, and p = 2 in closed form.

export { type Descent, descend, type OrderParameters, type Watch } from './descent-equations.ts';
export { type Flow, type FlowParameters, flow } from './flow.ts';
export { negativeShare, radius, semicircleBelow, spectrumInBins } from './hessian.ts';
export { matrixCorrelation, matrixEnergy, matrixGradient, matrixResponse, semicircleAverage } from './matrix.ts';
