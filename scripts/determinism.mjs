// Makes the same points of every system with several versions of Node, on several workers and in a
// browser, and compares them to the bit; exits with 1 where one differs.
//
//   npm run determinism -- [--systems ridge,kernel] [--nodes 20,22,24,26] [--jobs 1,2,8] [--no-browser]
//
// A Node is a version, whose binary npm fetches into build/nodes, or the path of one. Of each
// system: its defaults, and the cheapest of a few random settings.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bench, onePoint } from '../dist/conformance/bench.js';
import { drawSettings } from '../dist/conformance/draws.js';
import { outlooksOf } from '../dist/measure/outlook.js';
import { openWorkshop } from '../dist/measure/workshop.js';
import { createWasmEngine } from '../dist/numeric/engines/wasm.js';
import { systemHeaders } from '../dist/systems/headers.js';
import { findSystem } from '../dist/systems/registry.js';
import { findChromium, launch, serve } from './browse.mjs';
import { compare } from './determinism/compare.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Random settings that a system's cheapest is of, and seconds beyond which its defaults are left
 * out.
 */
const DRAWS = 3;
const PATIENCE = 3;

const { values } = parseArgs({
  options: {
    systems: { type: 'string' },
    nodes: { type: 'string', default: '20,22,24,26' },
    jobs: { type: 'string', default: '1,2,8' },
    browser: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const ids = values.systems?.split(',') ?? systemHeaders.map(({ id }) => id);
const cases = [];
for (const id of ids) cases.push(...(await casesOf(id)));
console.error(`${cases.length} settings of ${ids.length} systems`);

const scratch = mkdtempSync(join(tmpdir(), 'orrery-determinism-'));
try {
  const file = join(scratch, 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  const columns = new Map();
  for (const named of values.nodes.split(',')) {
    const node = nodeOf(named);
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    for (const jobs of values.jobs.split(',')) {
      console.error(`Node ${version}, jobs ${jobs} …`);
      columns.set(`${version} × ${jobs}`, await pointsInNode(node, jobs, file));
    }
  }
  if (values.browser) {
    if (findChromium()) columns.set('browser', await pointsInBrowser());
    else console.error('No browser to compare with.');
  }
  report(columns);
} finally {
  rmSync(scratch, { recursive: true });
}

async function casesOf(id) {
  const system = await findSystem(id);
  const engine = createWasmEngine();
  const bench = new Bench(system, engine);
  const priced = [];
  for (let index = 0; index <= DRAWS; index++) {
    const settings = index === 0 ? {} : await drawSettings(bench, 7000 + index);
    const { cost } = outlooksOf(onePoint(system, settings), openWorkshop(system, engine))[0][0];
    priced.push({ id, settings, seconds: 2 * cost.seconds + (cost.theory ?? 0) });
  }
  const [usual, ...drawn] = priced;
  const cheapest = drawn.sort((a, b) => a.seconds - b.seconds)[0];
  return usual.seconds > PATIENCE ? [cheapest] : [usual, cheapest];
}

/** The path of a Node: this one where its version fits, or one that npm fetches. */
function nodeOf(named) {
  if (/[\\/]/.test(named)) return named;
  if (`${process.versions.node}.`.startsWith(`${named}.`)) return process.execPath;
  const folder = join(root, 'build', 'nodes', named);
  const binary = join(folder, 'package', 'bin', 'node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const platform = process.platform === 'win32' ? 'win' : process.platform;
    const packed = execFileSync('npm', ['pack', '--silent', `node-${platform}-${process.arch}@${named}`], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    execFileSync('tar', ['xzf', packed.trim()], { cwd: folder });
    for (const name of readdirSync(folder)) if (name.endsWith('.tgz')) rmSync(join(folder, name));
  }
  return binary;
}

async function pointsInNode(node, jobs, file) {
  const script = join(root, 'scripts', 'determinism', 'node.mjs');
  const child = spawn(node, [script, jobs, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const points = [];
  for await (const line of createInterface({ input: child.stdout })) points.push(JSON.parse(line));
  if (points.length < cases.length) throw new Error(`${node} gave up at ${JSON.stringify(cases[points.length])}`);
  return points;
}

async function pointsInBrowser() {
  const { build } = await import('vite');
  const outDir = join(root, 'build', 'determinism');
  console.error('Browser …');
  await build({
    ...{ root: join(root, 'scripts', 'determinism'), base: './', configFile: false, logLevel: 'warn' },
    build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 5000 },
  });
  const site = await serve(outDir);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(site.address);
    await page.waitForFunction(() => 'pointsOf' in window);
    const points = [];
    for (const one of cases) points.push(await page.evaluate((asked) => window.pointsOf(asked), one));
    return points;
  } finally {
    await browser.close();
    site.close();
  }
}

function report(columns) {
  const { first, table, complaints } = compare(cases, columns);
  console.log(`Against ${first}:`);
  console.table(table);
  for (const line of complaints) console.log(line);
  console.log(complaints.length === 0 ? 'The same to the bit.' : `${complaints.length} differ.`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}
