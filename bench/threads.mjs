// The products of a layer, forwards and backwards, on one core and shared by several: argv are the
// number of threads, samples, inputs and outputs. The two take turns, and the least times count.
import { createRandom, selectEngine } from '../dist/index.js';
import { enginesHere } from './side-by-side.mjs';

const [threads = 2, samples = 1000, inputs = 512, outputs = 512] = process.argv.slice(2).map(Number);
const ROUNDS = 20;

for (const { name } of await enginesHere())
  for (const dtype of ['f64', 'f32']) {
    const engines = await Promise.all([1, threads].map((count) => selectEngine(name, { threads: count })));
    // Threads come to help when they have started.
    await new Promise((resume) => setTimeout(resume, 1000));
    const [alone, shared] = leastTimes(engines.map((engine) => stepOf(engine, dtype)));
    const size = `${samples} × ${inputs} × ${outputs}, ${dtype}`;
    console.log(
      `${name}, ${size}: one core ${alone.toFixed(2)} ms, ${threads} threads ${shared.toFixed(2)} ms (${(alone / shared).toFixed(2)}×)`,
    );
  }

function stepOf({ heap, prepareGemm }, dtype) {
  const random = createRandom('bench');
  const filled = (rows, columns) => {
    const matrix = heap.matrix(rows, columns, dtype);
    random.stream(rows * columns).fillNormal(matrix);
    return matrix;
  };
  const [x, w, y] = [filled(samples, inputs), filled(outputs, inputs), filled(samples, outputs)];
  const [gradient, back] = [heap.matrix(outputs, inputs, dtype), heap.matrix(samples, inputs, dtype)];
  const products = [
    { a: x, b: w, transposeB: true, c: y },
    { a: y, transposeA: true, b: x, c: gradient },
    { a: y, b: w, c: back },
  ].map(prepareGemm);
  return () => {
    for (const product of products) product();
  };
}

/** Milliseconds. */
function leastTimes(steps) {
  const least = steps.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++)
    steps.forEach((step, i) => {
      for (let pass = 0; pass < 4; pass++) {
        const start = performance.now();
        step();
        least[i] = Math.min(least[i], performance.now() - start);
      }
    });
  return least;
}
