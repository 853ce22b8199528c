import { BadInput, OrreryError } from '../numeric/errors.ts';
import type { Prediction, Quantity } from '../systems/contract.ts';
import type { Plan } from './plan.ts';

/** A prediction at one point, or the reason why theory has none. */
export type PointPrediction = { prediction: Prediction<string> } | { reason: string };

/** Theory at every point of every curve, of the observables `wanted` at least. A typed error at a point is kept as the reason why it has no prediction. */
export function predictPlan(plan: Plan, wanted?: readonly string[]): PointPrediction[][] {
  return plan.curves.map(({ points }) =>
    points.map((parameters) => {
      try {
        return { prediction: plan.system.predict(parameters, wanted) };
      } catch (error) {
        if (error instanceof BadInput || !(error instanceof OrreryError)) throw error;
        return { reason: error.message };
      }
    }),
  );
}

/** The prediction of one observable, where there is one. */
export function quantity(prediction: PointPrediction, name: string): Quantity | undefined {
  return 'prediction' in prediction ? prediction.prediction.observables[name] : undefined;
}
