import { BadInput, OrreryError } from '../numeric/errors.ts';
import type { Point } from '../plan/plan.ts';
import type { Quantity } from '../systems/contract.ts';
import { neverStopped } from './reporter.ts';
import { checkShape, type Workshop } from './workshop.ts';

/**
 * What theory says at a point, as plain data: predicted observables, or the reason why there are
 * none.
 */
export type PointPrediction = { observables: Record<string, Quantity> } | { reason: string };

/** What a prediction reports to, where it takes long. */
export interface TheoryWatch {
  check?: () => void;
  progress?: (fraction: number) => void;
}

/**
 * The prediction of the observables `wanted`, at least. A typed error of the theory is kept as the
 * reason why it has no prediction. Throws `BadInput` where parameters contradict each other, and
 * `Stopped`.
 */
export async function predictPoint(
  workshop: Workshop,
  point: Point,
  wanted: readonly string[],
  { check = neverStopped, progress = () => {} }: TheoryWatch = {},
): Promise<PointPrediction> {
  const { system, engine } = workshop;
  const used = engine.heap.used;
  const prediction = await attempt(async () => {
    const context = { engine, wanted: new Set(wanted), check, progress };
    const { observables } = await system.predict(workshop.problem(point, check), context);
    const quantities = observables as Record<string, Quantity>;
    for (const name of Object.keys(quantities)) checkShape(workshop, point, name, quantities[name].value, 'theory');
    return { observables: quantities };
  }, check);
  if (engine.heap.used !== used) throw new Error(`the theory of ${system.id} left memory on the heap`);
  return prediction;
}

async function attempt(predict: () => Promise<PointPrediction>, check: () => void): Promise<PointPrediction> {
  try {
    return await predict();
  } catch (error) {
    check();
    if (error instanceof BadInput || !(error instanceof OrreryError)) throw error;
    return { reason: error.message };
  }
}

/** The prediction of one observable, where there is one. */
export function quantity(prediction: PointPrediction, name: string): Quantity | undefined {
  return 'observables' in prediction ? prediction.observables[name] : undefined;
}
