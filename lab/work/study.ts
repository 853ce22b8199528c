import type { Figure, Panel } from '../../src/figures/figure.ts';
import { Bootstraps } from '../../src/judge/derived.ts';
import { type Judged, judgeRun, summarizeRun } from '../../src/judge/judge.ts';
import type { PointResult } from '../../src/judge/summary.ts';
import { type Outlook, outlooksOf } from '../../src/measure/outlook.ts';
import { openWorkshop, type Workshop } from '../../src/measure/workshop.ts';
import type { Engine } from '../../src/numeric/engine.ts';
import { BadInput } from '../../src/numeric/errors.ts';
import { makePlanWithoutInert, type Plan } from '../../src/plan/plan.ts';
import { readingsOf } from '../../src/plan/readings.ts';
import { parameterMeta, type Settings } from '../../src/plan/settings.ts';
import { figureOf } from '../../src/record/figure-of.ts';
import { resultJson } from '../../src/record/json.ts';
import { drawnPlaces } from '../../src/record/line-panels.ts';
import { pointRows, toCsv } from '../../src/record/points.ts';
import { stretchesOf } from '../../src/record/stretches.ts';
import { estimateCost, FIRST_ROUND, type PlanTheory, type RunResult } from '../../src/run/conduct.ts';
import { inertParameters } from '../../src/systems/shared/inert.ts';
import type { Library } from './library.ts';
import type { Outcome, Question, RunningTrial, Theory } from './protocol.ts';
import { tableOf } from './table.ts';

// From a question to what the page shows of it.

/** What a page may ask for; beyond it, the command line is the right place. */
const MOST_POINTS = 500;
const MOST_BYTES = 1.5 * 2 ** 30;

/**
 * A question, made ready: its points, what is known of them before theory, and where they are
 * prepared.
 */
export interface OpenStudy {
  plan: Plan;
  /** Settings that have no effect beside the others. */
  leftOut: string[];
  workshop: Workshop;
  outlooks: Outlook[][];
}

/** Throws `BadInput`. */
export async function openStudy(question: Question, library: Library, engine: Engine): Promise<OpenStudy> {
  const system = await library.find(question.system);
  const settings: Settings = {};
  for (const [key, text] of Object.entries(question.settings))
    settings[key] = parameterMeta(system, key)?.kind === 'data' ? await library.dataset(text) : text;
  const names = [system.observables, system.derived ?? {}, system.claims ?? {}].flatMap(Object.keys);
  for (const name of question.shown)
    if (!names.includes(name)) throw new BadInput(`${system.id} has no observable '${name}'`);
  if (question.shown.length === 0) throw new BadInput('nothing is shown: choose at least one observable');
  const { plan, leftOut } = makePlanWithoutInert(system, settings);
  const points = plan.curves.reduce((sum, curve) => sum + curve.points.length, 0);
  if (points > MOST_POINTS)
    throw new BadInput(
      `these are ${points} points, and the page draws up to ${MOST_POINTS}: use fewer, or the command line`,
    );
  const workshop = openWorkshop(system, engine);
  const outlooks = outlooksOf(plan, workshop);
  if (estimateCost(plan, outlooks, 1).bytes > MOST_BYTES)
    throw new BadInput(
      'the largest point needs more memory than a page should take: make it smaller, or use the command line',
    );
  return { plan, leftOut, workshop, outlooks };
}

/** What is known before any trial. */
function untried(plan: Plan, seed: string, theory: PlanTheory) {
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  return { plan, ...theory, outcomes, bootstraps: new Bootstraps(seed) };
}

/** The judgement before any trial. */
export function judgeUntried(plan: Plan, { shown, margin, seed }: Question, theory: PlanTheory): Judged {
  return judgeRun({ ...untried(plan, seed, theory), shown, margin, looks: 1 });
}

/** Theory alone. */
export function theoryOf(plan: Plan, question: Question, known: PlanTheory, leftOut: string[]): Theory {
  const { shown, seed } = question;
  const summarized = summarizeRun(untried(plan, seed, known));
  const points = summarized.points.flat();
  const seconds = (trials: number) => estimateCost(plan, known.outlooks, trials).seconds;
  return {
    figure: figureOf({ plan, ...summarized, ...question }),
    axis: plan.axis?.name,
    map: plan.map,
    leftOut,
    readings: readingsOf(plan).map(({ sentence }) => sentence),
    sweep: plan.system.sweepFor?.(plan.chosen) ?? plan.system.sweep,
    inert: inertParameters(plan.system, plan.curves[0].points[0].parameters),
    validity: stretchesOf(plan, summarized.points),
    noPrediction: [...new Set(points.flatMap(({ noPrediction }) => noPrediction ?? []))],
    // Theory is there already.
    seconds: seconds(FIRST_ROUND) - seconds(0),
    table: tableOf(plan, summarized, shown),
  };
}

/** An experiment so far, from what is known of it alone. */
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
  const passed = new Map<string, number>();
  const countOf = (id: string) => figure.panels.filter((panel) => panel.id === id).length;
  const panels = figure.panels.map((panel): Panel => {
    const isCurve = typeof plan.system.observables[panel.id]?.over === 'string';
    if (!isCurve || (panel.kind !== undefined && panel.kind !== 'lines')) return panel;
    // The panels of an observable come in the order of the places, unless one without content was
    // left out.
    if (countOf(panel.id) !== places.length) return panel;
    const facet = passed.get(panel.id) ?? 0;
    passed.set(panel.id, facet + 1);
    const series = panel.series.map((one, i) => {
      const place = places[facet]?.[i];
      return place ? { ...one, traces: tracesOf(points[place.curve][place.point], panel.id, running) } : one;
    });
    return { ...panel, series };
  });
  return { ...figure, panels };
}

function tracesOf({ key, observables }: PointResult, name: string, running: RunningTrial[]) {
  const cells = observables[name] ?? [];
  return running
    .filter((trial) => trial.key === key && name in trial.observables)
    .map((trial) => {
      const y = Array.from(trial.observables[name] as Float64Array);
      return { x: y.map((_, k) => cells[k]?.coordinate ?? Number.NaN), y };
    });
}
