import type { z } from 'zod';
import { BadInput } from './numeric/errors.ts';
import { makePlan } from './plan/plan.ts';
import { pointKey as keyOf } from './plan/point-key.ts';
import { checkKeys, checkParameters, type Settings } from './plan/settings.ts';
import { predictionJson } from './record/json.ts';
import type { Conditions, PlanTheory, RunResult } from './run/conduct.ts';
import { type EngineOption, executeHere, executeTheory } from './run/here.ts';
import type { AnySystem, System, ValidityNote } from './systems/contract.ts';
import { missingFields } from './systems/exported.ts';
import { inWords, plainSettings } from './systems/given.ts';
import type { RegisteredSystems } from './systems/registry.generated.ts';
import { findSystem } from './systems/registry.ts';
import { didYouMean } from './systems/suggest.ts';

/** The systems of this package, by id. */
export type SystemId = keyof RegisteredSystems;

type ParametersOf<Id extends SystemId> =
  RegisteredSystems[Id] extends System<infer Schema, infer _P, infer _O, infer _D, infer _C> ? z.input<Schema> : never;
/** The names of a system's observables. */
export type ObservableOf<Id extends SystemId> = keyof RegisteredSystems[Id]['observables'] & string;
type DerivedOf<Id extends SystemId> = keyof NonNullable<RegisteredSystems[Id]['derived']> & string;

type ClaimOf<Id extends SystemId> = keyof NonNullable<RegisteredSystems[Id]['claims']> & string;
/** The names of all that a run of a system judges. */
type Judged<Id extends SystemId> = ObservableOf<Id> | DerivedOf<Id> | ClaimOf<Id>;
type VerdictOn<Name extends string> = Omit<RunResult['verdict'], 'observables'> & {
  observables: Record<Name, RunResult['verdict']['observables'][string]>;
};

/** A parameter's value, several of them as an array, or a range as text: `'20:2000:30:log'`. */
export type SettingsOf<Id extends SystemId> = {
  [K in keyof ParametersOf<Id>]?: ParametersOf<Id>[K] | readonly Exclude<ParametersOf<Id>[K], undefined>[] | string;
};

/**
 * A number at each point of the axis, or there a curve over a coordinate; null where theory has
 * none. JSON has no infinity.
 */
export type Predicted = (number | number[] | 'Infinity' | '-Infinity' | null)[];

/** One observable along the axis, with the relative error that each prediction promises. */
export interface PredictedObservable {
  predicted: Predicted;
  numericalError: (number | null)[];
  /** Of curves: the places of their values, by coordinate, at each point of the axis. */
  coordinates?: Record<string, number[][]>;
}

/** Theory along the axis, as `orrery predict --json` prints it. */
export interface PredictedCurve<O extends string> {
  parameters: Record<string, unknown>;
  axis?: { name: string; values: unknown[] };
  observables: Record<O, PredictedObservable>;
  /** Derived observables along the axis that theory has a number for. */
  derived?: Record<string, { predicted: number }>;
  /** Of each point: which assumption it strains. */
  validity: ValidityNote[][];
  /** Of each point: why it has no prediction; absent where all have one. */
  withoutPrediction?: (string | null)[];
}

/**
 * Theory alone, for use from code: `await predict('ridge', { samples: [50, 100], ridge: 0.1 })`.
 * Settings are those of the command line: an array means several values, ranges are given as text.
 * Throws `BadInput` for settings that cannot be, with the reason, and for those that make a family
 * of curves, which `predictFamily` is for.
 */
export async function predict<Id extends SystemId>(
  system: Id,
  settings: SettingsOf<Id> = {},
): Promise<{ system: string } & PredictedCurve<ObservableOf<Id>>> {
  const plan = makePlan(await findSystem(system), settings as Settings);
  if (plan.families.length > 0)
    throw new BadInput(
      `${plan.families.map(({ name }) => name).join(' and ')} draws a family of curves; use predictFamily, or give one value`,
    );
  const theory = await executeTheory(plan, Object.keys(plan.system.observables), { engine: 'wasm', lines: false });
  return predictionJson(plan, theory) as unknown as { system: string } & PredictedCurve<ObservableOf<Id>>;
}

/**
 * As `predict`, for settings that make a family: one curve for each combination of the families'
 * values. Throws `BadInput`.
 */
