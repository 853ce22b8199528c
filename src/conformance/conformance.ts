import { type Examination, examineLimits } from '../judge/limits.ts';
import { outlooksOf } from '../measure/outlook.ts';
import { predictPoint, quantity } from '../measure/theory.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { makePlan, type Parameters } from '../plan/plan.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters, parameterMeta, type Settings } from '../plan/settings.ts';
import type { RunResult } from '../run/conduct.ts';
import type { AnySystem, Claim, DerivedObservable, InertRule, Observable, Quantity } from '../systems/contract.ts';
import { Bench, onePoint } from './bench.ts';
import { choiceProblems, leastProblems } from './choices.ts';
import { drawSettings } from './draws.ts';
import { plant } from './planting.ts';

/**
 * One promise of the contract. `run` returns what is wrong, in sentences; nothing when the system
 * keeps it.
 */
export interface Check {
  name: string;
  run: () => Promise<string[]>;
}

/**
 * The one suite that every system must pass, whoever runs it: its own test file, or `orrery check`.
 * `notes` is the text of its notes; `openData` opens the files that presets name.
 */
export function conformance(
  system: AnySystem,
  engine: Engine,
  notes: string,
  openData: (name: string) => Promise<unknown>,
): Check[] {
  const bench = new Bench(system, engine);
  let drawn: Promise<Settings[]> | undefined;
  const draws = () => {
    drawn ??= Promise.all([1, 2, 3, 4, 5, 6].map((index) => drawSettings(bench, index)));
    return drawn;
  };
  let examined: Promise<Examination> | undefined;
  const examination = () => {
    examined ??= examineLimits(system, engine);
    return examined;
  };
  const opened = async (settings: Settings): Promise<Settings> => {
    const values = { ...settings };
    for (const [key, value] of Object.entries(settings))
      if (parameterMeta(system, key)?.kind === 'data') values[key] = await openData(String(value));
    return values;
  };
  const check = (name: string, run: (problems: string[]) => Promise<void> | void): Check => ({
    name,
    run: async () => {
      const problems: string[] = [];
      await run(problems);
      return problems;
    },
  });
  return [
    check('declares itself fully', (problems) => void problems.push(...declarationProblems(system, notes))),
    check('cites its sources', (problems) => void problems.push(...citationProblems(system))),
    check('reads its own parameters back from JSON', async (problems) => {
      for (const settings of [{}, ...(await draws())]) {
        const parameters = checkParameters(system, settings);
        const back = checkParameters(system, JSON.parse(JSON.stringify(parameters)));
        if (
          JSON.stringify(back) !== JSON.stringify(parameters) ||
          pointKey(system, back) !== pointKey(system, parameters)
        )
          problems.push(`${JSON.stringify(parameters)} comes back as ${JSON.stringify(back)}`);
      }
    }),
    check('has presets that make plans', async (problems) => {
      for (const { id, settings, shown = [], expected = 'holds', because } of system.presets) {
        if (makePlan(system, await opened(settings)).curves.length === 0) problems.push(`preset ${id} has no curves`);
        for (const name of shown) if (!judgedNames(system).includes(name)) problems.push(`preset ${id} shows ${name}`);
        if (expected !== 'holds' && !because)
          problems.push(`preset ${id} is expected ${expected}, and does not say why`);
      }
    }),
    check(
      'predicts every observable somewhere, unless it declares that nobody has a theory of it',
      async (problems) => {
        const settings = [{}, ...(await draws()), ...system.presets.map((preset) => preset.settings)];
        const missing = new Set(Object.keys(system.observables));
        for (const [name, { theory }] of Object.entries<Observable<unknown>>(system.observables))
          if (theory === 'none') missing.delete(name);
        for (const one of settings) {
          if (missing.size === 0) break;
          for (const name of await predictedAnywhere(bench, await opened(one))) missing.delete(name);
        }
        for (const name of missing) problems.push(`${name} is never predicted, and not declared with theory: 'none'`);
      },
    ),
    check('predicts finite numbers, the same ones each time, and promises their accuracy', async (problems) => {
      for (const settings of [{}, ...(await draws())]) problems.push(...(await predictionProblems(bench, settings)));
    }),
    check('predicts at every choice that it offers, or refuses it as a setting', async (problems) => {
      problems.push(...(await choiceProblems(system, engine)));
    }),
    check('offers no parameter below what it takes', (problems) => {
      problems.push(...leastProblems(system, engine));
    }),
    check('turns into its limits at the declared order', async (problems) => {
      for (const { limit, deviations, order, holds } of (await examination()).checks)
        if (!holds)
          problems.push(`${limit.id}: deviations ${deviations.join(', ')}, order ${order}, declared ${limit.order}`);
    }),
    check('has each of its predictions held by a limit, which a tenth more of it breaks', async (problems) => {
      for (const name of (await examination()).unconstrained)
        problems.push(
          `no limit notices when ${name} is predicted 10 % too large: add one that takes it from its context, predicted('${name}', settings)`,
        );
    }),
    check('agrees with its own experiment at the default parameters', async (problems) => {
      const conditions = { margin: system.margin.value, shown: system.shown };
      const { verdict } = await bench.measure(onePoint(system, {}), conditions);
      if (verdict.overall !== 'holds') problems.push(sentencesOf(verdict));
    }),
    check(
      'is not contradicted by its experiment at random parameters, unless it says that they strain it',
      async (problems) => {
        let compared = 0;
        for (const settings of await draws()) {
          const plan = onePoint(system, settings);
          const outlooks = outlooksOf(plan, openWorkshop(system, engine)).flat();
          // What is not compared need not be measured.
          if (outlooks.some(({ notes }) => notes.some(({ level }) => level === 'strained'))) continue;
          compared++;
          const conditions = { margin: 2 * system.margin.value, budget: 1, shown: system.shown };
          const { verdict } = await bench.measure(plan, conditions);
          for (const name of system.shown)
            if (verdict.observables[name].verdict === 'broken')
              problems.push(`${JSON.stringify(settings)}: ${verdict.observables[name].sentence}`);
        }
        if (compared === 0) problems.push('every random draw strains the theory: nothing was compared');
      },
    ),
    ...judgedNames(system)
      .filter((name) => isPlanted(system, name))
      .map((name) =>
        check(`is found out when ${name} is planted wrong`, (problems) => plant(bench, name, problems, opened)),
      ),
  ];
}

