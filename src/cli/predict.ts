import { register } from '../ledger/registration.ts';
import { type PointPrediction, quantity } from '../measure/theory.ts';
import { BadInput, NoSolution } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import { usualConditions } from '../plan/preset.ts';
import { derivedPredictions, derivedPredictionsAtPoints, predictionJson } from '../record/json.ts';
import { labelOf } from '../record/labels.ts';
import { stretchesOf } from '../record/stretches.ts';
import { executorFor } from '../run/execute.ts';
import { executeTheory } from '../run/here.ts';
import { openData } from '../run/open-data.ts';
import type { AnySystem, Preset } from '../systems/contract.ts';
import { openSystem } from '../systems/open.ts';
import { sayLong } from './duration.ts';
import { trackProgress } from './progress.ts';
import { findPreset, givenBy, readNumber, readSettings, sayReadings, tableText } from './settings.ts';

export async function predict(
  id: string,
  words: string[],
  options: { params?: string; preset?: string; register?: boolean; margin?: string; out: string; json?: boolean },
): Promise<void> {
  if (options.margin !== undefined && !options.register)
    throw new BadInput('--margin acts only with --register, which says what the measurement will be judged by');
  const system = await openSystem(id);
  const preset = options.preset === undefined ? undefined : findPreset(system, options.preset);
  const own = await readSettings(system, words, options.params);
  const settings = { ...(await openData(system, preset?.settings ?? {})), ...own };
  const plan = makePlan(system, settings, [1], preset && givenBy(preset, own));
  sayReadings(plan);
  const observables = Object.keys(system.observables);
  const progress = trackProgress(system.id, options.json);
  const theory = await executeTheory(plan, observables, {
    engine: 'wasm',
    lines: false,
    announce: sayLong,
    progress: progress.update,
    // This thread hears Ctrl-C.
    hire: (workshop) => executorFor(plan, workshop, 1),
  }).finally(progress.stop);
  const { predictions, outlooks } = theory;
  const flat = predictions.flat();
  if (flat.every((one) => 'reason' in one)) throw new NoSolution((flat[0] as { reason: string }).reason);
  const filed = options.register
    ? register(plan, settings, theory, marginOf(system, preset, options), options.out)
    : undefined;
  if (filed) console.error(`registered: ${filed.file}, sha256 ${filed.prediction.sha256}`);
  if (options.json) {
    const registered = filed && { file: filed.file, sha256: filed.prediction.sha256 };
    console.log(JSON.stringify({ ...predictionJson(plan, theory), ...(registered && { registered }) }));
    return;
  }
  const names = observables.filter((name) => flat.some((one) => quantity(one, name)));
  if (names.length === 0) console.error('theory predicts none of the observables here; `run` measures them');
  for (const [index, { points }] of names.length > 0 ? plan.curves.entries() : []) {
    const label = labelOf(plan, index);
    if (label) console.log(`# ${label}`);
    const drawn = derivedPredictionsAtPoints(plan, index, theory);
    // Of a single point the curves have tables of their own.
    const columns = points.length > 1 ? names : names.filter((name) => system.observables[name].over === undefined);
    const table = [[...(plan.axis ? [plan.axis.name] : []), ...columns, ...drawn.map(([name]) => name)]];
    for (const [i, { parameters }] of points.entries()) {
      const cells = columns.map((name) => {
        const value = quantity(predictions[index][i], name)?.value;
        return value === undefined ? '' : typeof value === 'number' ? print(value) : `${value.length} values (--json)`;
      });
      const numbers = drawn.map(([, values]) => (values[i] === undefined ? '' : print(values[i])));
      table.push([...(plan.axis ? [String(parameters[plan.axis.name])] : []), ...cells, ...numbers]);
    }
    if (table[0].length > 0) console.log(tableText(table));
    if (points.length === 1)
      for (const curves of curveTables(system, predictions[index][0], outlooks[index][0].coordinates))
        console.log(curves);
    for (const [name, derived] of derivedPredictions(plan, index, theory))
      console.log(`# ${name}: ${print(derived.predicted)}`);
  }
  for (const reason of new Set(flat.flatMap((one) => ('reason' in one ? [one.reason] : []))))
    console.error(`no prediction somewhere: ${reason}`);
  const noted = plan.curves.map(({ points }, c) =>
    points.map(({ parameters }, p) => ({ parameters, validity: outlooks[c][p].notes })),
  );
  for (const { level, message, where } of stretchesOf(plan, noted))
    console.error(`${level === 'strained' ? 'strained' : 'note'}${where && ` ${where}`}: ${message}`);
}

/** What a measurement will be judged by: what is given, or what a run would take. */
function marginOf(system: AnySystem, preset: Preset | undefined, { margin }: { margin?: string }): number {
  return margin === undefined
    ? usualConditions(system, preset).margin
    : readNumber('--margin', margin, { low: 1e-6, high: 1 });
}

/** The longest curve that is printed; beyond, `--json` has it. */
const MOST_ROWS = 100;

/** Curves of one point: a table for each coordinate that some run over. */
function curveTables(
  { observables }: AnySystem,
  prediction: PointPrediction,
  coordinates: Record<string, Float64Array>,
): string[] {
  const predicted = Object.keys(observables).flatMap((name) => {
    const value = quantity(prediction, name)?.value;
    return value === undefined || typeof value === 'number' || value.length === 0
      ? []
      : [{ name, value, over: observables[name].over }];
  });
  return [...new Set(predicted.map(({ over }) => over))].map((over) => {
    const curves = predicted.filter((one) => one.over === over);
    const { length } = curves[0].value;
    const names = curves.map(({ name }) => name);
    if (typeof over !== 'string' || length > MOST_ROWS) return `# ${names.join(', ')}: ${length} values (--json)`;
    const rows = Array.from(coordinates[over], (at, i) => [print(at), ...curves.map(({ value }) => print(value[i]))]);
    return tableText([[over, ...names], ...rows]);
  });
}

function print(value: number): string {
  return Number.isFinite(value) ? Number(value.toPrecision(10)).toString() : String(value);
}