export async function predictFamily<Id extends SystemId>(
  system: Id,
  settings: SettingsOf<Id> = {},
): Promise<{ system: string; curves: PredictedCurve<ObservableOf<Id>>[] }> {
  const plan = makePlan(await findSystem(system), settings as Settings);
  const theory = await executeTheory(plan, Object.keys(plan.system.observables), { engine: 'wasm', lines: false });
  const { curves, ...only } = predictionJson(plan, theory) as { curves?: PredictedCurve<ObservableOf<Id>>[] };
  return { system, curves: curves ?? [only as unknown as PredictedCurve<ObservableOf<Id>>] };
}

/** Options of `measure`: all have defaults, those of `orrery run` but for a `budget` of 30 s. */
export type MeasureOptions<Shown extends string = string> = Partial<
  Omit<Conditions & EngineOption, 'shown' | 'known' | 'shelf' | 'looksBefore' | 'keep'>
> & {
  shown?: readonly Shown[];
};

/**
 * Predicts, measures and judges, in this thread; `execute` of `orrery-lab/node` has more of them.
 * Throws as `executeHere`.
 */
export async function measure<Id extends SystemId>(
  system: Id,
  settings: SettingsOf<Id> = {},
  options: MeasureOptions<Judged<Id>> = {},
): Promise<Omit<RunResult, 'verdict'> & { verdict: VerdictOn<Judged<Id>> }> {
  return measureSystem(await findSystem(system), settings as Settings, options) as never;
}

/**
 * As `measure`, for a system that is not in this package. Throws as `executeHere`, and `BadInput`
 * for a declaration that lacks a field and for options that there are not.
 */
export async function measureSystem(
  system: AnySystem,
  settings: Settings = {},
  options: MeasureOptions = {},
): Promise<RunResult> {
  checkDeclared(system);
  const given = checkOptions(options, system);
  return executeHere(makePlan(system, settings), {
    trials: 'auto',
    seed: '1',
    engine: 'auto',
    margin: system.margin.value,
    budget: 30,
    shown: system.shown,
    ...given,
  });
}

function checkDeclared(system: unknown): void {
  if (typeof system !== 'object' || system === null)
    throw new BadInput(`the system is ${inWords(system)}, but must be what defineSystem({ … }) returned`);
  const missing = missingFields(system);
  if (missing.length > 0)
    throw new BadInput(`the system does not declare ${missing.join(', ')}; make it with defineSystem({ … })`);
}

const OPTIONS: Record<keyof MeasureOptions, true> = {
  ...{ trials: true, counts: true, seed: true, shown: true, margin: true, budget: true, budgetBy: true, engine: true },
  ...{ theory: true, signal: true, progress: true, watch: true },
};

/** The options that were given, without those that are undefined. */
function checkOptions(options: unknown, { shown }: AnySystem): MeasureOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new BadInput(`the options are ${inWords(options)}, but must be an object; try { trials: 32 }`);
  const known = Object.keys(OPTIONS);
  for (const name of Object.keys(options))
    if (!known.includes(name))
      throw new BadInput(`there is no option '${name}'${didYouMean(name, known)}; the options are ${known.join(', ')}`);
  const given: MeasureOptions = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (typeof given.trials === 'number' && given.budget !== undefined)
    throw new BadInput(
      `trials is ${given.trials}, and budget acts only with trials: 'auto', which makes as many as the verdict needs within it; leave one of them out`,
    );
  for (const name of ['progress', 'watch'] as const)
    if (given[name] !== undefined && typeof given[name] !== 'function')
      throw new BadInput(
        `${name} is ${inWords(given[name])}, but must be a function; try ${name}: console.log, or leave it out`,
      );
  if (given.signal !== undefined && !(given.signal instanceof AbortSignal))
    throw new BadInput(
      `signal is ${inWords(given.signal)}, but must be an AbortSignal; try signal: AbortSignal.timeout(60_000), or leave it out`,
    );
  if (given.theory !== undefined && !Array.isArray((given.theory as Partial<PlanTheory> | null)?.predictions))
    throw new BadInput(
      `theory is ${inWords(given.theory)}, but must be what executeTheory returned for these settings; leave it out`,
    );
  if (given.shown?.length === 0)
    throw new BadInput(`shown is an empty array, but must name what the verdict is about; try shown: ['${shown[0]}']`);
  return given;
}

/**
 * The key under which a point's trials are drawn: of one setting of a system, defaults filled in.
 * Throws `BadInput` for parameters that it does not take, ranges and lists among them.
 */
export function pointKey(system: AnySystem, parameters: object): string {
  const given = plainSettings(parameters);
  checkKeys(system, given);
  return keyOf(system, checkParameters(system, given));
}
