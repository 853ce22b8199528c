import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SelfStabilisationObservable } from '../observables.ts';
import type { SelfStabilisationProblem } from '../problem.ts';
import { selfStabilisation } from './cycle.ts';
import { orbitAt } from './orbit.ts';

/** In units of √(2α/β), √(2α) and 1/√(2α), all cycles are those of α = ½ and β = 1. */
const UNITS = { alpha: 0.5, beta: 1 };

/** Points of the line of a figure, which closes. */
const DRAWN = 240;

export function predict({ parameters, angles }: SelfStabilisationProblem): Prediction<SelfStabilisationObservable> {
  const { start } = parameters;
  const { squares, largestExcess, meanSquare, period } = selfStabilisation(UNITS, start, 0);
  const around = Float64Array.from({ length: DRAWN + 1 }, (_, k) => (2 * Math.PI * k) / DRAWN);
  const curve = (name: 'displacement' | 'excess') => {
    const [value, line] = [angles, around].map((at) => at.map((angle) => orbitAt(start, angle)[name]));
    return { value, error: 1e-8, fine: { at: around, value: line } };
  };
  return {
    observables: {
      displacement: curve('displacement'),
      excess: curve('excess'),
      ...quantities<SelfStabilisationObservable>(
        {
          meanSquare,
          period: period / (2 * Math.PI),
          largestDisplacement: Math.sqrt(squares[1]),
          largestExcess,
        },
        1e-8,
      ),
    },
  };
}
