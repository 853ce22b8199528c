import type { Figure } from '../../src/figures/figure.ts';
import { print } from '../../src/figures/ticks.ts';
import { Bootstraps } from '../../src/judge/derived.ts';
import { type Judged, judgeRun, presentOf, type Summarized, summarizeRun } from '../../src/judge/judge.ts';
import type { PointResult } from '../../src/judge/summary.ts';
import { isLong, type Outlook, outlooksInTime } from '../../src/measure/outlook.ts';
import { predictPoint, quantity } from '../../src/measure/theory.ts';
import { openWorkshop, type Workshop } from '../../src/measure/workshop.ts';
import type { Engine } from '../../src/numeric/engine.ts';
import { BadInput } from '../../src/numeric/errors.ts';
import { makePlanWithoutInert, type Plan } from '../../src/plan/plan.ts';
import { readingsOf } from '../../src/plan/readings.ts';
import { parameterMeta, type Settings } from '../../src/plan/settings.ts';
import { drawnFacets, drawnPlaces } from '../../src/record/drawn.ts';
import { figureOf } from '../../src/record/figure-of.ts';
import { resultJson } from '../../src/record/json.ts';
import { labelOf } from '../../src/record/labels.ts';
import { pointRows, toCsv } from '../../src/record/points.ts';
import { crossings, failureWords } from '../../src/record/remarks.ts';
import { stretchesOf } from '../../src/record/stretches.ts';
import { estimateCost, type PlanTheory, type RunResult } from '../../src/run/conduct.ts';
import { FIRST_ROUND } from '../../src/run/trial-bench.ts';
import { count, eachOnce, plain } from '../../src/statistics/sentences.ts';
import { inertParameters } from '../../src/systems/shared/inert.ts';
import { ENGINE } from './crew.ts';
import type { Library } from './library.ts';
import type {
  CurveOfFigure,
  DeskRequest,
  Files,
  Outcome,
  Question,
  RunningTrial,
  Theory,
  Trace,
  Values,
} from './protocol.ts';
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
  /** Settings that have no effect beside the others, with the reason. */
  leftOut: Record<string, string>;
  workshop: Workshop;
  outlooks: Outlook[][];
}

/** Throws `BadInput`, and `Stopped` when `signal` fires while points are prepared. */
export async function openStudy(
  question: Question,
  library: Library,
  engine: Engine,
  signal: AbortSignal,
): Promise<OpenStudy> {
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
  const outlooks = await outlooksInTime(plan, workshop, signal);
  if (estimateCost(plan, outlooks, 1).bytes > MOST_BYTES)
    throw new BadInput(
      'the largest point needs more memory than a page should take: make it smaller, or use the command line',
    );
  return { plan, leftOut, workshop, outlooks };
}

export function takesLong(outlooks: Outlook[][]): boolean {
  return outlooks.flat().some(({ cost }) => isLong(cost));
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
export function theoryOf(plan: Plan, question: Question, known: PlanTheory, leftOut: Theory['leftOut']): Theory {
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
    noPrediction: eachOnce(points.flatMap(({ noPrediction }) => noPrediction ?? [])),
    // Theory is there already.
    seconds: seconds(FIRST_ROUND) - seconds(0),
    table: tableOf(plan, summarized, shown),
  };
}

/**
 * All scalar observables at a point of a curve, of the first one and in its middle unless told.
 * Where theory takes long they are those that are `known`.
 */
export async function valuesAt(
  { plan, workshop, outlooks }: OpenStudy,
  { curve: wanted, place, known }: Omit<Extract<DeskRequest, { kind: 'values' }>, 'kind' | 'question'>,
): Promise<Values> {
  const { system, axis } = plan;
  const { curve, point } = (wanted && placeOfSeries(plan, wanted)) ?? { curve: 0 };
  const { points } = plan.curves[curve];
  const names = Object.keys(system.observables).filter((name) => system.observables[name].over === undefined);
  const at = Math.min(place ?? point ?? (points.length - 1) >> 1, points.length - 1);
  const prediction = outlooks[curve][at].slowTheory
    ? known?.predictions[curve][at]
    : await predictPoint(workshop, points[at], names);
  const numbers = names.flatMap((name) => {
    const value = prediction && quantity(prediction, name)?.value;
    const { label, symbol } = system.observables[name];
    return typeof value === 'number' ? [{ label, symbol: symbol ?? label, text: print(value, 3) }] : [];
  });
  const where = axis && {
    title: parameterMeta(system, axis.name)?.title ?? axis.name,
    text: words(points[at].parameters[axis.name]),
  };
  const choices = Object.entries<unknown>(points[at].parameters).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return {
    ...(plan.curves.length > 1 && { curve: labelOf(plan, curve) }),
    ...{ at: where, place: at, places: points.length, choices: Object.fromEntries(choices), numbers },
  };
}

/** What a curve of the figure is drawn from; a point too where it goes along a coordinate. */
function placeOfSeries(
  plan: Plan,
  { observable, facet = '', series }: CurveOfFigure,
): { curve: number; point?: number } | undefined {
  const over = plan.system.observables[observable]?.over;
  const facets = drawnFacets(plan);
  const panel = facets.findIndex(({ title }) => title === facet);
  if (typeof over === 'string') return drawnPlaces(plan)[panel]?.[series];
  const curve = facets[panel]?.curves[series];
  return curve === undefined ? undefined : { curve };
}

function words(value: unknown): string {
  return typeof value === 'number' ? print(value, 4) : String(value);
}

