// The public library.

export type { Dataset } from './data/dataset.ts';
export { openDataset } from './data/open.ts';
export { parseDataset } from './data/parse.ts';
export { drawFigure } from './figures/draw.ts';
export type { Figure } from './figures/figure.ts';
export type { Engine } from './numeric/engine.ts';
export { selectEngine } from './numeric/engines/select.ts';
export * from './numeric/errors.ts';
export { Heap, Matrix } from './numeric/heap.ts';
export { createRandom, type Random } from './numeric/random.ts';
export { checkLimits, type LimitCheck } from './run/check-limits.ts';
export type { RunResult } from './run/conduct.ts';
export { execute, type RunOptions } from './run/execute.ts';
export { figureOf } from './run/figure-of.ts';
export { resultJson } from './run/json.ts';
export { measure, predict } from './run/library.ts';
export { makePlan, type Plan } from './run/plan.ts';
export { predictPlan } from './run/predictions.ts';
export type { Settings } from './run/settings.ts';
export type * from './systems/contract.ts';
export { defineSystem } from './systems/contract.ts';
export { findSystem, notesOf, systems } from './systems/registry.ts';
