// The numbers of "Chance at the start" in src/systems/mean-field/notes.md: loss and kernels of
// trained networks of two hidden layers against those of infinite width, to a few tenths of a per
// cent. The kernels of one network are off by some per cent from the start, and stay so. The mean
// of that is known better than from the trained networks alone: drawing a network costs little,
// training it much. So ten more are drawn for each that is trained, and what chance did at the
// start is taken away by regression (control variates), which needs nothing of the theory.
//
// Run `npm run build`, then `node scripts/wide-features.mjs [richness] [width] [networks]`: 0.2,
// 2048 and 48 unless given, three minutes on one core.
import { selectEngine } from '../dist/numeric/engines/select.js';
import { createRandom } from '../dist/numeric/random.js';
import { solveLinear } from '../dist/numeric/small-systems.js';
import { summarize } from '../dist/statistics/moments.js';
import { meanField } from '../dist/systems/mean-field/system.js';

const given = process.argv.slice(2).map(Number);
const [richness, width, networks] = [0.2, 2048, 48].map((usual, k) => given[k] ?? usual);
const MORE = 10;
const CONTROLS = ['tangentKernel', 'tangentAlignment', 'featureKernel', 'featureAlignment'];
const NAMES = ['loss', ...CONTROLS];

const engine = await selectEngine('auto');
const wanted = new Set(NAMES);
const quiet = { check() {}, progress() {}, partial() {} };
const random = createRandom('wide features');
const problemOf = (steps) =>
  meanField.prepare(meanField.parameters.parse({ richness, depth: 2, width, steps }), { engine });
const [whole, start] = [20, 1].map(problemOf);
const { observables: theory } = await meanField.predict(whole, { engine, wanted, ...quiet });

const curves = async (problem, stream) =>
  (await meanField.trial(problem, { engine, random: stream, wanted, reporter: quiet })).observables;
const atStart = (observables) => CONTROLS.map((name) => observables[name][0]);
const [trained, drawn] = [[], []];
for (let k = 0; k < networks; k++) {
  const network = await curves(whole, random.stream('trained', k));
  trained.push(network);
  drawn.push(atStart(network));
  for (let m = 0; m < MORE; m++) drawn.push(atStart(await curves(start, random.stream('drawn', k, m))));
}

const centre = CONTROLS.map((_, c) => mean(drawn.map((one) => one[c])));
const shifts = trained.map((network) => atStart(network).map((value, c) => value - centre[c]));
console.log(`richness ${richness}, width ${width}, ${networks} trained and ${drawn.length} drawn networks`);
console.log('largest deviation from theory along training; of the trained networks alone there; at the end:');
for (const name of NAMES) {
  const { value } = theory[name];
  const all = Array.from(value, (predicted, k) => {
    const ratios = trained.map((network) => network[name][k] / predicted - 1);
    return { controlled: controlled(ratios), plain: summarize(ratios) };
  });
  const most = all.reduce((far, one) => (Math.abs(one.controlled.mean) > Math.abs(far.controlled.mean) ? one : far));
  const shown = [most.controlled, most.plain, all[all.length - 1].controlled];
  console.log(`  ${name.padEnd(17)} ${shown.map(text).join('   ')}`);
}

/** The mean where the controls are at their centre, by least squares, and its standard error. */
function controlled(values) {
  const rows = shifts.map((shift) => [1, ...shift]);
  const normal = rows[0].map((_, i) => rows[0].map((_, j) => sum(rows.map((row) => row[i] * row[j]))));
  const fit = solveLinear(
    normal,
    rows[0].map((_, i) => sum(rows.map((row, k) => row[i] * values[k]))),
  );
  const follows = (shift) => sum(shift.map((one, c) => fit[c + 1] * one));
  const left = sum(values.map((value, k) => (value - fit[0] - follows(shifts[k])) ** 2));
  // (RᵀR)⁻¹ at the centre, and what the centre itself is off by.
  const [atCentre] = solveLinear(
    normal,
    rows[0].map((_, i) => (i === 0 ? 1 : 0)),
  );
  const ofCentre = summarize(drawn.map((one) => follows(one.map((value, c) => value - centre[c])))).standardError;
  const variance = (atCentre * left) / (values.length - rows[0].length) + ofCentre ** 2;
  return { mean: fit[0], standardError: Math.sqrt(variance) };
}

function text({ mean, standardError }) {
  return `${(100 * mean).toFixed(2)} ± ${(100 * standardError).toFixed(2)} %`;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values) {
  return sum(values) / values.length;
}
