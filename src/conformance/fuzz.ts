import { inlineExecutor } from '../measure/executor.ts';
import { outlooksOf } from '../measure/outlook.ts';
import { predictPoint } from '../measure/theory.ts';
import { runTrials } from '../measure/trials.ts';
import { openWorkshop, type Workshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { checkParameters, type Settings } from '../plan/settings.ts';
import { predictionJson, resultJson } from '../record/json.ts';
import { conduct } from '../run/conduct.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { drawAllowed } from './allowed.ts';
import { onePoint } from './bench.ts';

/** What became of one random setting. */
export interface Outcome {
  settings: Settings;
  /**
   * `unpredicted` where theory says why it has no answer, `large` where it would take too long to
   * try; a `fault` is a promise broken.
   */
  kind: 'fine' | 'unpredicted' | 'large' | 'fault';
  reason?: string;
}

/** Beyond these a setting is not tried: seconds as the system itself estimates, and bytes. */
export interface FuzzLimits {
  seconds: number;
  bytes: number;
}

/** Tries the setting that `index` draws. */
type Attempt = (system: AnySystem, engine: Engine, seed: string, index: number, limits: FuzzLimits) => Promise<Outcome>;

export const fuzzPrediction: Attempt = (system, engine, seed, index, limits) =>
  outcomeOf(system, engine, seed, index, async (plan, workshop) => {
    const point = plan.curves[0].points[0];
    const [[outlook]] = outlooksOf(plan, workshop);
    if ((outlook.cost.theory ?? 0) > limits.seconds) return { kind: 'large' };
    const prediction = await predictPoint(workshop, point, Object.keys(system.observables));
    if ('reason' in prediction) return { kind: 'unpredicted', reason: prediction.reason };
    const faults = Object.entries(prediction.observables).flatMap(([name, { value, error }]) => {
      const { scale }: Observable<unknown> = system.observables[name];
      const values = typeof value === 'number' ? [value] : value;
      const odd = values.find((one: number) => Number.isNaN(one) || (scale === 'log' && one < 0));
      // A difference may have no digit left where no experiment could tell it from zero.
      const isHidden = values.every((one: number) => Math.abs(one) <= (outlook.floors[name] ?? 0));
      return [
        ...(odd === undefined ? [] : [`${name} is predicted as ${odd}`]),
        ...(error >= 0 && (error < 1 || isHidden) ? [] : [`${name} promises a relative error of ${error}`]),
      ];
    });
    for (const [name, value] of Object.entries(outlook.derived))
      if (Number.isNaN(value)) faults.push(`${name} is derived as NaN`);
    if (faults.length > 0) return { kind: 'fault', reason: faults.join('; ') };
    predictionJson(plan, { outlooks: [[outlook]], predictions: [[prediction]], lines: [] });
    return { kind: 'fine' };
  });

export const fuzzRun: Attempt = (system, engine, seed, index, limits) =>
  outcomeOf(system, engine, seed, index, async (plan, workshop) => {
    const { cost } = outlooksOf(plan, workshop)[0][0];
    if (2 * cost.seconds + (cost.theory ?? 0) > limits.seconds || cost.bytes > limits.bytes) return { kind: 'large' };
    const conditions = { trials: 2, seed: 'fuzz', margin: system.margin.value, budget: 1, shown: system.shown };
    const result = await conduct(plan, conditions, workshop, inlineExecutor(workshop));
    JSON.stringify(resultJson(result));
    const [trial] = await runTrials(workshop, 'fuzz', plan.curves[0].points[0], { first: 0, count: 1 });
    const reasons = Object.keys(result.points[0][0].failures);
    const internal = reasons.filter((reason) => /holds NaN|not finite|\bNaN\b/.test(reason));
    if (internal.length > 0) return { kind: 'fault', reason: `a trial failed with: ${internal.join('; ')}` };
    if ('withoutValue' in trial) return { kind: 'fault', reason: `measured ${JSON.stringify(trial.withoutValue)}` };
    return reasons.length > 0 ? { kind: 'unpredicted', reason: reasons.join('; ') } : { kind: 'fine' };
  });

async function outcomeOf(
  system: AnySystem,
  engine: Engine,
  seed: string,
  index: number,
  tryIt: (plan: Plan, workshop: Workshop) => Promise<Omit<Outcome, 'settings'>>,
): Promise<Outcome> {
  let settings = drawAllowed(system, seed, index);
  for (;;)
    try {
      const inert = inertParameters(system, checkParameters(system, settings));
      settings = Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in inert)));
      const plan = onePoint(system, settings);
      return { settings, ...(await tryIt(plan, openWorkshop(system, engine))) };
    } catch (error) {
      if (!(error instanceof BadInput)) return { settings, kind: 'fault', reason: inFull(error) };
      const keys = Object.keys(settings);
      if (keys.length === 0) return { settings, kind: 'fault', reason: `the defaults are refused: ${error.message}` };
      // What the refusal speaks of is taken back, and the rest tried again.
      const named = keys.filter((key) => error.message.includes(key));
      delete settings[(named.length > 0 ? named : keys).at(-1)!];
    }
}

function inFull(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