function judgedNames(system: AnySystem): string[] {
  return [system.observables, system.derived ?? {}, system.claims ?? {}].flatMap(Object.keys);
}

/**
 * What makes the run's verdict must be caught; and so must every bound, derived observable and
 * claim.
 */
function isPlanted(system: AnySystem, name: string): boolean {
  const observable: Observable<unknown> | undefined = system.observables[name];
  if (observable?.theory === 'none') return false;
  return system.shown.includes(name) || observable === undefined || (observable.relation ?? 'equals') !== 'equals';
}

function declarationProblems(system: AnySystem, notes: string): string[] {
  const problems: string[] = [];
  const keys = Object.keys(system.parameters.shape);
  const need = (fine: boolean, problem: string) => void (fine || problems.push(problem));
  for (const key of keys) {
    const meta = parameterMeta(system, key);
    need(Boolean(meta?.title && meta.description), `parameter ${key} needs a title and a description`);
  }
  const names = judgedNames(system);
  need(new Set(names).size === names.length, 'an observable, a derived observable and a claim share a name');
  need(system.shown.length > 0, 'shown is empty');
  for (const name of system.shown) need(names.includes(name), `shown has ${name}, which is not declared`);
  for (const key of Object.keys(system.sweep)) need(keys.includes(key), `sweep has ${key}, which is no parameter`);
  need(/\?$/.test(system.question), 'the question needs a question mark');
  need(notes.length > 400, 'notes.md is missing or says too little');
  const coordinates = Object.keys(system.coordinates ?? {});
  for (const [name, { over }] of Object.entries<Observable<unknown>>(system.observables))
    for (const one of over === undefined ? [] : typeof over === 'string' ? [over] : over)
      need(coordinates.includes(one), `${name} runs over ${one}, which is no coordinate`);
  const alongs = [...coordinates, ...keys];
  for (const [name, { of, along }] of Object.entries<DerivedObservable<unknown>>(system.derived ?? {})) {
    need(of in system.observables, `${name} is derived from ${of}, which is no observable`);
    need(alongs.includes(along), `${name} runs along ${along}, which is neither a coordinate nor a parameter`);
  }
  for (const [name, { of, along, share }] of Object.entries<Claim>(system.claims ?? {})) {
    for (const one of of) need(one in system.observables, `${name} speaks of ${one}, which is no observable`);
    need(
      along === undefined || alongs.includes(along),
      `${name} runs along ${along}, which is neither a coordinate nor a parameter`,
    );
    need(share > 0 && share <= 1, `${name} wants a share of ${share}`);
  }
  for (const rule of (system.inert ?? []) as InertRule<Parameters>[])
    for (const key of rule.keys) need(keys.includes(key), `inert names ${key}, which is no parameter`);
  return problems;
}

