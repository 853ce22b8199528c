// `orrery-lab/theory/signal-propagation`. Signals through deep random networks: the maps of
// lengths and correlations, their fixed points and depth scales, the critical line, and residual
// networks of infinite depth.

export * from '../../shared/signal-fixed-points.ts';
export * from '../../shared/signal-maps.ts';
export * from './residual.ts';
