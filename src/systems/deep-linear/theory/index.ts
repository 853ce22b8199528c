// `orrery-lab/theory/deep-linear`. Deep linear networks: modes in time at any depth, exact flows
// from small, rotated and random starts, curvature.

export * from './curvature.ts';
export { type Course, deepCourse, twoLayerCourse } from './descent.ts';
export * from './flow.ts';
export { type RandomCourse, type RandomStart, randomStartCourse } from './random-start.ts';
export * from './riccati.ts';
