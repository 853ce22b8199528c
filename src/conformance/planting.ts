import { outlooksOf } from '../measure/outlook.ts';
import { openWorkshop } from '../measure/workshop.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import type { RunResult } from '../run/conduct.ts';
import type {
  AnySystem,
  Claim,
  DerivedObservable,
  Observable,
  Prediction,
  Preset,
  TheoryContext,
} from '../systems/contract.ts';
import { type Bench, measureHere, onePoint } from './bench.ts';

/**
 * Makes the theory of `name` wrong, and sees that the verdict says so: a value by 5 per cent (with
 * a margin of 2), a derived number by 20, a bound moved past what was measured, a claim turned into
 * its opposite. A derived observable that is believed in a regime only is planted where it is
 * predicted, a claim where it is made.
 */
export async function plant(system: AnySystem, bench: Bench, name: string, problems: string[]): Promise<void> {
  const conditions = { margin: 0.02, budget: 20, shown: [name] };
  for (const plan of plansFor(system, name)) {
    const measured = (trials: number) => measureHere(plan, bench, { ...conditions, trials });
    const planted = isMade(plan, bench, name) ? await plantedSystem(system, name, measured) : undefined;
    if (!planted) continue;
    const found = ({ verdict }: Pick<RunResult, 'verdict'>) => verdict.observables[name].verdict === 'broken';
    // Once a look has found it out, the rest of the budget has nothing to add.
    const stop = new AbortController();
    const result = await measureHere({ ...plan, system: planted }, bench, {
      ...conditions,
      signal: stop.signal,
      progress: ({ stage, done, planned: all }, judge) => {
        if (stage === 'trials' && done === all && found(judge())) stop.abort();
      },
    });
    if (!found(result)) problems.push(result.verdict.observables[name].sentence);
    return;
  }
  problems.push(`${name} is predicted neither at the default parameters nor in a preset that shows it`);
}

/** Whether a claim is made all along this plan; anything else may be predicted anywhere. */
function isMade(plan: Plan, { engine }: Bench, name: string): boolean {
  const { system, curves } = plan;
  if (!system.claims?.[name]) return true;
  return (
    curves.length > 0 &&
    outlooksOf(plan, openWorkshop(system, engine))
      .flat()
      .every(({ claims }) => claims.includes(name))
  );
}

/** A number drawn from a curve of few trials is known less well than a mean. */
const DERIVED_OFF = 1.2;

/** Undefined for a derived observable of which the theory predicts nothing here. */
async function plantedSystem(
  system: AnySystem,
  name: string,
  measured: (trials: number) => Promise<RunResult>,
): Promise<AnySystem | undefined> {
  const claim: Claim | undefined = system.claims?.[name];
  if (claim) {
    const says: Claim['says'] = (...values) => !claim.says(...values);
    return { ...system, claims: { ...system.claims, [name]: { ...claim, says } } };
  }
  const derived: DerivedObservable<unknown> | undefined = system.derived?.[name];
  const { relation = 'equals' } = derived ?? (system.observables[name] as Observable<unknown>);
  const off = derived ? DERIVED_OFF : 1.05;
  const factor = relation === 'equals' ? off : pastMeasurement(await measured(8), name, relation);
  if (!derived) return { ...system, predict: scaledPrediction(system, name, factor) };
  const { points, curves } = await measured(1);
  const value = (curves[0].derived[name] ?? points[0][0].observables[name]?.[0])?.predicted;
  if (value === undefined) return undefined;
  const predicted = () => value * factor;
  return { ...system, derived: { ...system.derived, [name]: { ...derived, predicted } } };
}

/** The factor that moves a bound 5 per cent of the measured value beyond it. */
function pastMeasurement({ points, curves }: RunResult, name: string, relation: 'atMost' | 'atLeast'): number {
  const cells = [
    ...points.flat().flatMap(({ observables }) => observables[name] ?? []),
    ...curves.flatMap(({ derived }) => derived[name] ?? []),
  ];
  const ratios = cells.flatMap(({ measured, predicted }) =>
    measured && 'mean' in measured && predicted ? [measured.mean / predicted] : [],
  );
  return relation === 'atMost' ? 0.95 * Math.min(...ratios) : 1.05 * Math.max(...ratios);
}

function scaledPrediction(system: AnySystem, name: string, factor: number): AnySystem['predict'] {
  return async (problem: unknown, context: TheoryContext): Promise<Prediction> => {
    const prediction: Prediction = await system.predict(problem, context);
    const quantity = prediction.observables[name];
    if (!quantity) return prediction;
    const { value, error } = quantity;
    const wrong = typeof value === 'number' ? value * factor : value.map((one) => one * factor);
    return { ...prediction, observables: { ...prediction.observables, [name]: { value: wrong, error } } };
  };
}

/**
 * The curves of presets that show `name`, which were chosen to tell it well; then the usual axis,
 * or five points of it. Where it does not run along a parameter, the points of such presets one by
 * one, and the default point.
 */
function plansFor(system: AnySystem, name: string): Plan[] {
  const along: string | undefined = (system.derived?.[name] ?? system.claims?.[name])?.along;
  const shows = ({ shown, settings }: Preset) =>
    shown?.includes(name) && !Object.keys(settings).some((key) => parameterMeta(system, key)?.kind === 'data');
  const presets = system.presets.filter(shows).map(({ settings }) => makePlan(system, settings));
  if (along === undefined || along in (system.coordinates ?? {}))
    return [...(along === undefined ? [] : presets.flatMap(pointsOf)), onePoint(system, {})];
  const { range, scale } = parameterMeta(system, along)!;
  const usual = system.sweep[along] ?? `${range![0]}:${range![1]}:5${scale === 'log' ? ':log' : ''}`;
  const onAxis = presets.filter(({ axis }) => axis?.name === along).flatMap(curvesOf);
  return [...onAxis, makePlan(system, { [along]: usual })];
}

function curvesOf(plan: Plan): Plan[] {
  return plan.curves.map((curve) => ({ ...plan, curves: [curve] }));
}

function pointsOf(plan: Plan): Plan[] {
  return plan.curves.flatMap((curve) =>
    curve.points.map((point) => ({ ...plan, curves: [{ ...curve, points: [point] }] })),
  );
}
