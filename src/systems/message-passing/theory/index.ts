// `orrery-lab/theory/message-passing`. Message passing for generalised linear models: its state
// evolution, what Bayes' estimator can reach, and where phase retrieval begins.

export { weakRecovery } from './abs-channel.ts';
export { type Channel, information } from './channels.ts';
export { testError } from './errors.ts';
export { freeEntropy, leastError } from './least-error.ts';
export { type Fields, type Forces, logisticForces, squareForces } from './losses.ts';
export { spectralOverlap } from './spectral.ts';
export { nextState, type Setting, stateEvolution } from './state-evolution.ts';
