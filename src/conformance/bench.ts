import { outlooksOf } from '../measure/outlook.ts';
import { type PointPrediction, predictPoint, quantity } from '../measure/theory.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { makePlan, type Plan, type Point } from '../plan/plan.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters, type Settings } from '../plan/settings.ts';
import { type Conditions, conduct, type PlanTheory, type RunResult } from '../run/conduct.ts';
import type { AnySystem } from '../systems/contract.ts';
import { type KnownTrials, rememberingExecutor } from './remembered-trials.ts';

/** The plan of one point: what a figure would sweep has its default, unless it is given. */
export function onePoint(system: AnySystem, settings: Settings): Plan {
  const parameters = checkParameters(system, settings);
  const point = { key: pointKey(system, parameters), parameters };
  const plan = makePlan(system, {});
  return {
    system,
    families: [],
    fixed: parameters,
    chosen: settings,
    curves: [{ ...plan.curves[0], members: {}, points: [point] }],
  };
}

/**
 * What the checks of one system measure on. Its theory and its experiment are asked once for each
 * point: errors planted in the one are held to trials that others have made.
 */
export class Bench {
  readonly system: AnySystem;
  readonly engine: Engine;
  private readonly known: KnownTrials = new Map();
  private readonly predictions = new Map<string, Promise<PointPrediction>>();

  constructor(system: AnySystem, engine: Engine) {
    this.system = system;
    this.engine = engine;
  }

  /** What the system predicts of all its observables. Throws as `predictPoint`. */
  predict(point: Point): Promise<PointPrediction> {
    const { system, engine, predictions } = this;
    const prediction =
      predictions.get(point.key) ?? predictPoint(openWorkshop(system, engine), point, Object.keys(system.observables));
    predictions.set(point.key, prediction);
    return prediction;
  }

  /** What the system predicts, with what the plan's says of each point before. */
  async theory(plan: Plan): Promise<PlanTheory> {
    const outlooks = outlooksOf(plan, openWorkshop(plan.system, this.engine));
    const predictions: PointPrediction[][] = [];
    for (const { points } of plan.curves) {
      predictions.push([]);
      for (const point of points) predictions.at(-1)!.push(await this.predict(point));
    }
    return { outlooks, predictions, lines: plan.curves.map(() => ({ x: [], y: {} })) };
  }

  /**
   * Measures and judges in this thread, for as long as the system's own estimate of a trial allows;
   * by its own theory unless another is given.
   */
  async measure(plan: Plan, options: Partial<Conditions>): Promise<RunResult> {
    const workshop = openWorkshop(plan.system, this.engine);
    // By the system's own estimate: what is tested must not depend on how busy a machine is.
    const usual: Conditions = {
      ...{ trials: 'auto', seed: 'conformance', margin: 0.05, budget: 6, shown: [] },
      budgetBy: 'estimate',
    };
    const theory = options.theory ?? (await this.theory(plan));
    return conduct(plan, { ...usual, ...options, theory }, workshop, rememberingExecutor(workshop, this.known));
  }
}

/** Of every point, the observable times the factor. */
export function scaled(theory: PlanTheory, name: string, factor: number): PlanTheory {
  const predictions = theory.predictions.map((row) =>
    row.map((prediction): PointPrediction => {
      const right = quantity(prediction, name);
      if (!right || !('observables' in prediction)) return prediction;
      const { value, error } = right;
      const wrong = typeof value === 'number' ? value * factor : value.map((one) => one * factor);
      return { observables: { ...prediction.observables, [name]: { value: wrong, error } } };
    }),
  );
  return { ...theory, predictions };
}
