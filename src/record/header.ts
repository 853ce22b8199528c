import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundledNames } from '../data/open.ts';
import type { Plan } from '../plan/plan.ts';
import { presetOf } from '../plan/preset.ts';
import { readingsOf } from '../plan/readings.ts';
import type { Settings } from '../plan/settings.ts';
import { versions } from '../run/version.ts';
import type { Reading, Source } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { jsonParameter } from './json.ts';

/**
 * What was asked of a run: enough to make it again, or to go on with it. Records of schema 1 are
 * read too: their trials were named by their place in the plan, so that no version since can make
 * them again to the bit.
 */
export interface Header {
  schema: (typeof SCHEMAS)[number];
  system: string;
  /**
   * The module of a system outside this package, and the checksum of all that it imports from
   * beside it.
   */
  origin?: { file: string; sha256: string };
  created: string;
  /** When its first trial was made, where that is known. */
  begun?: string;
  /** The published figure that it is, where its settings are those of a preset. */
  preset?: string;
  /** As the user gave them; `data` as a path or a bundled name. */
  settings: Settings;
  scales: number[];
  parameters: Record<string, unknown>;
  /** SHA-256 of each file that was read. */
  data: Record<string, { origin: string; sha256: string }>;
  /** What these files were taken for. */
  readings?: Reading[];
  seed: string;
  engine: string;
  engineDescription: string;
  trials: number | 'auto';
  /** What each point of each curve is: the key that its trials are drawn by. */
  pointKeys?: string[][];
  shown: readonly string[];
  margin: number;
  /**
   * How often verdicts were looked at in the runs that it goes on from: each look makes all
   * stricter.
   */
  looksBefore?: number;
  /** Records that trials were taken from, in place of making them again, and how many. */
  reused?: { record: string; trials?: number }[];
  versions: Record<string, string>;
  platform: { os: string; arch: string };
  sources: Source[];
}

export const SCHEMAS = ['orrery-record/1', 'orrery-record/2'] as const;

/** What a run is made under, as far as its numbers depend on it. */
type Asked = Pick<
  Header,
  'begun' | 'seed' | 'engine' | 'engineDescription' | 'trials' | 'shown' | 'margin' | 'looksBefore' | 'reused'
>;

/** What is asked by this plan under these conditions. */
export function headerOf(plan: Plan, settings: Settings, scales: number[], asked: Asked): Header {
  const { system } = plan;
  const preset = presetOf(plan);
  const inert = inertParameters(system, plan.curves[0].points[0].parameters);
  return {
    schema: 'orrery-record/2',
    system: system.id,
    ...(system.origin !== undefined && { origin: system.origin }),
    created: new Date().toISOString(),
    ...(asked.begun !== undefined && { begun: asked.begun }),
    ...(preset && { preset: preset.id }),
    settings: portable(settings),
    scales,
    parameters: Object.fromEntries(
      Object.entries(plan.fixed)
        .filter(([key]) => !(key in inert))
        .map(([key, value]) => [key, jsonParameter(value)]),
    ),
    data: datasets(plan),
    ...(system.reading && { readings: readingsOf(plan) }),
    seed: asked.seed,
    engine: asked.engine,
    engineDescription: asked.engineDescription,
    trials: asked.trials,
    pointKeys: plan.curves.map(({ points }) => points.map(({ key }) => key)),
    shown: asked.shown,
    margin: asked.margin,
    ...(asked.looksBefore && { looksBefore: asked.looksBefore }),
    ...(asked.reused && { reused: asked.reused }),
    versions: versions(),
    platform: { os: process.platform, arch: process.arch },
    sources: system.sources,
  };
}

function datasets(plan: Plan): Header['data'] {
  const found: Header['data'] = {};
  for (const [key, value] of Object.entries(plan.curves[0].points[0].parameters)) {
    const described = jsonParameter(value) as { origin: string; sha256: string };
    if (described !== value) found[key] = described;
  }
  return found;
}

/** Files by their full path, so that the record can be verified from any folder. */
function portable(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const dataset = jsonParameter(value) as { origin: string };
      return [key, dataset === value ? value : fullPath(dataset.origin)];
    }),
  );
}

/** Of one file, or of features and labels in two. */
function fullPath(origin: string): string {
  if (bundledNames.includes(origin)) return origin;
  const paths = existsSync(origin) ? [origin] : origin.split(',');
  return paths.every((path) => existsSync(path)) ? paths.map((path) => resolve(path)).join(',') : origin;
}
