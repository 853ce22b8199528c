import { dirname, join, resolve } from 'node:path';
import { presentOf } from '../judge/judge.ts';
import { scalingOf } from '../judge/scaling.ts';
import { type Claim, claimOn } from '../ledger/claim.ts';
import { judgeRegistered } from '../ledger/judge-registered.ts';
import { countsOf, type Shelf, shelfOf, takenFrom } from '../ledger/reuse.ts';
import { outlooksOf, preparationOf } from '../measure/outlook.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { usualConditions } from '../plan/preset.ts';
import { Draft } from '../record/draft.ts';
import { headerOf } from '../record/header.ts';
import { resultJson } from '../record/json.ts';
import { prepareOutput, writeRecord } from '../record/record.ts';
import { crossings, failureWords } from '../record/remarks.ts';
import { stretchesOf } from '../record/stretches.ts';
import { checkConditions } from '../run/conditions.ts';
import {
  type Conditions,
  checkMemory,
  checkTestable,
  countBelow,
  type RunResult,
  type ToDecide,
} from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { openData } from '../run/open-data.ts';
import { count } from '../statistics/sentences.ts';
import { openSystem } from '../systems/open.ts';
import { type Asked, conditionsOf, figureStyleOf, type RunFlags } from './asked.ts';
import { dryRun } from './dry-run.ts';
import { duration, sayLong } from './duration.ts';
import { listen } from './interruption.ts';
import { plainScripts } from './plain-scripts.ts';
import { trackProgress } from './progress.ts';
import { askAgain } from './resume.ts';
import { findPreset, givenBy, readNumber, readSettings, sayReadings } from './settings.ts';

export async function run(id: string | undefined, words: string[], flags: RunFlags): Promise<void> {
  const asked =
    flags.resume === undefined ? await askAnew(id, words, flags) : await askAgain(flags.resume, id, words, flags);
  const { plan, settings, scales, before } = asked;
  const style = figureStyleOf(flags);
  const { system } = plan;
  const workshop = openWorkshop(system, await selectEngine(asked.options.engine));
  const { options, shelf, claim } = await fromTheLedger(flags, asked, workshop.engine);
  if (flags.dryRun) {
    sayReadings(plan);
    console.log(await dryRun(plan, workshop, options, shelf?.trials ?? before?.trials, flags.json));
    return;
  }
  // What is wrong with the parameters and conditions surfaces here, before anything is written.
  checkConditions(plan, options);
  sayLong(preparationOf(plan, system), 'preparation');
  const outlooks = outlooksOf(plan, workshop);
  checkMemory(plan, outlooks);
  checkTestable(outlooks);
  sayReadings(plan);
  if (!before) prepareOutput(flags.out);

  const { name: engine, description: engineDescription } = workshop.engine;
  const { engine: _, jobs: __, ...conditions } = options;
  const begun = before?.begun ?? new Date().toISOString();
  // How many of them a run with `auto` comes to take is known when it has ended.
  const { trials } = options;
  const reused = shelf
    ? trials === 'auto'
      ? takenFrom(shelf, () => Infinity).map(({ record }) => ({ record }))
      : takenFrom(shelf, () => trials)
    : before?.reused;
  const header = headerOf(plan, settings, scales, { ...conditions, engine, engineDescription, begun, reused });
  const draft = new Draft(plan, flags.out, header, { folder: before?.folder });
  const interruption = listen('the trials done so far are kept (press Ctrl-C again to drop them)');
  const progress = trackProgress(system.id, flags.json);
  const watch: Conditions['progress'] = (state, judge) => {
    progress.update(state);
    if (state.stage === 'trials') draft.keep(judge);
  };
  const keep: Conditions['keep'] = (point, first, outcomes) => draft.add(point, first, outcomes);
  const { signal } = interruption;
  const known = { known: before?.trials, shelf: shelf?.trials };
  let result: RunResult;
  try {
    result = await execute(plan, { ...options, ...known, signal, progress: watch, keep }, workshop);
  } catch (error) {
    draft.discard();
    throw error;
  } finally {
    progress.stop();
    interruption.end();
  }
  if (before) result = { ...result, seconds: result.seconds + before.seconds };
  const scaling = scales.length > 1 ? scalingOf(result) : undefined;
  const registered = claim && judgeRegistered(claim, result, outlooks);
  process.exitCode = exitCode(result);
  if (registered?.verdict?.overall === 'broken' && !result.interrupted) process.exitCode = 1;
  if (!flags.json) {
    console.log(verdictWords(result, flags.observables !== undefined));
    for (const [name, { sentence }] of Object.entries(scaling ?? {}))
      console.log(`${(plan.system.observables[name] ?? plan.system.derived?.[name])?.label ?? name}: ${sentence}`);
    for (const sentence of registered?.sentences ?? []) console.log(sentence);
  }
  const provenance = {
    begun,
    ...(reused && { reused: shelf ? takenFrom(shelf, countsOf(result)) : reused }),
    ...(registered && { registered: { ...registered } }),
  };
  const folder = kept(() =>
    draft.finish((made) =>
      writeRecord(result, settings, scales, flags.out, { scaling, folder: made, style, ...provenance }),
    ),
  );
  if (flags.json)
    console.log(
      JSON.stringify({
        ...resultJson(result),
        ...(scaling && { scaling }),
        ...(provenance.reused && { reused: provenance.reused }),
        ...(registered && { registered }),
        record: folder ?? null,
      }),
    );
  else if (folder !== undefined) console.error(`figure: ${join(folder, 'figure.png')}\nrecord: ${folder}`);
}