/** An experiment while it runs, from what is known of it alone. */
export function outcomeOf(plan: Plan, question: Question, judged: Judged, { outlooks }: PlanTheory): Outcome {
  const measuring = measuringOf(judged, outlooks, question.shown);
  const known = measuring ? withoutVerdicts(judged) : judged;
  return {
    ...saidOf(question, judged),
    ...(measuring && { measuring, verdict: 'not judged' }),
    figure: figureOf({ plan, ...known, ...question }),
    table: tableOf(plan, known, question.shown),
  };
}

/** An experiment that has ended. */
export function outcomeAtEnd(question: Question, result: RunResult): Outcome {
  const { plan, points, shown, interrupted, seconds, toDecide } = result;
  const labels: Record<string, { label: string }> = { ...plan.system.observables };
  const tried = points.flat().filter(({ trials }) => trials > 0).length;
  const said = saidOf(question, result);
  return {
    ...said,
    figure: figureOf(result),
    remarks: [
      ...(interrupted ? [`stopped early, with trials at ${tried} of ${count(points.flat().length, 'point')}`] : []),
      ...crossings(plan, points, shown, (name) => labels[name].label),
      ...(!toDecide || interrupted
        ? []
        : [`about ${plain(toDecide.seconds, 2)} s more on this machine would tell: raise ‘Work for the verdict’`]),
      ...said.remarks,
    ],
    table: tableOf(plan, result, shown),
    validity: stretchesOf(plan, points),
    ended: { interrupted, seconds },
  };
}

function saidOf({ shown }: Question, { verdict, points }: Judged): Pick<Outcome, 'verdict' | 'sentences' | 'remarks'> {
  return {
    verdict: verdict.overall,
    sentences: presentOf(verdict, shown).map((name) => verdict.observables[name].sentence),
    remarks: failureWords(points),
  };
}

/** A run as a record would have it if it were stopped now. */
export function resultSoFar(
  plan: Plan,
  { seed, margin, shown, budget }: Question,
  judged: Judged,
  { jobs, seconds }: { jobs: number; seconds: number },
): RunResult {
  const { name: engine, description: engineDescription } = ENGINE;
  const conditions = { seed, margin, shown, budget, jobs, seconds, trials: 'auto' } as const;
  return { plan, ...judged, ...conditions, engine, engineDescription, interrupted: true };
}

/** What a record holds of this run. */
export function filesOf(result: RunResult): Files {
  const { verdict, ...rest } = result;
  const isTried = result.points.flat().some(({ trials }) => trials > 0);
  return {
    csv: toCsv(pointRows(result)),
    json: `${JSON.stringify(resultJson(result), null, 1)}\n`,
    // Of theory alone there is no verdict.
    figure: figureOf(isTried ? result : rest),
  };
}

/**
 * Trials done at a point, failed ones among them, are as many as the verdict is first looked at.
 */
function isTried({ trials, failures }: PointResult): boolean {
  return Object.values(failures).reduce((sum, failed) => sum + failed, trials) >= FIRST_ROUND;
}

function measuringOf(
  { points }: Judged,
  outlooks: Outlook[][],
  shown: readonly string[],
): Outcome['measuring'] | undefined {
  const wanted = points.flatMap((row, curve) => row.filter((_, i) => outlooks[curve][i].untestable === undefined));
  if (wanted.every(isTried)) return undefined;
  const isOpen = ({ observables, claims }: PointResult) =>
    shown.some((name) =>
      [...(observables[name] ?? []), claims[name]].some((cell) => cell?.judgement?.verdict === 'unresolved'),
    );
  return { settled: wanted.filter((one) => isTried(one) && !isOpen(one)).length, points: wanted.length };
}

/** Without what trials too few to be looked at would say. */
function withoutVerdicts({ points, curves }: Judged): Summarized {
  return {
    points: points.map((row) =>
      row.map((one) =>
        isTried(one)
          ? one
          : {
              ...one,
              observables: each(one.observables, (cells) => cells.map(unjudged)),
              claims: each(one.claims, unjudged),
            },
      ),
    ),
    curves: curves.map((one) => ({
      ...one,
      derived: each(one.derived, unjudged),
      claims: each(one.claims, unjudged),
    })),
  };
}

function unjudged<C extends { judgement?: unknown }>({ judgement, ...cell }: C): C {
  return cell as C;
}

function each<T>(all: Record<string, T>, change: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));
}

/** The curves of trials that are still running, in this figure of what is known. */
export function tracesOf({ panels }: Figure, plan: Plan, { points }: Judged, running: RunningTrial[]): Trace[] {
  if (running.length === 0) return [];
  const places = drawnPlaces(plan);
  const passed = new Map<string, number>();
  const countOf = (id: string) => panels.filter((panel) => panel.id === id).length;
  return panels.flatMap((panel, p): Trace[] => {
    const isCurve = typeof plan.system.observables[panel.id]?.over === 'string';
    if (!isCurve || (panel.kind !== undefined && panel.kind !== 'lines')) return [];
    // The panels of an observable come in the order of the places, unless one without content was
    // left out.
    if (countOf(panel.id) !== places.length) return [];
    const facet = passed.get(panel.id) ?? 0;
    passed.set(panel.id, facet + 1);
    return panel.series.flatMap((_, s) => {
      const place = places[facet]?.[s];
      if (!place) return [];
      return curvesOf(points[place.curve][place.point], panel.id, running).map((one) => ({
        ...{ panel: p, series: s },
        ...one,
      }));
    });
  });
}

function curvesOf({ key, observables }: PointResult, name: string, running: RunningTrial[]) {
  const cells = observables[name] ?? [];
  return running
    .filter((trial) => trial.key === key && name in trial.observables)
    .map((trial) => {
      const y = Array.from(trial.observables[name] as Float64Array);
      return { x: y.map((_, k) => cells[k]?.coordinate ?? Number.NaN), y };
    });
}
