// The table of docs/reproduced.md: every preset, run as `orrery run <system> --preset <id>` runs
// it, with the verdict that it ends in and the one that it declares. Another one, where no verdict
// is open, makes the program fail. Run `npm run reproduce` (about a quarter of an hour on two
// cores); with the arguments `30 ridge,kernel`, these two with budgets of 30 s, printed and not
// written.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { openDataset } from '../dist/data/open.js';
import { makePlan } from '../dist/plan/plan.js';
import { parameterMeta } from '../dist/plan/settings.js';
import { execute } from '../dist/run/execute.js';
import { allSystems } from '../dist/systems/registry.js';

const [seconds, only] = process.argv.slice(2);
/** Of a preset that does not say, as on the command line. */
const BUDGET = 60;
const PAGE = new URL('../docs/reproduced.md', import.meta.url);
const [BEGIN, END] = ['<!-- presets -->', '<!-- /presets -->'];

const systems = (await allSystems()).filter(({ id }) => !only || only.split(',').includes(id));
const rows = [];
const surprises = [];
for (const system of systems)
  for (const preset of system.presets) {
    const { id, title, expected = 'holds', because, margin = system.margin.value, shown = system.shown } = preset;
    const budget = seconds === undefined ? (preset.budget ?? BUDGET) : Number(seconds);
    const { verdict, ...result } = await execute(makePlan(system, await opened(system, preset.settings)), {
      ...{ trials: 'auto', seed: '1', jobs: Math.min(2, cpus().length), engine: 'auto' },
      ...{ margin, budget, shown },
    });
    const found = verdict.overall;
    const more = result.secondsToDecide === undefined ? '' : ` (${Math.ceil(result.secondsToDecide)} s more)`;
    console.error(`${system.id} ${id}: ${found}${more}, ${result.seconds.toFixed(0)} s, expected ${expected}`);
    for (const name of shown) console.error(`    ${verdict.observables[name].sentence}`);
    const says = found === expected ? found : `${found}${more}, expected ${expected}`;
    rows.push(
      `| \`${system.id}\` | ${title} | ${100 * margin} % | ${says} | ${result.seconds.toFixed(0)} s | ${because ?? ''} |`,
    );
    if (found !== expected && found !== 'unresolved')
      surprises.push(`${system.id} ${id} is ${found}, and not ${expected}`);
  }

const table = [
  '| system | figure | margin | verdict | took | why |',
  '| --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');
if (seconds === undefined && only === undefined) {
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  writeFileSync(PAGE, `${page.slice(0, before)}\n${table}\n${page.slice(after)}`);
} else console.log(table);
for (const surprise of surprises) console.error(surprise);
if (surprises.length > 0) process.exitCode = 1;

async function opened(system, settings) {
  const values = { ...settings };
  for (const [key, value] of Object.entries(settings))
    if (parameterMeta(system, key)?.kind === 'data') values[key] = await openDataset(value);
  return values;
}
