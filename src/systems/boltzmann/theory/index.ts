// `orrery-lab/theory/boltzmann`. Restricted Boltzmann machines that are small enough to enumerate:
// partition function, likelihood, its gradient, and the transition of the Gibbs chain.

export * from './machine.ts';
