// What scripts/determinism.mjs compares: the points of a run as its record writes them. The same in
// Node and in the page that vite makes of browser.mjs.
import { onePoint } from '../../dist/conformance/bench.js';
import { inlineExecutor } from '../../dist/measure/executor.js';
import { openWorkshop } from '../../dist/measure/workshop.js';
import { createWasmEngine } from '../../dist/numeric/engines/wasm.js';
import { prepareKernels } from '../../dist/numeric/kernels.js';
import { pointRows, toCsv } from '../../dist/record/points.js';
import { conduct } from '../../dist/run/conduct.js';
import { findSystem } from '../../dist/systems/registry.js';

/** The text of points.csv, or what the run says in its place. */
export async function pointsOf({ id, settings }, openExecutor = inlineExecutor) {
  await prepareKernels();
  const system = await findSystem(id);
  const shown = Object.keys(system.observables);
  const conditions = { trials: 2, seed: 'determinism', margin: system.margin.value, budget: 1, shown };
  const workshop = openWorkshop(system, createWasmEngine());
  const executor = openExecutor(workshop);
  try {
    return toCsv(pointRows(await conduct(onePoint(system, settings), conditions, workshop, executor)));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  } finally {
    await executor.close();
  }
}
