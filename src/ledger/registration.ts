import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantity } from '../measure/theory.ts';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import { type Header, headerOf } from '../record/header.ts';
import { derivedPredictions, derivedPredictionsAtPoints } from '../record/json.ts';
import { makeFolder } from '../record/make-folder.ts';
import { newName } from '../record/record.ts';
import { replaceFile } from '../record/replace-file.ts';
import type { PlanTheory } from '../run/conduct.ts';
import { PREDICTIONS } from './listing.ts';

/** JSON has no infinity, which is a word, and no NaN, which is null. */
export type Encoded = number | 'Infinity' | '-Infinity' | null;

/** What theory said of a point. */
export interface RegisteredPoint {
  key: string;
  /** The swept parameters. */
  at: Record<string, unknown>;
  predicted: Record<string, { value: Encoded | Encoded[]; error: number }>;
  /** Numbers drawn from its curves. */
  derived: Record<string, Encoded>;
  /** Why there is no prediction. */
  reason?: string;
}

/** A prediction as it was registered, before it was measured. */
export interface Prediction
  extends Pick<Header, 'system' | 'origin' | 'created' | 'settings' | 'parameters' | 'data' | 'versions'> {
  schema: 'orrery-prediction/1';
  /** What the measurement will be judged by. */
  margin: number;
  points: RegisteredPoint[];
  /** Numbers along the axis of each curve, with the points that they are drawn from. */
  curves: { keys: string[]; derived: Record<string, Encoded> }[];
  /** Of the canonical JSON of all else. */
  sha256: string;
}

export interface Filed {
  file: string;
  prediction: Prediction;
}

/** Writes what theory says of a plan under `out`, with its hash. Throws `NotWritten`. */
export function register(plan: Plan, settings: Settings, theory: PlanTheory, margin: number, out: string): Filed {
  const none = { seed: '', engine: '', engineDescription: '', trials: 1, shown: [], margin };
  const { system, origin, created, settings: given, parameters, data, versions } = headerOf(plan, settings, [1], none);
  const content: Omit<Prediction, 'sha256'> = {
    schema: 'orrery-prediction/1',
    ...{ system, ...(origin && { origin }), created, settings: given, parameters, data, versions, margin },
    points: plan.curves.flatMap((_, curve) => pointsOf(plan, curve, theory)),
    curves: plan.curves.map(({ points }, curve) => ({
      keys: points.map(({ key }) => key),
      derived: Object.fromEntries(
        derivedPredictions(plan, curve, theory).map(([name, { predicted }]) => [name, encode(predicted)]),
      ),
    })),
  };
  const prediction = { ...content, sha256: sealOf(content) };
  const folder = join(out, PREDICTIONS);
  const file = newName(folder, `${system}-${prediction.sha256.slice(0, 8)}`, '.json');
  try {
    makeFolder(folder);
    replaceFile(file, `${JSON.stringify(prediction, null, 1)}\n`);
  } catch (error) {
    throw new NotWritten(
      `${file} could not be written (${(error as Error).message}); choose another folder with --out`,
    );
  }
  return { file, prediction };
}

/**
 * All that is registered under `out`, the oldest first, and what is refused, a sentence for each.
 */
export function readPredictions(out: string): { predictions: Filed[]; problems: string[] } {
  const folder = join(out, PREDICTIONS);
  if (!existsSync(folder)) return { predictions: [], problems: [] };
  const predictions: Filed[] = [];
  const problems: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = join(folder, name);
    try {
      predictions.push({ file, prediction: readPrediction(file) });
    } catch (error) {
      problems.push(`${file} is refused: ${(error as Error).message}`);
    }
  }
  predictions.sort((a, b) => (a.prediction.created < b.prediction.created ? -1 : 1));
  return { predictions, problems };
}

function readPrediction(file: string): Prediction {
  let read: Prediction;
  try {
    read = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new BadInput('it cannot be read as JSON');
  }
  if (read?.schema !== 'orrery-prediction/1')
    throw new BadInput(`it has schema ${JSON.stringify(read?.schema)}, and is no prediction`);
  const { sha256, ...content } = read;
  if (sealOf(content) !== sha256)
    throw new BadInput('it does not have the hash that it names, so it was changed after it was registered');
  return read;
}

/**
 * SHA-256 of the JSON with sorted keys and without spaces, as it is read back. Every field is
 * sealed, where the canonical JSON of a point's key knows a file by its checksum alone.
 */
function sealOf(content: object): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, one]) => [name, sorted(one)]),
    );
  };
  const text = JSON.stringify(sorted(JSON.parse(JSON.stringify(content))));
  return createHash('sha256').update(text).digest('hex');
}

function pointsOf(plan: Plan, curve: number, theory: PlanTheory): RegisteredPoint[] {
  const swept = [...(plan.axis ? [plan.axis] : []), ...plan.families].map(({ name }) => name);
  const drawn = derivedPredictionsAtPoints(plan, curve, theory);
  return plan.curves[curve].points.map(({ key, parameters }, p) => {
    const prediction = theory.predictions[curve][p];
    const predicted = Object.keys(plan.system.observables).flatMap((name) => {
      const one = quantity(prediction, name);
      if (!one) return [];
      const value = typeof one.value === 'number' ? encode(one.value) : Array.from(one.value, encode);
      return [[name, { value, error: one.error ?? 0 }]];
    });
    const derived = drawn.flatMap(([name, values]) => (values[p] === undefined ? [] : [[name, encode(values[p])]]));
    return {
      key,
      at: Object.fromEntries(swept.map((name) => [name, parameters[name]])),
      predicted: Object.fromEntries(predicted),
      derived: Object.fromEntries(derived),
      ...('reason' in prediction && { reason: prediction.reason }),
    };
  });
}

function encode(value: number): Encoded {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : value > 0 ? 'Infinity' : '-Infinity';
}

export function decode(value: Encoded | undefined): number | undefined {
  return value === null ? Number.NaN : value === undefined ? undefined : Number(value);
}
