// `orrery-lab/theory/edge-of-stability`. The sharpness at which each optimiser becomes unstable,
// and the cycle that keeps it there.

export * from './self-stabilisation.ts';
export * from './threshold.ts';