/**
 * What the folder of records has to do with a run: what was registered of its points, whose margin
 * it takes unless one is given, and with --reuse the trials that are there.
 */
async function fromTheLedger(
  flags: RunFlags,
  { plan, options: asked, before }: Asked,
  engine: Engine,
): Promise<{ options: Asked['options']; shelf?: Shelf; claim?: Claim }> {
  const warn = (problem: string) => console.error(`orrery: ${problem}`);
  const claim = await claimOn(before ? dirname(resolve(before.folder)) : flags.out, plan, warn);
  const takesMargin = claim !== undefined && claim.keys.size > 0 && flags.margin === undefined && !before;
  const options = takesMargin ? { ...asked, margin: claim.prediction.margin } : asked;
  if (!flags.reuse) return { options, claim };
  const conditions = { ...options, engine: engine.name, engineDescription: engine.description };
  const shelf = await shelfOf(flags.out, plan, conditions, warn);
  const there = [...shelf.trials.values()].reduce((sum, some) => sum + countBelow(some, some.length), 0);
  const { size: records } = new Set([...shelf.from.values()].flatMap((some) => some.filter(Boolean)));
  console.error(
    there === 0
      ? `no trial of these points is in ${flags.out} with this system, version, engine and seed`
      : `${count(there, 'trial')} at ${count(shelf.trials.size, 'point')} are in ${count(records, 'record')} of ${flags.out}`,
  );
  return { options: { ...options, looksBefore: shelf.looksBefore }, shelf, claim };
}

async function askAnew(id: string | undefined, words: string[], flags: RunFlags): Promise<Asked> {
  if (id === undefined)
    throw new BadInput('run takes a system: orrery run ridge samples=50:1000:12:log; orrery list has them');
  const system = await openSystem(id);
  const preset = flags.preset === undefined ? undefined : findPreset(system, flags.preset);
  const own = await readSettings(system, words, flags.params);
  const settings = { ...(await openData(system, preset?.settings ?? {})), ...own };
  const scales = readScales(flags.scale);
  const plan = makePlan(system, settings, scales, preset && givenBy(preset, own));
  const options = {
    seed: flags.seed ?? '1',
    engine: flags.engine ?? 'auto',
    ...usualConditions(system, preset),
    ...conditionsOf(system, flags),
  } as const;
  return { plan, settings, scales, options };
}

