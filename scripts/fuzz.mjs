// Draws random settings from all that the systems allow, predicts at each and runs two trials, and
// lists what must never be: NaN, an error that is nobody's fault but the program's, no end.
//
//   npm run fuzz -- [--predictions 2000] [--runs 100] [--seed 1] [--system ridge] [--from 0] [--verbose]
//
// Numbers are totals over all systems. One case again: --system ridge --only 17 [--runs 0].
//
//   npm run fuzz -- --minutes 60 [--seed 1] [--reader tables,journals] [--from 0]
//
// For so many minutes damaged files for everything that reads: see fuzz-readers.mjs.
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

/**
 * Seconds of work after which a case is given up, and the estimate beyond which it is not begun.
 */
const PATIENCE = 30;
const LIMITS = { seconds: 3, bytes: 5e8 };

if (isMainThread) await main();
else await serve();

async function main() {
  const { values } = parseArgs({
    options: {
      predictions: { type: 'string', default: '2000' },
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      system: { type: 'string' },
      only: { type: 'string' },
      from: { type: 'string', default: '0' },
      to: { type: 'string', default: 'Infinity' },
      verbose: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      reader: { type: 'string' },
    },
  });
  if (values.minutes !== undefined) {
    const { fuzzReaders } = await import('./fuzz-readers.mjs');
    const readers = values.reader?.split(',');
    const faults = await fuzzReaders({
      ...values,
      minutes: Number(values.minutes),
      readers,
      from: Number(values.from),
      to: Number(values.to),
    });
    process.exitCode = faults === 0 ? 0 : 1;
    return;
  }
  const { findSystem, systemHeaders } = await import('../dist/index.js');
  const { drawAllowed } = await import('../dist/conformance/allowed.js');
  const ids = values.system ? values.system.split(',') : systemHeaders.map(({ id }) => id);
  const cases = [];
  for (const [kind, total] of [
    ['prediction', Number(values.predictions)],
    ['run', Number(values.runs)],
  ])
    for (const id of ids) {
      const count = Math.ceil(total / ids.length);
      const [first, last] = values.only === undefined ? [0, count] : [Number(values.only), Number(values.only) + 1];
      if (total > 0)
        for (let index = first; index < last; index++)
          cases.push({ kind, id, index: index + Number(values.from), seed: values.seed });
    }
  const counts = {};
  let faults = 0;
  const helper = { worker: undefined };
  for (const one of cases) {
    const drawn = drawAllowed(await findSystem(one.id), one.seed, one.index);
    const { kind, reason, settings = drawn, seconds } = await attempt(helper, one);
    const row = `${one.kind} ${one.id}`;
    counts[row] ??= {};
    counts[row][kind] = (counts[row][kind] ?? 0) + 1;
    if (kind === 'fault') faults++;
    if (kind === 'fault' || values.verbose || seconds > 10)
      console.log(
        `${kind} (${seconds.toFixed(1)} s): ${one.kind} --system ${one.id} --only ${one.index} --seed ${one.seed}\n  ${JSON.stringify(settings, shorten)}\n  ${reason ?? ''}`,
      );
  }
  await helper.worker?.terminate();
  console.table(counts);
  console.log(faults === 0 ? 'No faults.' : `${faults} faults.`);
  process.exitCode = faults === 0 ? 0 : 1;
}

function shorten(_, value) {
  return value?.sha256 ? `a table, ${value.rows} × ${value.columns}` : value;
}

/** In a thread of its own, so that what never ends can be ended. */
async function attempt(helper, task) {
  helper.worker ??= await ready(new Worker(new URL(import.meta.url)));
  const { worker } = helper;
  const began = secondsOfWork();
  const outcome = await new Promise((resolve) => {
    const settle = (result) => {
      clearInterval(timer);
      worker.off('message', settle).off('error', die);
      resolve(result);
    };
    const giveUp = (reason) => {
      worker.terminate();
      helper.worker = undefined;
      settle({ kind: 'fault', reason });
    };
    const die = (error) => giveUp(`the thread died: ${error}`);
    const timer = setInterval(() => {
      if (secondsOfWork() - began > PATIENCE) giveUp(`no end within ${PATIENCE} s`);
    }, 1000);
    worker.on('message', settle).on('error', die);
    worker.postMessage(task);
  });
  return { ...outcome, seconds: secondsOfWork() - began };
}

/** Of the processor, whatever else it is busy with; this thread does none. */
function secondsOfWork() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** A thread that cannot begin is no finding but an end: it throws here. */
function ready(worker) {
  return new Promise((resolve, reject) => worker.once('message', () => resolve(worker)).once('error', reject));
}

async function serve() {
  const { createWasmEngine, findSystem } = await import('../dist/index.js');
  const { fuzzPrediction, fuzzRun } = await import('../dist/conformance/fuzz.js');
  const engine = await createWasmEngine();
  parentPort.postMessage('ready');
  parentPort.on('message', async ({ kind, id, seed, index }) => {
    const tryIt = kind === 'run' ? fuzzRun : fuzzPrediction;
    const outcome = await tryIt(await findSystem(id), engine, seed, index, LIMITS);
    parentPort.postMessage(outcome);
  });
}
