import { Bootstraps } from '../judge/derived.ts';
import { summarizeRun } from '../judge/judge.ts';
import { quantity } from '../measure/theory.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { checkParameters, parameterMeta, type Settings } from '../plan/settings.ts';
import { estimateCost, type PlanTheory } from '../run/conduct.ts';
import { FIRST_ROUND } from '../run/trial-bench.ts';
import type { AnySystem, Claim, DerivedObservable, Observable, Preset } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { type Bench, onePoint, scaled } from './bench.ts';

/**
 * Makes the theory of `name` wrong, and sees that the verdict says so: a value by 5 per cent (with
 * a margin of 2), a derived number by 20, a bound moved past what was measured, a claim turned into
 * its opposite. A derived observable that is believed in a regime only is planted where it is
 * predicted, a claim where it is made.
 */
export async function plant(
  bench: Bench,
  name: string,
  problems: string[],
  opened: (settings: Settings) => Promise<Settings>,
): Promise<void> {
  const { system } = bench;
  for (const plan of await plansFor(system, name, opened)) {
    const planted = await plantedIn(plan, bench, name);
    if (!planted) continue;
    const { theory } = planted;
    const [none, one] = [0, 1].map((trials) => estimateCost(planted.plan, theory.outlooks, trials).seconds);
    for (let trials = FEW; ; trials *= 2) {
      const { verdict } = await bench.measure(planted.plan, { margin: 0.02, shown: [name], theory, trials });
      if (verdict.observables[name].verdict === 'broken') return;
      if (trials < FIRST_ROUND || 2 * trials * (one - none) <= MOST_SECONDS) continue;
      problems.push(verdict.observables[name].sentence);
      return;
    }
  }
  problems.push(`${name} is predicted neither at the default parameters nor in a preset that shows it`);
}

/** A number drawn from a curve of few trials is known less well than a mean. */
const DERIVED_OFF = 1.2;

/**
 * Trials that most errors are found out by. Where they are not, there are twice as many, and again,
 * up to so many seconds by the system's own estimate. Each number is judged as if it were the only
 * one: what is planted is wrong, so that `broken` is never said too soon.
 */
const FEW = 4;
const MOST_SECONDS = 20;

interface Planted {
  plan: Plan;
  theory: PlanTheory;
}

/**
 * The plan with a wrong theory of `name`. Undefined where a claim is not made all along it, and for
 * an observable, derived or not, of which the theory predicts nothing here.
 */
async function plantedIn(plan: Plan, bench: Bench, name: string): Promise<Planted | undefined> {
  const { system } = bench;
  const theory = await bench.theory(plan);
  const claim: Claim | undefined = system.claims?.[name];
  if (claim) {
    const isMade = theory.outlooks.flat().every(({ claims }) => claims.includes(name));
    const says: Claim['says'] = (...values) => !claim.says(...values);
    const planted = { ...system, claims: { ...system.claims, [name]: { ...claim, says } } };
    return isMade && plan.curves.length > 0 ? { plan: { ...plan, system: planted }, theory } : undefined;
  }
  const derived: DerivedObservable<unknown> | undefined = system.derived?.[name];
  const { relation = 'equals' } = derived ?? (system.observables[name] as Observable<unknown>);
  const value = derived && predictedNumber(plan, theory, name);
  const isPredicted = derived
    ? value !== undefined
    : theory.predictions.flat().some((prediction) => quantity(prediction, name));
  if (!isPredicted) return undefined;
  const factor =
    relation === 'equals' ? (derived ? DERIVED_OFF : 1.05) : await pastMeasurement(plan, bench, name, relation);
  if (value === undefined) return { plan, theory: scaled(theory, name, factor) };
  const outlooks = theory.outlooks.map((row) =>
    row.map((outlook) => ({ ...outlook, derived: { ...outlook.derived, [name]: value * factor } })),
  );
  return { plan, theory: { ...theory, outlooks } };
}

/** What is predicted of a derived observable, at the first point or along the first curve. */
function predictedNumber(plan: Plan, theory: PlanTheory, name: string): number | undefined {
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  const { points, curves } = summarizeRun({ plan, ...theory, outcomes, bootstraps: new Bootstraps('') });
  return (curves[0].derived[name] ?? points[0][0].observables[name]?.[0])?.predicted;
}

/** The factor that moves a bound 5 per cent of the measured value beyond it. */
async function pastMeasurement(
  plan: Plan,
  bench: Bench,
  name: string,
  relation: 'atMost' | 'atLeast',
): Promise<number> {
  const { points, curves } = await bench.measure(plan, { shown: [name], trials: FEW });
  const cells = [
    ...points.flat().flatMap(({ observables }) => observables[name] ?? []),
    ...curves.flatMap(({ derived }) => derived[name] ?? []),
  ];
  const ratios = cells.flatMap(({ measured, predicted }) =>
    measured && 'mean' in measured && predicted ? [measured.mean / predicted] : [],
  );
  return relation === 'atMost' ? 0.95 * Math.min(...ratios) : 1.05 * Math.max(...ratios);
}

/**
 * The curves of presets that show `name`, which were chosen to tell it well; then the usual axis,
 * or five points of it. Where it does not run along a parameter, the points of such presets one by
 * one, and the default point; of numbers at one point the default comes first, and the presets
 * that read a file last.
 */
async function plansFor(
  system: AnySystem,
  name: string,
  opened: (settings: Settings) => Promise<Settings>,
): Promise<Plan[]> {
  const along: string | undefined = (system.derived?.[name] ?? system.claims?.[name])?.along;
  const isOfFile = ({ settings }: Preset) =>
    Object.keys(settings).some((key) => parameterMeta(system, key)?.kind === 'data');
  const showing = system.presets.filter(({ shown }) => shown?.includes(name));
  const presets = showing.filter((one) => !isOfFile(one)).map(({ settings }) => makePlan(system, settings));
  const points = presets.flatMap(pointsOf);
  if (along === undefined) {
    const files = await Promise.all(showing.filter(isOfFile).map(({ settings }) => opened(settings)));
    return [onePoint(system, {}), ...points, ...files.flatMap((settings) => pointsOf(makePlan(system, settings)))];
  }
  if (along in (system.coordinates ?? {})) return [...points, onePoint(system, {})];
  const { range, scale } = parameterMeta(system, along)!;
  const usual = system.sweep[along] ?? `${range![0]}:${range![1]}:5${scale === 'log' ? ':log' : ''}`;
  const onAxis = presets.filter(({ axis }) => axis?.name === along).flatMap(curvesOf);
  // At the default parameters the axis may have no effect, and is then refused.
  const isInert = along in inertParameters(system, checkParameters(system, {}));
  return isInert ? onAxis : [...onAxis, makePlan(system, { [along]: usual })];
}

function curvesOf(plan: Plan): Plan[] {
  return plan.curves.map((curve) => ({ ...plan, curves: [curve] }));
}

function pointsOf(plan: Plan): Plan[] {
  return plan.curves.flatMap((curve) =>
    curve.points.map((point) => ({ ...plan, curves: [{ ...curve, points: [point] }] })),
  );
}
