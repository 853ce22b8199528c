// `orrery-lab/theory/self-stabilisation`. The cycle that keeps training at the edge of stability.

export * from './cycle.ts';
export * from './orbit.ts';
