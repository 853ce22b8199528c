// The entry of a worker thread: piscina calls `work` with one task at a time.
import { parentPort } from 'node:worker_threads';
import { workerData } from 'piscina';
import { selectEngine } from '../numeric/engines/select.ts';
import { openSystem } from '../systems/open.ts';
import type { WorkerData } from './pool.ts';
import { type News, perform, type Result, type Task } from './tasks.ts';
import { openWorkshop } from './workshop.ts';

/** Milliseconds between two reports of a long trial. */
const EVERY = 100;

const { system, engine, threads, assignment } = workerData as WorkerData;
const workshop = Promise.all([openSystem(system), selectEngine(engine, { threads })]).then((made) =>
  openWorkshop(...made),
);

// biome-ignore lint/style/noDefaultExport: piscina takes the default export as the task
export default async function work(task: Task): Promise<Result | undefined> {
  let last = performance.now();
  return perform(task, assignment, await workshop, undefined, (news: News) => {
    if (performance.now() - last < EVERY) return;
    last = performance.now();
    parentPort?.postMessage(news);
  });
}
