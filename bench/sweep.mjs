// What a sweep costs beside its trials: seconds a task with tasks that take next to nothing, the
// largest memory over ten times as many, and what a second thread brings with tasks of 20 ms.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
const most = Number(process.argv[2] ?? 1e5);

for (let tasks = 1e4; tasks <= most; tasks *= 10) {
  const grid = ['samples=4:13:10', 'ridge=0.1:1:10', `noise=0:1:${tasks / 1000}`, 'dimension=8', '--trials', '9'];
  for (const where of [
    ['--executor', 'inline'],
    ['--jobs', '2'],
  ]) {
    const { seconds, judging, megabytes } = await timed([...grid, ...where]);
    const each = (seconds / tasks) * 1000;
    console.log(
      `${tasks} tasks, ${where.join(' ')}: ${seconds.toFixed(1)} s, ${each.toFixed(3)} ms a task, and ${judging.toFixed(1)} s to judge; ${megabytes.toFixed(0)} MB at most`,
    );
  }
}

const long = ['samples=200:400:3', 'ridge=0.01:1:4:log', 'noise=0.1:0.4:4', 'dimension=400', '--trials', '60'];
let [one, two] = [Infinity, Infinity];
for (let round = 0; round < 2; round++) {
  one = Math.min(one, (await timed([...long, '--executor', 'inline'])).seconds);
  two = Math.min(two, (await timed([...long, '--jobs', '2'])).seconds);
}
console.log(
  `2928 tasks of ${((1000 * one) / 2928).toFixed(0)} ms: two threads are ${(one / two).toFixed(2)} times as fast as one`,
);
rmSync(folder, { recursive: true });

/** Seconds until all tasks were done, those of judging, and the largest memory. */
async function timed(words) {
  const asked = [program, 'sweep', 'ridge', ...words, '--engine', 'wasm', '--out', 'sweeps'];
  const started = performance.now();
  const child = spawn(process.execPath, asked, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let done = started;
  child.stderr.on('data', (text) => {
    if (String(text).includes(' are done')) done = performance.now();
  });
  let megabytes = 0;
  const look = setInterval(() => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      megabytes = Math.max(megabytes, Number(kilobytes ?? 0) / 1024);
    } catch {}
  }, 20);
  await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(look);
  return { seconds: (done - started) / 1000, judging: (performance.now() - done) / 1000, megabytes };
}
