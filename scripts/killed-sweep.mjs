// A sweep of 1000 tasks killed with SIGKILL at so many random moments and resumed, beside one that
// was not: the files are compared byte by byte, and no task may have been done twice.
//   node scripts/killed-sweep.mjs [kills] [seed]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist/cli/main.js');
const kills = Number(process.argv[2] ?? 50);
let state = Number(process.argv[3] ?? 1);
const random = () => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};

const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
// 100 points with their theory and nine trials each, of some 40 ms.
const asked = ['ridge', 'samples=200:600:5', 'ridge=0.01:1:5:log', 'noise=0.1:0.4:4', 'dimension=400'];
const words = [...asked, '--trials', '9', '--engine', 'wasm'];
const options = { cwd: folder, stdio: 'ignore' };
spawnSync(process.execPath, [program, 'sweep', ...words, '--out', 'whole'], options);

const isThere = (out) => existsSync(join(folder, out)) && readdirSync(join(folder, out)).length > 0;
const record = (out) => join(folder, out, readdirSync(join(folder, out))[0]);
const lines = () => {
  const journals = isThere('cut') ? join(record('cut'), 'journals') : '';
  if (!existsSync(journals)) return [];
  const texts = readdirSync(journals).map((name) => readFileSync(join(journals, name), 'utf8'));
  return texts.flatMap((text) => text.split('\n').slice(0, -1)).map((line) => /"at":\d+,"trial":-?\d+/.exec(line)[0]);
};

let killed = 0;
let before = [];
while (killed < kills) {
  const goOn = isThere('cut') ? ['resume', record('cut')] : [...words, '--out', 'cut'];
  const child = spawn(process.execPath, [program, 'sweep', ...goOn], options);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // From before the first task of this attempt to some dozens of tasks on.
  const tasks = lines().length + Math.floor(random() * random() * (2000 / kills));
  const until = performance.now() + 200 + 1000 * random();
  while (child.exitCode === null && (lines().length < tasks || performance.now() < until) && lines().length < 990)
    await new Promise((resume) => setTimeout(resume, 2));
  child.kill('SIGKILL');
  await ended;
  if (child.exitCode !== null) break;
  killed++;
  before = lines();
}
spawnSync(process.execPath, [program, 'sweep', 'resume', record('cut')], options);
const files = ['points.csv', 'points.parquet', 'failed.csv', 'trials.jsonl.gz', 'theory.jsonl.gz'];
const differ = files.filter(
  (name) => !readFileSync(join(record('cut'), name)).equals(readFileSync(join(record('whole'), name))),
);
const twice = before.length - new Set(before).size;
console.log(
  `killed ${killed} times, ${before.length} tasks done by then, ${twice} of them twice; files that differ: ${differ.join(', ') || 'none'}`,
);
rmSync(folder, { recursive: true });
process.exit(killed === kills && differ.length === 0 && twice === 0 ? 0 : 1);
