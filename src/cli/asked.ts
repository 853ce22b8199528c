import { BadInput } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import type { FigureStyle } from '../record/figure-files.ts';
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
  figureWidth?: string;
  title?: string;
  caption?: boolean;
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

/** Points to one of each unit of length. */
const UNITS: Record<string, number> = { in: 72, pt: 1, mm: 72 / 25.4, cm: 72 / 2.54 };
/** Narrower than this a figure has no room for its ticks; wider than a poster nobody prints. */
const WIDTHS = { low: 72, high: 3600 };

/** How the figure is to be drawn. Throws `BadInput` for a width that is none. */
export function figureStyleOf({ figureWidth, title, caption }: RunFlags): FigureStyle {
  if (figureWidth === undefined) return { title, caption };
  const [, number, unit] = /^([\d.]+)\s*(in|pt|mm|cm)$/.exec(figureWidth.trim()) ?? [];
  const width = Number(number) * UNITS[unit];
  if (!(width >= WIDTHS.low && width <= WIDTHS.high))
    throw new BadInput(
      `--figure-width is '${figureWidth}', but must be a length from 1in to 50in with its unit (in, mm, cm, pt); try 3.4in, a column of most papers`,
    );
  return { width, title, caption };
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
