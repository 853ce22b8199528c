// Gives damaged files to everything that reads, for so many minutes, and saves every file by which
// a reader crashes, hangs, takes too much memory or refuses in no words: as small as it gets, in
// build/fuzz. The same seed gives the same files.
//
//   npm run fuzz -- --minutes 60 [--seed 1] [--reader tables,journals] [--from 0] [--to 300]
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const root = new URL('../', import.meta.url);
/** Files that a reader gets before it is the next one's turn. */
const TURN = 25;
/** Seconds of the processor after which a thread is ended. */
const PATIENCE = 20;

if (!isMainThread) await serve();

/** Returns how many faults there were. */
export async function fuzzReaders({ minutes, seed, readers, from, to = Infinity }) {
  const scratch = mkdtempSync(join(tmpdir(), 'orrery-fuzz-'));
  const end = Date.now() + 60_000 * minutes;
  const faults = new Map();
  let tried = 0;
  let next = from;
  try {
    while (Date.now() < end && next < to) {
      const outcome = await serveUntil(end, { scratch, seed, readers, from: next, to });
      tried += outcome.tried;
      next = outcome.next;
      for (const fault of outcome.faults) {
        const kind = `${fault.reader}: ${fault.what.split('\n', 2).join(' ').replace(/\d+/g, '#').slice(0, 120)}`;
        if (faults.has(kind)) continue;
        faults.set(kind, fault);
        console.log(`${fault.reader}: ${fault.what}\n  ${save(fault)} (seed ${seed}, file ${fault.index})`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(
    `${tried} damaged files up to number ${next - 1} of each reader: ${faults.size === 0 ? 'no faults' : `${faults.size} faults`}.`,
  );
  return faults.size;
}

/** One thread, until it is through or hangs. */
function serveUntil(end, data) {
  const place = new SharedArrayBuffer(8);
  const at = new Int32Array(place);
  return new Promise((resolve, reject) => {
    const faults = [];
    let tried = 0;
    let names = [];
    let seen = '';
    let since = secondsOfWork();
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { ...data, end, place },
      resourceLimits: { maxOldGenerationSizeMb: 800 },
    });
    const settle = (next) => {
      clearInterval(timer);
      worker.terminate();
      resolve({ faults, tried, next });
    };
    const giveUp = (what) => {
      const [index, reader] = at;
      faults.push({ reader: names[reader] ?? '(none)', index, what });
      settle(index + TURN);
    };
    const timer = setInterval(() => {
      const now = `${at[0]} ${at[1]}`;
      if (now !== seen || names.length === 0) since = secondsOfWork();
      seen = now;
      if (secondsOfWork() - since > PATIENCE) giveUp(`no end within ${PATIENCE} s`);
    }, 500);
    worker.on('message', (message) => {
      if (message.names) names = message.names;
      if (message.fault) faults.push(message.fault);
      if (message.tried) tried = message.tried;
      if (message.next !== undefined) settle(message.next);
    });
    worker.on('error', (error) => {
      if (names.length > 0) return giveUp(`the thread died: ${error.message}`);
      clearInterval(timer);
      reject(error);
    });
  });
}

/** Of the processor, whatever else it is busy with; the main thread does none. */
function secondsOfWork() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function save({ reader, index, bytes, what }) {
  const folder = fileURLToPath(new URL('build/fuzz/', root));
  mkdirSync(folder, { recursive: true });
  if (!bytes) return `not saved: run it again with --reader '${reader}' --from ${index}`;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const file = join(folder, `${reader.replaceAll(/\W+/g, '-')}-${hash}`);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.why.txt`, `${what}\n`);
  return file;
}

async function serve() {
  const { scratch, seed, readers: wanted, from, to, end, place } = workerData;
  const { allReaders } = await import('../dist/fuzz/readers.js');
  const { faultOf, fileOf, minimised, optionsOf } = await import('../dist/fuzz/trial.js');
  const folder = mkdtempSync(join(scratch, 'thread-'));
  // The page is built from its sources, and has no library.
  const { createJiti } = await import('jiti');
  const { addressReader } = await createJiti(import.meta.url).import('../lab/address.testing.ts');
  const all = [...(await allReaders(root, folder)), await addressReader()];
  const readers = wanted ? all.filter(({ name }) => wanted.includes(name)) : all;
  if (readers.length === 0)
    throw new Error(`there is no such reader; there are ${all.map(({ name }) => name).join(', ')}`);
  parentPort.postMessage({ names: readers.map(({ name }) => name) });
  const at = new Int32Array(place);
  let tried = 0;
  let next = from;
  if (from === 0) tried += await tryPast(readers);
  for (; Date.now() < end && next < to; next += TURN) {
    for (const [i, reader] of readers.entries()) {
      if (Date.now() >= end) break;
      // Settings of one system are read as those of another, and there are fifty of them.
      const share = /^(words|--params) for /.test(reader.name) && readers.length > 5 ? 3 : TURN;
      for (let index = next; index < next + share; index++) {
        Atomics.store(at, 0, index);
        Atomics.store(at, 1, i);
        const bytes = fileOf(reader, seed, index);
        const options = () => optionsOf(reader, seed, index);
        const what = await faultOf(reader, bytes, options());
        tried++;
        if (what === undefined) continue;
        const smallest = /^took/.test(what) ? bytes : await minimised(reader, bytes, options);
        parentPort.postMessage({ fault: { reader: reader.name, index, what, bytes: smallest } });
      }
    }
    parentPort.postMessage({ tried });
  }
  parentPort.postMessage({ tried, next });
}

/** All files that ever broke one of them. */
async function tryPast(readers) {
  const { pastCases } = await import('../dist/fuzz/past.js');
  const { faultOf, optionsOf } = await import('../dist/fuzz/trial.js');
  const cases = pastCases(root).filter(({ reader }) => readers.some(({ name }) => name === reader));
  for (const { reader: name, what: past, bytes } of cases) {
    const reader = readers.find((one) => one.name === name);
    const what = await faultOf(reader, bytes, optionsOf(reader, past, 0));
    if (what !== undefined)
      parentPort.postMessage({ fault: { reader: name, index: -1, what: `${past}: ${what}`, bytes } });
  }
  return cases.length;
}
