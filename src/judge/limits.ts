import type { Engine } from '../numeric/engine.ts';
import { createRandom } from '../numeric/random.ts';
import type { AnySystem, Limit } from '../systems/contract.ts';

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
  const checks: LimitCheck[] = [];
  for (const limit of system.limits) checks.push(await checkLimit(system.id, limit, engine));
  return checks;
}

async function checkLimit(system: string, limit: Limit, engine: Engine): Promise<LimitCheck> {
  const random = createRandom('limit').stream(system, limit.id);
  const deviations: number[] = [];
  for (const scale of limit.scales)
    deviations.push(Math.abs(await limit.deviation(scale, { engine, random: random.stream(scale) })));
  if (limit.order === 'exact')
    return { system, limit, deviations, holds: deviations.every((deviation) => deviation <= EXACT) };
  const [, middle, last] = deviations;
  const order = Math.log(middle / last) / Math.log(limit.scales[2] / limit.scales[1]);
  const falls = deviations[0] > middle && middle > last;
  return { system, limit, deviations, order, holds: falls && Math.abs(order - limit.order) <= ORDER_TOLERANCE };
}
