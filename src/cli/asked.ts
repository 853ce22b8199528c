import { BadInput } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import type { Header } from '../record/header.ts';
import type { KnownTrials } from '../record/journal.ts';
import type { RunOptions } from '../run/execute.ts';
import type { AnySystem } from '../systems/contract.ts';
import { didYouMean } from '../systems/suggest.ts';
import { readJobs, readNumber } from './settings.ts';

export interface RunFlags {
  params?: string;
  preset?: string;
  trials: string;
  budget?: string;
  budgetBy: 'clock' | 'estimate';
  seed?: string;
  jobs?: string;
  engine?: 'auto' | 'wasm' | 'openblas';
  resume?: string;
  reuse?: boolean;
  margin?: string;
  observables?: string;
  scale?: string;
  out: string;
  dryRun?: boolean;
  json?: boolean;
}

/** What a run is to do, and what it goes on from. */
export interface Asked {
  plan: Plan;
  settings: Settings;
  scales: number[];
  options: Omit<RunOptions, 'known' | 'keep' | 'signal' | 'progress'>;
  before?: { folder: string; trials: KnownTrials; seconds: number; begun: string; reused?: Header['reused'] };
}

/** The conditions that the flags name, whatever is run. */
export function conditionsOf(system: AnySystem, flags: RunFlags) {
  const trials =
    flags.trials === 'auto'
      ? 'auto'
      : readNumber('--trials', flags.trials, { low: 1, high: 1e6, whole: true, also: 'auto' });
  if (trials !== 'auto' && flags.budget !== undefined)
    throw new BadInput(
      `--budget acts only with --trials auto, which makes as many trials as the verdict needs within it; leave out --budget, or --trials ${trials}`,
    );
  return {
    trials,
    jobs: readJobs(flags.jobs),
    ...(flags.margin !== undefined && { margin: readNumber('--margin', flags.margin, { low: 1e-6, high: 1 }) }),
    ...(flags.budget !== undefined && { budget: readNumber('--budget', flags.budget, { low: 0 }) }),
    ...(flags.observables !== undefined && { shown: readObservables(system, flags.observables) }),
    budgetBy: flags.budgetBy,
  } as const;
}

export function readObservables(system: AnySystem, text: string): string[] {
  const known = [system.observables, system.derived ?? {}, system.claims ?? {}].flatMap(Object.keys);
  const names = text.split(',').map((name) => name.trim());
  for (const name of names)
    if (!known.includes(name))
      throw new BadInput(
        `--observables: ${system.id} has no observable '${name}'${didYouMean(name, known)}; it has ${known.join(', ')}`,
      );
  return [...new Set(names)];
}
