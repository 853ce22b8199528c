// The library's root: systems, predictions, measurements, verdicts. Runs in Node, in a worker and
// in a page. Its other entries are `orrery-lab/theory/<system>`, `/numeric`, `/networks`,
// `/statistics`, `/figures`, `/instruments`, and `/node` for files, threads and records.

export type { Dataset } from './data/dataset.ts';
export { parseDataset } from './data/parse.ts';
export { checkLimits, type LimitCheck } from './judge/limits.ts';
export type { Cell, PointResult } from './judge/summary.ts';
export {
  type MeasureOptions,
  measure,
  measureSystem,
  type ObservableOf,
  type PredictedCurve,
  type PredictedObservable,
  pointKey,
  predict,
  predictFamily,
  type SettingsOf,
  type SystemId,
} from './library.ts';
export type { Engine } from './numeric/engine.ts';
export { selectEngine } from './numeric/engines/select.ts';
export { createWasmEngine } from './numeric/engines/wasm.ts';
export * from './numeric/errors.ts';
export { Heap, Matrix } from './numeric/heap.ts';
export { createRandom, type Random } from './numeric/random.ts';
export { remember } from './numeric/remember.ts';
export { makePlan, type Plan } from './plan/plan.ts';
export type { Settings } from './plan/settings.ts';
export { figureOf } from './record/figure-of.ts';
export { predictionJson, resultJson } from './record/json.ts';
export type { Conditions, RunResult } from './run/conduct.ts';
export { executeHere, executeTheory } from './run/here.ts';
export type * from './systems/contract.ts';
export { defineObservables, defineSystem } from './systems/contract.ts';
export { type SystemHeader, systemHeaders } from './systems/headers.ts';
export { allSystems, findSystem, notesOf } from './systems/registry.ts';
export { actsOnlyWith, noEffect } from './systems/shared/inert.ts';
export { gatherNotes } from './systems/shared/notes.ts';
export { quantities } from './systems/shared/quantities.ts';
