import { NoSolution } from '../numeric/errors.ts';
import { labelOf } from '../run/figure-of.ts';
import { predictionJson } from '../run/json.ts';
import { makePlan } from '../run/plan.ts';
import { predictPlan, quantity } from '../run/predictions.ts';
import { findSystem } from '../systems/registry.ts';
import { readSettings } from './settings.ts';

export async function predict(
  id: string,
  words: string[],
  options: { params?: string; json?: boolean },
): Promise<void> {
  const system = findSystem(id);
  const plan = makePlan(system, await readSettings(system, words, options.params));
  const predictions = predictPlan(plan);
  const flat = predictions.flat();
  if (flat.every((one) => 'reason' in one)) throw new NoSolution((flat[0] as { reason: string }).reason);
  if (options.json) {
    console.log(JSON.stringify(predictionJson(plan, predictions)));
    return;
  }
  const names = Object.keys(system.observables).filter((name) => flat.some((one) => quantity(one, name)));
  plan.curves.forEach((curve, index) => {
    const label = labelOf(plan, index);
    if (label) console.log(`# ${label}`);
    console.log([plan.axis?.name ?? '', ...names].join('\t'));
    curve.points.forEach((point, i) => {
      const cells = names.map((name) => {
        const value = quantity(predictions[index][i], name)?.value;
        return value === undefined ? '' : typeof value === 'number' ? print(value) : `${value.length} values (--json)`;
      });
      console.log([plan.axis ? String(point[plan.axis.name]) : '', ...cells].join('\t'));
    });
  });
  for (const reason of new Set(flat.flatMap((one) => ('reason' in one ? [one.reason] : []))))
    console.error(`no prediction somewhere: ${reason}`);
}

function print(value: number): string {
  return Number.isFinite(value) ? Number(value.toPrecision(10)).toString() : String(value);
}
