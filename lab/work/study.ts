import type { Figure, Panel, Series } from '../../src/figures/figure.ts';
import { print } from '../../src/figures/ticks.ts';
import { BadInput } from '../../src/numeric/errors.ts';
import type { RunResult } from '../../src/run/conduct.ts';
import { estimateCost, FIRST_ROUND } from '../../src/run/conduct.ts';
import { drawnPlaces, figureOf, labelOf } from '../../src/run/figure-of.ts';
import { resultJson } from '../../src/run/json.ts';
import { type Cell, type Judged, judgeRun } from '../../src/run/judge.ts';
import { makePlanWithoutInert, type Plan } from '../../src/run/plan.ts';
import { pointRows, toCsv } from '../../src/run/points.ts';
import { predictPlan } from '../../src/run/predictions.ts';
import { parameterMeta, type Settings } from '../../src/run/settings.ts';
import type { ValidityNote } from '../../src/systems/contract.ts';
import type { Library } from './library.ts';
import type { Outcome, Question, RunningTrial, Table, Theory } from './protocol.ts';

// From a question to what the page shows of it.

/** What a page may ask for; beyond it, the command line is the right place. */
const MOST_POINTS = 500;
const MOST_BYTES = 1.5 * 2 ** 30;

/** The plan of a question, with the settings that have no effect left out. Throws `BadInput`. */
export async function planOf(question: Question, library: Library): Promise<{ plan: Plan; leftOut: string[] }> {
  const system = library.find(question.system);
  const settings: Settings = {};
  for (const [key, text] of Object.entries(question.settings))
    settings[key] = parameterMeta(system, key)?.kind === 'data' ? await library.dataset(text) : text;
  for (const name of question.shown)
    if (!Object.hasOwn(system.observables, name)) throw new BadInput(`${system.id} has no observable '${name}'`);
  if (question.shown.length === 0) throw new BadInput('nothing is shown: choose at least one observable');
  const made = makePlanWithoutInert(system, settings);
  const points = made.plan.curves.reduce((sum, curve) => sum + curve.points.length, 0);
  if (points > MOST_POINTS)
    throw new BadInput(
      `these are ${points} points, and the page draws up to ${MOST_POINTS}: use fewer, or the command line`,
    );
  if (estimateCost(made.plan, 1).bytes > MOST_BYTES)
    throw new BadInput(
      'the largest point needs more memory than a page should take: make it smaller, or use the command line',
    );
  return made;
}

/** The judgement before any trial: theory alone. */
export function untried(plan: Plan, { shown, margin }: Question): Judged {
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  return judgeRun({ plan, predictions: predictPlan(plan, shown), outcomes, shown, margin, looks: 1 });
}

/** Theory alone. */
export function theoryOf(plan: Plan, question: Question, leftOut: string[]): Theory {
  const { shown } = question;
  const judged = untried(plan, question);
  const points = judged.points.flat();
  const figure = figureOf({ plan, ...judged, ...question });
  return {
    // The sentences about verdicts come with the trials.
    figure: { ...figure, caption: figure.caption.slice(shown.length) },
    axis: plan.axis?.name,
    family: plan.family?.name,
    leftOut,
    inert: plan.system.inert?.(plan.curves[0].points[0]) ?? {},
    validity: notesOf(plan, judged),
    noPrediction: [...new Set(points.flatMap(({ noPrediction }) => noPrediction ?? []))],
    seconds: estimateCost(plan, FIRST_ROUND).seconds,
    table: tableOf(plan, judged, shown),
  };
}

/** An experiment so far. */
export function outcomeOf(
  plan: Plan,
  question: Question,
  judged: Judged,
  extra: { result?: RunResult; running?: RunningTrial[] } = {},
): Outcome {
  const { shown } = question;
  const { result, running = [] } = extra;
  const failures = new Map<string, number>();
  for (const point of judged.points.flat())
    for (const [reason, count] of Object.entries(point.failures))
      failures.set(reason, (failures.get(reason) ?? 0) + count);
  return {
    figure: withTraces(figureOf({ plan, ...judged, ...question }), plan, judged, running),
    verdict: judged.verdict.overall,
    sentences: shown.map((name) => judged.verdict.observables[name].sentence),
    failures: [...failures].map(([reason, count]) => `${count} failed ${count === 1 ? 'trial' : 'trials'}: ${reason}`),
    table: tableOf(plan, judged, shown),
    ...(result && {
      ended: {
        interrupted: result.interrupted,
        csv: toCsv(pointRows(result)),
        json: `${JSON.stringify(resultJson(result), null, 1)}\n`,
        seconds: result.seconds,
      },
    }),
  };
}

