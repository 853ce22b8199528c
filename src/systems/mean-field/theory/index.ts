// `orrery-lab/theory/mean-field`. Infinitely wide networks that learn features: the dynamical
// mean-field theory in discrete time, and its closed form for two linear layers.

export { type Options, type Setting, type State, train } from './dynamics.ts';
export { gridOfSources, type Population, randomNeurons, unitVectors } from './population.ts';
export * from './two-layer-linear.ts';