function citationProblems({ sources, limits, presets }: AnySystem): string[] {
  const ids = sources.map(({ id }) => id);
  return [
    ...(sources.length > 0 ? [] : ['no source is cited']),
    ...sources.flatMap(({ id, arxiv, doi }) =>
      (arxiv ?? doi) ? [] : [`source ${id} has neither arXiv number nor DOI`],
    ),
    ...[...limits, ...presets].flatMap(({ id, source }) =>
      source === undefined || ids.includes(source) ? [] : [`${id} cites ${source}, which is no source`],
    ),
  ];
}

/** The observables predicted at the ends of the settings' curves. */
async function predictedAnywhere(bench: Bench, settings: Settings): Promise<string[]> {
  const ends = makePlan(bench.system, settings).curves.flatMap(({ points }) => [
    ...points.slice(0, 1),
    ...points.slice(1).slice(-1),
  ]);
  const names: string[] = [];
  for (const point of ends) {
    const prediction = await bench.predict(point);
    if ('observables' in prediction) names.push(...Object.keys(prediction.observables));
  }
  return names;
}

async function predictionProblems(bench: Bench, settings: Settings): Promise<string[]> {
  const { system, engine } = bench;
  const problems: string[] = [];
  const plan = makePlan(system, settings);
  const at = JSON.stringify(settings);
  const all = Object.keys(system.observables);
  const shownObservables = system.shown.filter((name) => name in system.observables);
  for (const point of plan.curves.flatMap(({ points }) => points)) {
    const workshop = openWorkshop(system, engine);
    const prediction = await bench.predict(point);
    if ('reason' in prediction) {
      problems.push(`${at}: ${prediction.reason}`);
      continue;
    }
    const [outlook] = outlooksOf({ ...plan, curves: [{ ...plan.curves[0], points: [point] }] }, workshop)[0];
    for (const [name, quantity] of Object.entries(prediction.observables))
      problems.push(...quantityProblems(system, name, quantity, outlook.coordinates).map((words) => `${at}: ${words}`));
    // Another workshop prepares anew: nothing may depend on what was computed before, nor on
    // settings that are called inert, which the first prediction of a point may have had.
    const again = await predictPoint(workshop, point, all);
    if (JSON.stringify(again, numbers) !== JSON.stringify(prediction, numbers))
      problems.push(
        `${at}: the second prediction differs from the first, which is of the same point: it hangs on what was computed before, or on a setting that is called inert`,
      );
    // A page asks for what it shows, a run for everything.
    const few = await predictPoint(workshop, point, shownObservables);
    for (const name of shownObservables)
      if (JSON.stringify(quantity(few, name), numbers) !== JSON.stringify(quantity(prediction, name), numbers))
        problems.push(`${at}: ${name} is predicted otherwise where what is shown is all that is wanted`);
  }
  return problems;
}

function quantityProblems(
  system: AnySystem,
  name: string,
  { value, error }: Quantity,
  coordinates: Record<string, Float64Array>,
): string[] {
  const problems: string[] = [];
  const observable: Observable<unknown> | undefined = system.observables[name];
  if (!observable) return [`${name} is predicted, but is no observable`];
  if (observable.theory === 'none') problems.push(`${name} is declared to have no theory, and is predicted`);
  const values = typeof value === 'number' ? [value] : value;
  if (!values.every(Number.isFinite)) problems.push(`${name} is not finite`);
  const { over } = observable;
  const overs: readonly string[] = over === undefined ? [] : typeof over === 'string' ? [over] : over;
  const grid = overs.reduce<number>((size, one) => size * coordinates[one].length, 1);
  if (values.length !== grid) problems.push(`${name} has ${values.length} values where its coordinate has ${grid}`);
  if (!(error >= 0 && error < 0.01)) problems.push(`${name} promises a relative error of ${error}`);
  return problems;
}

function numbers(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

function sentencesOf({ observables }: RunResult['verdict']): string {
  return Object.values(observables)
    .map(({ sentence }) => sentence)
    .join('\n');
}
