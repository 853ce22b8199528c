// `orrery-lab/theory/warmup`. Warm-up of the learning rate: the two-layer map with a schedule, the
// edge of the first step, and GI-Adam.

export * from '../../shared/two-layer-map.ts';
export * from './warm-up.ts';
