// What trials take for each second that a system's own `cost` says, as a table: at the usual
// settings of each system where its trials are cheapest, where they are dearest and between, in the
// middle of each of its presets, and at a few settings drawn from the ranges that sliders offer.
// Budgets, time left and `--budget-by estimate` lean on `cost`, which is to be right within a
// factor of two on the engine that is taken by default; a row that is further off is marked, and
// they are counted at the end.
//
// npm run costs [-- systems] [--engine wasm] [--drawn 4] [--no-presets] [--longest 10] [--json], as
// in `-- ridge,kernel`; trials that are said to take more than `--longest` seconds are not made.
// With `--json` a row is an object in a line, with all parameters, for whoever fits a cost anew.
// Seconds are the processor's: a busy machine makes them some tenths more.
import { parseArgs } from 'node:util';
import { Bench, onePoint } from '../dist/conformance/bench.js';
import { drawSettings } from '../dist/conformance/draws.js';
import { planOf } from '../dist/gallery/entries.js';
import { outlooksOf } from '../dist/measure/outlook.js';
import { runTrials } from '../dist/measure/trials.js';
import { openWorkshop } from '../dist/measure/workshop.js';
import { selectEngine } from '../dist/numeric/engines/select.js';
import { distinctPoints, makePlan } from '../dist/plan/plan.js';
import { allSystems } from '../dist/systems/registry.js';

/** Seconds of trials that are timed at a point, beyond the first one, which compiles the code. */
const TIMED = 0.3;
const MOST_TRIALS = 200;
/** What `cost` may be off by. */
const FACTOR = 2;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'auto' },
    drawn: { type: 'string', default: '4' },
    longest: { type: 'string', default: '10' },
    'no-presets': { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
const longest = Number(flags.longest);
const asked = positionals.flatMap((word) => word.split(','));
const engine = await selectEngine(flags.engine);
if (!flags.json) {
  console.log(`engine ${engine.name}; seconds of the processor a trial\n`);
  console.log(row(['system', 'settings', 'cost says', 'takes', 'takes / says', '']));
}
let [timed, off] = [0, 0];
for (const system of await allSystems()) {
  if (asked.length > 0 && !asked.includes(system.id)) continue;
  await tabulate(system, 'usual', makePlan(system, {}), [0, 0.5, 1]);
  for (const preset of flags['no-presets'] ? [] : system.presets)
    await tabulate(system, preset.id, (await planOf({ system, preset })).plan, [0.5]);
  const bench = new Bench(system, engine);
  for (let i = 1; i <= Number(flags.drawn); i++)
    await tabulate(system, `drawn ${i}`, onePoint(system, await drawSettings(bench, 2000 + i)), [0]);
}
if (!flags.json) console.log(`\n${off} of ${timed} are off by more than a factor of ${FACTOR}`);

/** A line for each of the points at these fractions of all, in the order of their cost. */
async function tabulate(system, name, plan, fractions) {
  const workshop = openWorkshop(system, engine);
  const priced = pricedPoints(plan, workshop);
  const swept = plan.axis && priced.length > 1 ? plan.axis.name : undefined;
  for (const i of new Set(fractions.map((fraction) => Math.round(fraction * (priced.length - 1))))) {
    if (priced.length === 0) break;
    const { point, says } = priced[i];
    const settings = swept === undefined ? name : `${name} ${swept}=${word(point.parameters[swept])}`;
    if (says > longest) {
      if (!flags.json) console.log(row([system.id, settings, seconds(says), '', '', 'too long']));
      continue;
    }
    const { takes, failed } = await timeTrials(workshop, point);
    const isOff = !(takes / says <= FACTOR && says / takes <= FACTOR);
    timed++;
    if (isOff) off++;
    const remark = failed ? 'fails' : isOff ? '<--' : '';
    console.log(
      flags.json
        ? JSON.stringify({ system: system.id, settings, says, takes, failed, parameters: point.parameters })
        : row([system.id, settings, seconds(says), seconds(takes), (takes / says).toPrecision(2), remark]),
    );
  }
}

function pricedPoints(plan, workshop) {
  const outlooks = outlooksOf(plan, workshop);
  const known = new Map();
  plan.curves.forEach(({ points }, c) => {
    points.forEach(({ key }, p) => {
      known.set(key, outlooks[c][p]);
    });
  });
  return distinctPoints(plan)
    .map((point) => ({ point, outlook: known.get(point.key) }))
    .filter(({ outlook: { untestable, reason } }) => untestable === undefined && reason === undefined)
    .map(({ point, outlook }) => ({ point, says: outlook.cost.seconds }))
    .sort((a, b) => a.says - b.says);
}

/** The mean of a few trials; of a long one the first. */
async function timeTrials(workshop, point) {
  workshop.problem(point);
  let failed = false;
  const time = async (first) => {
    const used = process.cpuUsage();
    const begun = performance.now();
    const [outcome] = await runTrials(workshop, 'costs', point, { first, count: 1 });
    const { user, system } = process.cpuUsage(used);
    if ('failed' in outcome) failed = true;
    // Threads that compile beside this one make it more than the clock says.
    return Math.min((user + system) / 1e6, (performance.now() - begun) / 1000);
  };
  const first = await time(0);
  if (first > 5 * TIMED) return { takes: first, failed };
  // A few more until the code is as fast as it gets.
  for (let i = 1, warm = 0; i <= 3 && warm < TIMED; i++) warm += await time(i);
  let [count, total] = [0, 0];
  while (total < TIMED && count < MOST_TRIALS) total += await time(4 + count++);
  return { takes: total / count, failed };
}

function seconds(value) {
  return value.toPrecision(2);
}

function word(value) {
  return typeof value === 'number' ? Number(value.toPrecision(3)) : value;
}

function row([id, settings, ...cells]) {
  return `${id.padEnd(20)} ${String(settings).padEnd(46)}${cells.map((cell) => String(cell).padStart(13)).join('')}`.trimEnd();
}
