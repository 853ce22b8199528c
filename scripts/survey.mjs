// The table of docs/validity.md: forty seeded random settings of every system, out of the ranges
// that sliders offer, each run until its verdict or for a few seconds. A setting that comes out
// broken must be one that a note calls strained; one that is not is a defect, listed, and makes the
// program fail. Run `npm run survey` (about half an hour on one core); with the arguments
// `10 ridge,kernel`, ten settings of these two, printed and not written.
import { readFileSync, writeFileSync } from 'node:fs';
import { Bench } from '../dist/conformance/bench.js';
import { drawSettings } from '../dist/conformance/draws.js';
import { createWasmEngine } from '../dist/numeric/engines/wasm.js';
import { makePlan } from '../dist/plan/plan.js';
import { checkParameters } from '../dist/plan/settings.js';
import { execute } from '../dist/run/execute.js';
import { allSystems } from '../dist/systems/registry.js';

const [count = '40', only] = process.argv.slice(2);
const SECONDS = 4;
const PAGE = new URL('../docs/validity.md', import.meta.url);
const [BEGIN, END] = ['<!-- survey -->', '<!-- /survey -->'];

const engine = createWasmEngine();
const systems = (await allSystems()).filter(({ id }) => !only || only.split(',').includes(id));
const rows = [];
const defects = [];
for (const system of systems) {
  const tally = { holds: 0, broken: 0, unresolved: 0, 'not judged': 0 };
  const reasons = new Map();
  let strainedAndHolds = 0;
  for (let index = 1; index <= Number(count); index++) {
    const settings = await drawSettings(new Bench(system, engine), 1000 + index);
    const { verdict, points } = await execute(onePoint(system, settings), {
      ...{ trials: 'auto', budget: SECONDS, seed: `survey ${index}`, jobs: 1, engine: 'wasm' },
      ...{ shown: system.shown, margin: system.margin.value },
    });
    const strained = points.flat().flatMap(({ validity }) => validity.filter(({ level }) => level === 'strained'));
    tally[verdict.overall]++;
    if (verdict.overall === 'holds' && strained.length > 0) strainedAndHolds++;
    if (verdict.overall !== 'broken') continue;
    for (const { id } of strained) reasons.set(id, (reasons.get(id) ?? 0) + 1);
    if (strained.length === 0) defects.push(`${system.id} ${words(settings)}`);
  }
  const notes = [...reasons].sort((a, b) => b[1] - a[1]).map(([id, times]) => `${id} ${times}`);
  rows.push([system.id, count, ...Object.values(tally), strainedAndHolds, notes.join(', ') || '–']);
  console.error(rows.at(-1).join('  '));
}

const table = [
  '| system | settings | holds | broken | unresolved | not judged | of those that hold, strained | notes at the broken |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n');
const found =
  defects.length === 0
    ? 'Every broken setting is one that a note calls strained.'
    : `Broken without a note:\n\n${defects.map((line) => `- \`${line}\``).join('\n')}`;
console.log(`${table}\n\n${found}`);
if (!only) {
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  writeFileSync(PAGE, `${page.slice(0, before)}\n\n${table}\n\n${found}\n\n${page.slice(after)}`);
}
if (defects.length > 0) process.exitCode = 1;

/** Without the range that a figure has when nothing is swept. */
function onePoint(system, settings) {
  const [swept] = Object.keys(system.sweep);
  const usual = swept === undefined ? {} : { [swept]: checkParameters(system, {})[swept] };
  return makePlan(system, { ...usual, ...settings });
}

function words(settings) {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
    .join(' ');
}
