// Makes the points of cases on so many workers, and writes each as one line of JSON:
//
//   node scripts/determinism/node.mjs 2 cases.json
import { readFileSync } from 'node:fs';
import { makeExecutor } from '../../dist/measure/pool.js';
import { pointsOf } from './points.mjs';

const [jobs, file] = process.argv.slice(2);
for (const one of JSON.parse(readFileSync(file, 'utf8'))) {
  // Asked for more than one worker, even a short trial goes to one.
  const points = await pointsOf(one, (workshop) => makeExecutor(workshop, Number(jobs), Number(jobs) > 1));
  console.log(JSON.stringify(points));
}
