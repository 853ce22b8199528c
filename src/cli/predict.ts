import { quantity } from '../measure/theory.ts';
import { NoSolution } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import { derivedPredictions, predictionJson } from '../record/json.ts';
import { labelOf } from '../record/labels.ts';
import { stretchesOf } from '../record/stretches.ts';
import { executeTheory } from '../run/here.ts';
import { openData } from '../run/open-data.ts';
import { openSystem } from '../systems/open.ts';
import { findPreset, readSettings, sayReadings, tableText } from './settings.ts';

export async function predict(
  id: string,
  words: string[],
  options: { params?: string; preset?: string; json?: boolean },
): Promise<void> {
  const system = await openSystem(id);
  const preset = options.preset === undefined ? {} : findPreset(system, options.preset).settings;
  const settings = {
    ...(await openData(system, preset)),
    ...(await readSettings(system, words, options.params)),
  };
  const plan = makePlan(system, settings);
  sayReadings(plan);
  const observables = Object.keys(system.observables);
  const theory = await executeTheory(plan, observables, { engine: 'wasm', lines: false });
  const { predictions, outlooks } = theory;
  const flat = predictions.flat();
  if (flat.every((one) => 'reason' in one)) throw new NoSolution((flat[0] as { reason: string }).reason);
  if (options.json) {
    console.log(JSON.stringify(predictionJson(plan, theory)));
    return;
  }
  const names = observables.filter((name) => flat.some((one) => quantity(one, name)));
  if (names.length === 0) console.error('theory predicts none of the observables here; `run` measures them');
  for (const [index, { points }] of names.length > 0 ? plan.curves.entries() : []) {
    const label = labelOf(plan, index);
    if (label) console.log(`# ${label}`);
    const table = [[...(plan.axis ? [plan.axis.name] : []), ...names]];
    for (const [i, { parameters }] of points.entries()) {
      const cells = names.map((name) => {
        const value = quantity(predictions[index][i], name)?.value;
        return value === undefined ? '' : typeof value === 'number' ? print(value) : `${value.length} values (--json)`;
      });
      table.push([...(plan.axis ? [String(parameters[plan.axis.name])] : []), ...cells]);
    }
    console.log(tableText(table));
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

function print(value: number): string {
  return Number.isFinite(value) ? Number(value.toPrecision(10)).toString() : String(value);
}
