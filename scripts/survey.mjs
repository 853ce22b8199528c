// The table of docs/validity.md: seeded random settings of every system, out of the ranges that
// sliders offer, each run until its verdict or for a few seconds. A setting that comes out broken
// must be one that a note calls strained; one that is not is a defect, listed, and makes the
// program fail.
//
// node scripts/survey.mjs [settings of each] [systems], as in `10 ridge,kernel`; 40 and all systems
// unless given. Each system's row is written as soon as it is known, and the rows of the others
// stay. Seconds are those that a system estimates, so that the table is the same on any machine;
// all of it takes an hour or two on one core.
import { readFileSync, writeFileSync } from 'node:fs';
import { Bench, onePoint } from '../dist/conformance/bench.js';
import { drawSettings } from '../dist/conformance/draws.js';
import { createWasmEngine } from '../dist/numeric/engines/wasm.js';
import { allSystems } from '../dist/systems/registry.js';

const [count = '40', only] = process.argv.slice(2);
const SECONDS = 4;
const PAGE = new URL('../docs/validity.md', import.meta.url);
const [BEGIN, END] = ['<!-- survey -->', '<!-- /survey -->'];
const HEAD = [
  '| system | settings | holds | broken | unresolved | not judged | of those that hold, strained | notes at the broken |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
];
const EXPLAINED = 'Every broken setting is one that a note calls strained.';
const UNEXPLAINED = 'Broken without a note:';

const engine = createWasmEngine();
const asked = only?.split(',');
for (const system of await allSystems()) {
  if (asked && !asked.includes(system.id)) continue;
  const { row, defects } = await survey(system);
  write(system.id, row, defects);
  if (defects.length > 0) process.exitCode = 1;
}

/** The system's row of the table, and the settings that nothing explains. */
async function survey(system) {
  const tally = { holds: 0, broken: 0, unresolved: 0, 'not judged': 0 };
  const reasons = new Map();
  const defects = [];
  let strainedAndHolds = 0;
  for (let index = 1; index <= Number(count); index++) {
    const bench = new Bench(system, engine);
    const settings = await drawSettings(bench, 1000 + index);
    const { verdict, points, secondsToDecide } = await bench.measure(onePoint(system, settings), {
      ...{ budget: SECONDS, seed: `survey ${index}`, shown: system.shown, margin: system.margin.value },
    });
    const notes = points.flat().flatMap(({ validity }) => validity.filter(({ level }) => level === 'strained'));
    const strained = [...new Set(notes.map(({ id }) => id))];
    tally[verdict.overall]++;
    if (verdict.overall === 'holds' && strained.length > 0) strainedAndHolds++;
    if (verdict.overall === 'broken') {
      for (const id of strained) reasons.set(id, (reasons.get(id) ?? 0) + 1);
      if (strained.length === 0) defects.push(`${system.id} ${words(settings)}`);
    }
    const more = secondsToDecide === undefined ? '' : `; ${Math.ceil(secondsToDecide)} s more would tell`;
    if (verdict.overall !== 'holds')
      console.error(`${verdict.overall}: ${system.id} ${words(settings)} (${strained.join(', ') || 'no note'}${more})`);
  }
  const notes = [...reasons].sort((a, b) => b[1] - a[1]).map(([id, times]) => `${id} ${times}`);
  const row = [system.id, count, ...Object.values(tally), strainedAndHolds, notes.join(', ') || '–'];
  console.error(row.join('  '));
  return { row: `| ${row.join(' | ')} |`, defects: defects.map((line) => `- \`${line}\``) };
}

/** Puts what was found of one system in the place of what stands there. */
function write(id, row, defects) {
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  const others = page.slice(from, to).split('\n');
  const rows = others.filter((line) => line.startsWith('| ') && !HEAD.includes(line) && !line.startsWith(`| ${id} |`));
  const unexplained = [
    ...others.filter((line) => line.startsWith('- `') && !line.startsWith(`- \`${id} `)),
    ...defects,
  ];
  const table = [...HEAD, ...[...rows, row].sort()].join('\n');
  const found = unexplained.length === 0 ? EXPLAINED : `${UNEXPLAINED}\n\n${unexplained.sort().join('\n')}`;
  writeFileSync(PAGE, `${page.slice(0, from)}\n\n${table}\n\n${found}\n\n${page.slice(to)}`);
}

function words(settings) {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
    .join(' ');
}