/** The folder of the record; where it cannot be written the result is printed all the same. */
export function kept(write: () => string): string | undefined {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    console.error(`orrery: ${error.message}`);
    process.exitCode = 74;
    return undefined;
  }
}

/**
 * The verdicts in sentences: first those that make the run's, then the others, then what failed or
 * is strained. `named`: whether the user asked for them by name, and hears of every one.
 */
export function verdictWords(result: RunResult, named = false): string {
  const { plan, verdict, shown, points, interrupted, toDecide, trials } = result;
  const measured = points.flat().filter(({ trials }) => trials > 0).length;
  const lines = interrupted ? [`interrupted, with trials at ${measured} of ${points.flat().length} points:`] : [];
  lines.push(...(named ? shown : presentOf(verdict, shown)).map((name) => `${verdict.observables[name].sentence}.`));
  const others = Object.entries(verdict.observables).filter(([name]) => !shown.includes(name));
  for (const kind of ['holds', 'broken', 'unresolved'] as const) {
    const names = others.filter(([, one]) => one.verdict === kind).map(([name]) => name);
    if (names.length > 0) lines.push(`  also measured, ${kind}: ${names.join(', ')}`);
  }
  lines.push(...failureWords(points).map((words) => `  ${words}`));
  lines.push(...crossings(plan, points, shown, (name) => name).map((words) => `  ${words}`));
  for (const { id, level, message, where } of stretchesOf(plan, points))
    if (level === 'strained' || id === 'not-measured')
      lines.push(`  ${level === 'strained' ? 'strained' : 'predicted alone'}${where && ` ${where}`}: ${message}`);
  if (toDecide && trials === 'auto')
    lines.push(`  about ${duration(toDecide.seconds)} more on this machine would tell: ${adviceOf(toDecide, result)}`);
  const broken = points
    .flat()
    .filter(({ observables }) =>
      shown.some((name) => observables[name]?.some(({ judgement }) => judgement?.verdict === 'broken')),
    );
  const strainedThere = broken.filter(({ validity }) => validity.some(({ level }) => level === 'strained'));
  if (broken.length > 0 && strainedThere.length === broken.length)
    lines.push(
      `  wherever it is broken the theory is strained${canScale(plan) ? ': --scale 1,2,4 tells finite size from an error' : ''}`,
    );
  return plainScripts(lines.join('\n'));
}

/** What to ask for, to the letter, where more trials would tell. */
function adviceOf({ budget, trials }: ToDecide, { budgetBy }: RunResult): string {
  if (budget === undefined) return `--trials ${Number(trials.toPrecision(2))}, more than auto makes`;
  return `--budget ${budget}${budgetBy === 'estimate' ? ' --budget-by estimate' : ''}`;
}

/**
 * Whether the deviation is known to vanish with the sizes, and the sizes are the user's to change.
 */
function canScale({ system, chosen }: Plan): boolean {
  if (system.finiteSizeOrder === undefined) return false;
  try {
    makePlan(system, chosen, [1, 2]);
    return true;
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
}

export function exitCode({ interrupted, verdict, points }: RunResult): number {
  if (interrupted) return 130;
  if (verdict.overall === 'broken') return 1;
  if (verdict.overall === 'unresolved') return 4;
  const measured = points.flat().some(({ trials }) => trials > 0);
  const judged = verdict.overall === 'holds';
  return measured && judged ? 0 : measured ? 4 : 3;
}

function readScales(text: string | undefined): number[] {
  if (text === undefined) return [1];
  const scales = text.split(',').map((part) => readNumber('--scale', part, { low: 0.01, high: 1000, example: 2 }));
  if (new Set(scales).size !== scales.length)
    throw new BadInput(`--scale ${text} names a factor twice; write for example 1,2,4`);
  return scales;
}
