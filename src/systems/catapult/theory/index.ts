// `orrery-lab/theory/catapult`. Large learning rates: the map of the two-layer linear network, its
// phases and their edges.

export * from '../../shared/two-layer-map.ts';
export * from './phases.ts';
