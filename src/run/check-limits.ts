import type { AnySystem, Limit } from '../systems/contract.ts';

/** A limit, checked: the relative deviations at its three scales and the order at which they fall. */
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

/** The measured order may differ from the declared one by this much: next-order terms are still there at finite scales. */
const ORDER_TOLERANCE = 0.15;

export function checkLimits(system: AnySystem): LimitCheck[] {
  return system.limits.map((limit) => {
    const deviations = limit.scales.map((scale) => Math.abs(limit.deviation(scale)));
    if (limit.order === 'exact')
      return { system: system.id, limit, deviations, holds: deviations.every((deviation) => deviation <= EXACT) };
    const [, middle, last] = deviations;
    const order = Math.log(middle / last) / Math.log(limit.scales[2] / limit.scales[1]);
    const falls = deviations[0] > middle && middle > last;
    return {
      system: system.id,
      limit,
      deviations,
      order,
      holds: falls && Math.abs(order - limit.order) <= ORDER_TOLERANCE,
    };
  });
}