/** Adds the curves of trials that are still running. */
function withTraces(figure: Figure, plan: Plan, { points }: Judged, running: RunningTrial[]): Figure {
  if (running.length === 0) return figure;
  const places = drawnPlaces(plan);
  const panels = figure.panels.map((panel): Panel => {
    if (!plan.system.observables[panel.id].over) return panel;
    const series = panel.series.map((one, i): Series => {
      const { curve, point } = places[i];
      const cells = points[curve][point].observables[panel.id] ?? [];
      const traces = running
        .filter((trial) => trial.curve === curve && trial.point === point && panel.id in trial.observables)
        .map((trial) => {
          const y = Array.from(trial.observables[panel.id] as Float64Array);
          return { x: y.map((_, k) => cells[k]?.coordinate ?? Number.NaN), y };
        });
      return { ...one, traces };
    });
    return { ...panel, series };
  });
  return { ...figure, panels };
}

/** Each note once, with the stretch of the axis on which it applies. */
function notesOf(plan: Plan, { points }: Judged): Theory['validity'] {
  const found = new Map<string, { note: ValidityNote; at: number[]; everywhere: boolean }>();
  const all = points.flat();
  for (const result of all)
    for (const note of result.validity) {
      const entry = found.get(note.id) ?? { note, at: [], everywhere: false };
      found.set(note.id, entry);
      if (plan.axis) entry.at.push(Number(result.parameters[plan.axis.name]));
    }
  return [...found.values()].map(({ note, at }) => ({ ...note, where: where(plan, at, all.length) }));
}

function where(plan: Plan, at: number[], count: number): string {
  if (!plan.axis || at.length === count || at.some(Number.isNaN)) return '';
  const symbol = parameterMeta(plan.system, plan.axis.name)?.symbol ?? plan.axis.name;
  const [low, high] = [Math.min(...at), Math.max(...at)].map((value) => print(value, 3));
  return low === high ? `at ${symbol} = ${low}` : `between ${symbol} = ${low} and ${high}`;
}

function tableOf(plan: Plan, { points }: Judged, shown: string[]): Table {
  const { system } = plan;
  const coordinates = shown.some((name) => system.observables[name].over);
  const several = plan.curves.length > 1;
  const columns = [
    ...(several ? ['curve'] : []),
    ...(plan.axis ? [parameterMeta(system, plan.axis.name)?.title ?? plan.axis.name] : []),
    ...['quantity', ...(coordinates ? ['at'] : []), 'theory', 'measured', 'trials', 'verdict'],
  ];
  const rows = points.flatMap((row, curve) =>
    row.flatMap((result) =>
      shown.flatMap((name) =>
        (result.observables[name] ?? []).map((cell) => [
          ...(several ? [labelOf(plan, curve)] : []),
          ...(plan.axis ? [number(result.parameters[plan.axis.name])] : []),
          system.observables[name].label,
          ...(coordinates ? [cell.coordinate === undefined ? '' : number(cell.coordinate)] : []),
          number(cell.predicted),
          ...measuredWords(cell),
          cell.judgement?.verdict ?? (cell.measured ? 'not judged' : ''),
        ]),
      ),
    ),
  );
  return { columns, rows };
}

function measuredWords({ measured }: Cell): [string, string] {
  if (!measured) return ['', ''];
  if ('median' in measured) return [`median ${print(measured.median, 4)}`, String(measured.trials)];
  const error = Number.isFinite(measured.standardError) ? ` ± ${print(measured.standardError, 2)}` : '';
  return [`${print(measured.mean, 4)}${error}`, String(measured.trials)];
}

function number(value: unknown): string {
  return typeof value === 'number' ? (Number.isFinite(value) ? print(value, 5) : String(value)) : String(value ?? '');
}
