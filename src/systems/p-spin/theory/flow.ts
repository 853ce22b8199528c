import { wholePower } from '../../../numeric/special.ts';
import { descend, type OrderParameters, type Watch } from './descent-equations.ts';

/** Gradient flow, T = 0, seen at whole multiples of a time `tick`. */
export interface Flow {
  /** Order p ≥ 2 of the interaction. */
  p: number;
  /** Time between two looks. Halved, it must be a stable step of descent. */
  tick: number;
  /** Number of looks after the start. */
  ticks: number;
  /** Strength r of the planted term. */
  r: number;
  /** Overlap m₀ of the start with the planted direction. */
  m0: number;
}

/** Order parameters of the flow, by looks and not by steps, and how far they are off. */
export interface FlowParameters extends Omit<OrderParameters, 'response'> {
  /**
   * The distance between the two finest extrapolations, of orders 2 and 3: the largest over the
   * energies, relative. The last is closer to the flow than that.
   */
  error: number;
}

/** Steps in a tick, of the three descents that are extrapolated. */
const CUTS = [2, 4, 8];

/**
 * The limit h → 0 of `descend`, whose error is a power series in h: (8E₈ − 6E₄ + E₂)/3 of descents
 * with 2, 4 and 8 steps in a tick leaves the third order.
 */
export function flow({ p, tick, ticks, r, m0 }: Flow, watch: Watch = () => {}): FlowParameters {
  let done = 0;
  const descents = CUTS.map((cut) => {
    const share = wholePower(cut / CUTS[CUTS.length - 1], 3) / 1.140625;
    const descent = descend({ p, h: tick / cut, steps: ticks * cut, T: 0, r, m0 }, (fraction) =>
      watch(done + share * fraction),
    );
    done += share;
    return descent;
  });
  const third = (of: (descent: OrderParameters, cut: number) => number) => {
    const [coarse, middle, fine] = descents.map((descent, i) => of(descent, CUTS[i]));
    return (8 * fine - 6 * middle + coarse) / 3;
  };
  const curve = (of: 'energy' | 'gradient' | 'overlap') =>
    Float64Array.from({ length: ticks + 1 }, (_, k) => third((descent, cut) => descent[of][k * cut]));
  const energy = curve('energy');
  const [, middle, fine] = descents;
  let error = 0;
  for (let k = 1; k <= ticks; k++)
    error = Math.max(error, Math.abs((2 * fine.energy[8 * k] - middle.energy[4 * k]) / energy[k] - 1));
  return {
    energy,
    gradient: curve('gradient'),
    overlap: curve('overlap'),
    correlation: (k, s) => third((descent, cut) => descent.correlation(k * cut, s * cut)),
    error,
  };
}
