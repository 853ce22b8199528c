// `orrery-lab/theory/random-features`. Ridge regression on random features: layers, the risk and
// its decomposition, ridgeless curves, scaling exponents.

export { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
export * from './layers.ts';
export * from './mei-montanari.ts';
export { type Renormalized, renormalize } from './renormalization.ts';
export * from './risk.ts';
export * from './scaling.ts';
