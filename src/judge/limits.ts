import type { Engine } from '../numeric/engine.ts';
import { BadInput } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { log } from '../numeric/special.ts';
import { checkParameters } from '../plan/settings.ts';
import type { AnySystem, Limit, LimitContext, Prediction } from '../systems/contract.ts';

/**
 * A limit, checked: the relative deviations at its three scales and the order at which they fall.
 */
export interface LimitCheck {
  system: string;
  limit: Limit;
  deviations: number[];
  /** Measured order between the last two scales; absent for an exact limit. */
  order?: number;
  holds: boolean;
}

/** An exact limit may deviate by round-off only. */
const EXACT = 1e-10;

/**
 * The measured order may differ from the declared one by this much: next-order terms are still
 * there at finite scales.
 */
const ORDER_TOLERANCE = 0.15;

/**
 * Checks every limit of a system; those that are experiments draw from a stream named by the limit.
 */
export async function checkLimits(system: AnySystem, engine: Engine): Promise<LimitCheck[]> {
  const predicted = predictions(system, engine);
  const checks: LimitCheck[] = [];
  for (const limit of system.limits) checks.push(await checkLimit(system.id, limit, { engine, predicted }));
  return checks;
}

/** What a system's limits say, and which of its predicted observables none of them constrains. */
export interface Examination {
  checks: LimitCheck[];
  /** A tenth more of them, and all limits still hold. */
  unconstrained: string[];
}

/** How much an observable is made too large to see whether a limit notices. */
const PLANTED = 1.1;

/** Checks the limits, and each again with every observable that it asks for made too large. */
export async function examineLimits(system: AnySystem, engine: Engine): Promise<Examination> {
  const predicted = predictions(system, engine);
  const checks: LimitCheck[] = [];
  const held = new Set<string>();
  for (const limit of system.limits) {
    const asked = new Set<string>();
    const listening: Predicted = (name, settings) => {
      asked.add(name);
      return predicted(name, settings);
    };
    checks.push(await checkLimit(system.id, limit, { engine, predicted: listening }));
    for (const name of asked) {
      if (held.has(name)) continue;
      const planted: Predicted = async (one, settings) => {
        const value = await predicted(one, settings);
        if (one !== name) return value;
        return typeof value === 'number' ? PLANTED * value : value.map((part) => PLANTED * part);
      };
      if (!(await checkLimit(system.id, limit, { engine, predicted: planted })).holds) held.add(name);
    }
  }
  const unconstrained = Object.keys(system.observables).filter(
    (name) => system.observables[name].theory !== 'none' && !held.has(name),
  );
  return { checks, unconstrained };
}

type Predicted = LimitContext['predicted'];

/**
 * A limit asks for several observables of one setting, and is checked many times: predictions are
 * kept.
 */
function predictions(system: AnySystem, engine: Engine): Predicted {
  const kept = new Map<string, Promise<Prediction>>();
  const predict = async (settings: Record<string, unknown>): Promise<Prediction> => {
    const problem = system.prepare(checkParameters(system, settings), { engine });
    const wanted = new Set(Object.keys(system.observables));
    return system.predict(problem, { engine, wanted, progress() {}, check() {} });
  };
  return async (name, settings) => {
    const key = JSON.stringify(settings);
    const prediction = kept.get(key) ?? predict(settings);
    kept.set(key, prediction);
    const quantity = (await prediction).observables[name];
    if (quantity === undefined) throw new BadInput(`a limit asks for ${name}, which is not predicted at ${key}`);
    return quantity.value;
  };
}

async function checkLimit(
  system: string,
  limit: Limit,
  context: Pick<LimitContext, 'engine' | 'predicted'>,
): Promise<LimitCheck> {
  const random = createRandom('limit').stream(system, limit.id);
  const deviations: number[] = [];
  for (const scale of limit.scales)
    deviations.push(Math.abs(await limit.deviation(scale, { ...context, random: random.stream(scale) })));
  if (limit.order === 'exact')
    return { system, limit, deviations, holds: deviations.every((deviation) => deviation <= EXACT) };
  const [, middle, last] = deviations;
  const order = log(middle / last) / log(limit.scales[2] / limit.scales[1]);
  const falls = deviations[0] > middle && middle > last;
  return { system, limit, deviations, order, holds: falls && Math.abs(order - limit.order) <= ORDER_TOLERANCE };
}
