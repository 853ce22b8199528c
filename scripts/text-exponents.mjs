// How often the intervals of `orrery exponents` cover what they should, on texts made here whose
// exponents are known: layers (correlations of a power law), renewals (steps of the entropy of
// one), Markov chains and independent letters, which have none. After `npm run build`:
// `node scripts/text-exponents.mjs [seconds]`; a study of minutes, which no test makes.

import { zipfMarkov } from '../dist/data/language.js';
import { layeredLanguage, renewalLanguage } from '../dist/data/long-memory.js';
import { report } from '../dist/instruments/conduct.js';
import { findInstrument } from '../dist/instruments/registry.js';
import { createRandom } from '../dist/numeric/random.js';
import { fitDecay, powerDecay, powerSteps } from '../dist/statistics/decay.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const instrument = await findInstrument('exponents');
const tally = new Map();
const end = Date.now() + 1000 * Number(process.argv[2] ?? 600);

for (let seed = 0; Date.now() < end; seed++) {
  for (const beta of [0.5, 0.7]) {
    const language = layeredLanguage(16, beta);
    const { values, tables } = await reportOf(language.draw(100_000, createRandom(seed)), {
      contexts: 2,
      longest: 256,
    });
    const rows = rowsOf(tables, 'correlations').map(([x, y, error]) => ({ x, error: error / y }));
    judge(`layers, ${beta}`, values.beta, rows, (t) => Math.log(language.correlation(t)), powerDecay);
  }
  const renewal = renewalLanguage(1.7);
  const { values, tables } = await reportOf(renewal.draw(300_000, createRandom(seed)), { contexts: 9, longest: 64 });
  const steps = rowsOf(tables, 'entropies').map(([x, , , y, error]) => ({ x, error: error / y }));
  const stepOf = (n) => Math.log(renewal.entropyGiven(n) - renewal.entropyGiven(n + 1));
  judge('renewals', values.gamma, steps, stepOf, powerSteps);
  for (const [name, ids] of [
    ['Markov chain', zipfMarkov(12, createRandom(seed)).draw(60_000, createRandom(seed + 1))],
    ['independent letters', independent(40_000, createRandom(seed))],
  ]) {
    const { beta, gamma } = (await reportOf(ids, { contexts: 5 })).values;
    for (const [which, { value }] of Object.entries({ beta, gamma }))
      count(`${name}, ${which}`, value === null ? 'none' : 'GIVEN');
  }
}
for (const [name, counts] of tally) console.log(name, counts);

/**
 * The exact law's exponent over the same range and with the same weights is what should be covered.
 */
function judge(name, { value, low, high, range }, rows, exact, shape) {
  if (value === null) return count(name, 'none');
  const fitted = rows.filter(({ x, error }) => x >= range[0] && x <= range[1] && error > 0);
  const points = {
    x: fitted.map(({ x }) => x),
    logY: fitted.map(({ x }) => exact(x)),
    errors: fitted.map(({ error }) => error),
  };
  const { p } = fitDecay(points, shape, 0);
  count(name, low < p && p < high ? 'covered' : 'missed');
}

async function reportOf(ids, settings) {
  const text = Array.from(ids, (id) => LETTERS[id]).join('');
  const file = { name: 'text', origin: 'made here', bytes: async () => new TextEncoder().encode(text) };
  return report(instrument, [file], { resamples: 100, ...settings });
}

function rowsOf(tables, id) {
  return tables.find((table) => table.id === id).rows;
}

function independent(length, random) {
  return Int32Array.from({ length }, () => Math.floor(20 * random.uniform() ** 2));
}

function count(name, what) {
  const counts = tally.get(name) ?? {};
  counts[what] = (counts[what] ?? 0) + 1;
  tally.set(name, counts);
}
