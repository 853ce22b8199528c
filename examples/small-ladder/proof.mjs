// A budget is planned from the ladder, trained ten times, and compared:
//
//     npm run -s proof
//
// A seed takes some five minutes. Another budget, and other seeds: npm run -s proof -- 1e11 1,2,3
import { readFile } from 'node:fs/promises';
import { findInstrument, report } from 'orrery-lab/instruments';
import { sizeOf, trainOne, widthOf } from './network.mjs';

const [compute = '1e13', seeds = '1,2,3,4,5,6,7,8,9,10'] = process.argv.slice(2);

const table = new URL('./runs.csv', import.meta.url);
const fitted = await report(await findInstrument('fit'), [fileOf('runs.csv', await readFile(table))], {});
const saved = new TextEncoder().encode(JSON.stringify({ instrument: 'fit', ...fitted }));
const plan = await report(await findInstrument('plan'), [fileOf('report.json', saved)], { compute });
console.log(`${plan.backTest.sentence}.\n${plan.answers.join('\n')}`);

const { size, low, high } = plan.values;
const width = widthOf(size);
const samples = Number(compute) / (6 * sizeOf(width));
const losses = seeds.split(',').map((seed) => {
  const { parameters, samples: seen, loss } = trainOne({ width, samples, seed });
  console.log(`seed ${seed}: ${parameters} parameters, ${seen} samples, loss ${loss.toFixed(5)}`);
  return loss;
});
const covered = losses.filter((loss) => loss >= low && loss <= high).length;
const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
console.log(
  `${covered} of ${losses.length} losses are within ${low.toFixed(4)} to ${high.toFixed(4)}; their mean is ${mean.toFixed(4)}`,
);

function fileOf(name, bytes) {
  return { name, origin: name, bytes: async () => new Uint8Array(bytes) };
}
