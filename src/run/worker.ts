// The entry of a worker thread: piscina calls `work` with one task at a time.
import { workerData } from 'piscina';
import { selectEngine } from '../numeric/engines/select.ts';
import { findSystem } from '../systems/registry.ts';
import type { WorkerSetting } from './pool.ts';
import { runTrials, type TrialOutcome, type TrialTask } from './trials.ts';

const { systemId, engine, ...rest } = workerData as WorkerSetting;
const setting = { ...rest, system: findSystem(systemId) };
const ready = selectEngine(engine);

// biome-ignore lint/style/noDefaultExport: piscina takes the default export as the task
export default async function work(task: TrialTask): Promise<TrialOutcome[]> {
  return runTrials(setting, task, await ready);
}
