// `orrery-lab/theory/central-flow`. Gradient descent at the edge of stability, smoothed: the
// central flow, and what the flows below the edge are.

export * from './central-flow.ts';
export * from './complementarity.ts';
export * from './gradient-flow.ts';
export * from './landscape.ts';
export * from './one-direction.ts';
export * from './sharpest-directions.ts';
