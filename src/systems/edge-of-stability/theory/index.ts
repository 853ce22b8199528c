// `orrery-lab/theory/edge-of-stability`. The sharpness at which each optimiser becomes unstable.

export * from './threshold.ts';
