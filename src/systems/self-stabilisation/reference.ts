import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { selfStabilisation } from './theory/cycle.ts';

/** The cycle, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  // y there is the excess of sharpness over c.
  'sharpness.self_stabilisation': (inputs) => {
    const [c, a] = [num(inputs, 'c'), num(inputs, 'a')];
    const cycle = selfStabilisation({ alpha: c * a, beta: c * c }, num(inputs, 'x0'), c * num(inputs, 'y0'));
    return {
      x2_max: cycle.squares[1],
      y_max: cycle.largestExcess / c,
      x2_mean: cycle.meanSquare,
      y_mean: 0,
      period: cycle.period,
    };
  },
};
