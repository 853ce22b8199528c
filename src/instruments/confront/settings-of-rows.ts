import { BadInput } from '../../numeric/errors.ts';
import type { Parameters, Plan, Point } from '../../plan/plan.ts';
import { planOfPoints } from '../../plan/plan-of-points.ts';
import { pointKey } from '../../plan/point-key.ts';
import { checkParameters } from '../../plan/settings.ts';
import type { AnySystem } from '../../systems/contract.ts';
import type { Measured, Measurement } from './measured.ts';

/** The settings of a table's rows, as a plan. */
export interface RowPlan {
  plan: Plan;
  pointOf: (measurement: Measurement) => Point | undefined;
  /** `runs.csv: row 7`, of the first row at this point. */
  rowOf: (key: string) => string;
}

/**
 * A point for each setting of the table; `fixed` are the settings that no column has. Throws
 * `BadInput` naming the row.
 */
export function planOfRows(
  system: AnySystem,
  fixed: Parameters,
  { name, measurements }: Pick<Measured, 'name' | 'measurements'>,
): RowPlan {
  const points = new Map<string, { given: Parameters; point: Point }>();
  const rows = new Map<string, string>();
  const wordsOf = ({ given }: Measurement) => JSON.stringify(given);
  for (const measurement of measurements) {
    const words = wordsOf(measurement);
    if (measurement.ofCurve || points.has(words)) continue;
    const { given, line } = measurement;
    try {
      const parameters = checkParameters(system, { ...fixed, ...given });
      const point = { key: pointKey(system, parameters), parameters };
      points.set(words, { given, point });
      if (!rows.has(point.key)) rows.set(point.key, `${name}: row ${line}`);
    } catch (error) {
      if (error instanceof BadInput) throw new BadInput(`${name}: row ${line}: ${error.message}`);
      throw error;
    }
  }
  if (points.size === 0) throw new BadInput(`${name}: holds no number of a single setting`);
  const plan = planOfPoints(system, fixed, [...points.values()]);
  return {
    plan,
    pointOf: (measurement) => points.get(wordsOf(measurement))?.point,
    rowOf: (key) => rows.get(key) ?? name,
  };
}
