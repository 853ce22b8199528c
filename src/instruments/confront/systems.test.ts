// Every registered system can be confronted: with its own prediction it agrees, and with one that
// is off by three margins it does not.
import { describe, expect, it } from 'vitest';
import { inlineExecutor } from '../../measure/executor.ts';
import { outlooksOf } from '../../measure/outlook.ts';
import { openWorkshop } from '../../measure/workshop.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { makePlan } from '../../plan/plan.ts';
import { predictPlan } from '../../run/conduct.ts';
import type { AnySystem, Observable, Quantity } from '../../systems/contract.ts';
import { allSystems } from '../../systems/registry.ts';
import { report } from '../conduct.ts';
import { coordinatesOf } from './columns.ts';
import { fileOf } from './files.testing.ts';
import { confront } from './instrument.ts';
import { ownKeys } from './parameters.ts';

const engine = createWasmEngine();
const systems = await allSystems();

const confronted: string[] = [];

/** Seconds of theory at the defaults; beyond, a system's own tests have it. */
const MOST = 0.05;

describe.each(systems)('$id', (system) => {
  it('has no parameter of confront’s own names', () => {
    expect(ownKeys.filter((key) => key in system.parameters.shape)).toEqual([]);
  });

  it('holds against its own prediction, and not against one that is off by three margins', async ({ skip }) => {
    const made = await tableOf(system);
    if (typeof made === 'string') return skip(made);
    if (made.isJudged) confronted.push(system.id);
    const of = async (factor: number) =>
      (await report(confront(system), [fileOf('own.csv', made.text(factor))], {}, { engine })).backTest;
    const { verdict, sentence } = await of(1);
    expect({ verdict, sentence }).toMatchObject({ verdict: made.isJudged ? 'holds' : 'unresolved' });
    if (made.isJudged) expect((await of(1 + 3 * Math.max(system.margin.value, 0.05))).verdict, sentence).toBe('broken');
  });
});

it('has tried most of them', () => expect(confronted.length).toBeGreaterThan(systems.length / 2));

/** What theory says at the defaults, as a table of a row for each number; or why there is none. */
async function tableOf(system: AnySystem) {
  const plan = makePlan(system, fixedSweep(system));
  const workshop = openWorkshop(system, engine);
  const [[outlook]] = outlooksOf(plan, workshop);
  if ((outlook.cost.theory ?? 0) > MOST) return 'its theory takes long at the defaults';
  const theory = await predictPlan(plan, Object.keys(system.observables), workshop, inlineExecutor(workshop), {
    seed: '1',
    shown: [],
  });
  const prediction = theory.predictions[0][0];
  if ('reason' in prediction) return prediction.reason;
  const coordinates = Object.keys(system.coordinates ?? {});
  const rows = (Object.entries(prediction.observables) as [string, Quantity][]).flatMap(([name, { value }]) => {
    const observable: Observable<unknown> = system.observables[name];
    const over = coordinatesOf(system, name);
    const [first, second] = over.map((key) => outlook.coordinates[key]);
    const values = typeof value === 'number' ? [value] : Array.from(value);
    return values.flatMap((one, i) => {
      if (!Number.isFinite(one) || one === 0 || (observable.scale === 'log' && one < 0)) return [];
      const at = second ? [first[Math.floor(i / second.length)], second[i % second.length]] : [first?.[i]];
      const places = coordinates.map((key) => (over.includes(key) ? at[over.indexOf(key)] : ''));
      return [{ name, value: one, places, error: 0.01 * system.margin.value * Math.abs(one) }];
    });
  });
  const text = (factor: number) =>
    [
      ['observable', 'value', 'standardError', 'trials', ...coordinates].join(','),
      ...rows.map(({ name, value, places, error }) => [name, factor * value, error, 16, ...places].join(',')),
    ].join('\n');
  const isJudged = rows.some(
    ({ name }) => system.observables[name].theory !== 'none' && !(name in outlook.withoutMean),
  );
  return rows.length === 0 ? 'it predicts no number at the defaults' : { text, isJudged };
}

/** One point: what a figure would sweep at its default. */
function fixedSweep(system: AnySystem): Record<string, unknown> {
  const defaults = system.parameters.parse({}) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(system.sweep).map((key) => [key, defaults[key]]));
}
