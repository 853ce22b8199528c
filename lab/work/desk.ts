import { parseDataset } from '../../src/data/parse.ts';
import { findInstrument, instruments } from '../../src/instruments/registry.ts';
import { checkLimits } from '../../src/judge/limits.ts';
import { createWasmEngine } from '../../src/numeric/engines/wasm.ts';
import { OrreryError } from '../../src/numeric/errors.ts';
import { type Progress, predictPlan } from '../../src/run/conduct.ts';
import { Crew } from './crew.ts';
import { declare, declareInstrument } from './declare.ts';
import { openLibrary } from './library.ts';
import type { DeskAnswers, DeskMessage, DeskReply, DeskRequest, Files, LimitState, Theory } from './protocol.ts';
import { filesOf, judgeUntried, openStudy, resultSoFar, takesLong, theoryOf, valuesAt } from './study.ts';

const library = openLibrary();
const engine = createWasmEngine();
/** For theory that takes long; who never asks for any has no worker of it. */
const crew = new Crew();

/**
 * The worker that reads declarations, computes theory, checks limits and reads files: everything
 * but experiments.
 */
export function startDesk(scope: DedicatedWorkerGlobalScope): void {
  const post = (reply: DeskReply) => scope.postMessage(reply);
  const stops = new Map<number, AbortController>();
  scope.onmessage = async ({ data }: MessageEvent<DeskMessage>) => {
    if ('forget' in data) return stops.get(data.forget)?.abort();
    const { number, request } = data;
    const stop = new AbortController();
    stops.set(number, stop);
    post(await reply(number, request, { signal: stop.signal, progress: (progress) => post({ number, progress }) }));
    stops.delete(number);
  };
}

interface Watch {
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

async function reply(number: number, request: DeskRequest, watch: Watch): Promise<DeskReply> {
  try {
    return { number, answer: await answer(request, watch) };
  } catch (error) {
    if (error instanceof OrreryError) return { number, problem: error.message };
    return { number, problem: `this is a defect of Orrery: ${(error as Error).message}` };
  }
}

async function answer(request: DeskRequest, watch: Watch): Promise<DeskAnswers[keyof DeskAnswers]> {
  switch (request.kind) {
    case 'headers':
      return library.headers;
    case 'declaration':
      return declare(await library.find(request.system), await library.notes(request.system));
    case 'instruments':
      return instruments.map(({ id, title, ofSystem = false }) => ({ id, title, ofSystem }));
    case 'instrument': {
      const { id, system } = request;
      return declareInstrument(
        await findInstrument(id, system === undefined ? undefined : await library.find(system)),
        system,
      );
    }
    case 'theory':
      return theory(request, watch);
    case 'files':
      return filesOfTheory(request, watch);
    case 'values':
      return valuesAt(await openStudy(request.question, library, engine, watch.signal), request);
    case 'limits':
      return (await checkLimits(await library.find(request.system), engine)).map(
        ({ system, limit, holds, deviations, order }): LimitState => ({
          ...{ system, id: limit.id, holds, deviations },
          measuredOrder: order,
        }),
      );
    case 'open': {
      const dataset = await parseDataset(new Uint8Array(request.bytes), request.name, request.name);
      library.add(dataset);
      return dataset;
    }
  }
}

/**
 * While a knob moves, of what is shown alone. What takes long is asked for as a whole, and kept for
 * the experiment.
 */
async function theory(
  { question, jobs }: Extract<DeskRequest, { kind: 'theory' }>,
  { signal, progress }: Watch,
): Promise<Theory> {
  const begun = performance.now();
  const { plan, leftOut, workshop, outlooks } = await openStudy(question, library, engine, signal);
  const opened = performance.now();
  const { system } = plan;
  const isSlow = outlooks.flat().some(({ slowTheory }) => slowTheory);
  const all = Object.keys(system.observables);
  const { seed, shown } = question;
  const needed = shown.map((name) => system.derived?.[name]?.of ?? name);
  const known = await predictPlan(
    plan,
    isSlow ? all : [...needed, ...system.shown],
    workshop,
    crew.executor(system.id, jobs, takesLong(outlooks)),
    { seed, shown, signal, progress },
    outlooks,
  );
  const predicted = performance.now();
  const answer = { ...theoryOf(plan, question, known, leftOut), ...(isSlow && { known }) };
  measured('settings', begun, opened);
  measured('theory', opened, predicted);
  measured('figure', predicted, performance.now());
  return answer;
}

/** What a redraw takes, the last one each time: `npm run bench:redraw` reads it. */
function measured(name: string, start: number, end: number): void {
  performance.clearMeasures(name);
  performance.measure(name, { start, end });
}

/** A record without a trial: theory of all observables, in the fields of any other. */
async function filesOfTheory(
  { question, jobs, known }: Extract<DeskRequest, { kind: 'files' }>,
  { signal, progress }: Watch,
): Promise<Files> {
  const { plan, workshop, outlooks } = await openStudy(question, library, engine, signal);
  const { system } = plan;
  const { seed, shown } = question;
  const all = Object.keys(system.observables);
  const executor = crew.executor(system.id, jobs, takesLong(outlooks));
  const theory =
    known ?? (await predictPlan(plan, all, workshop, executor, { seed, shown, signal, progress }, outlooks));
  return filesOf(resultSoFar(plan, question, judgeUntried(plan, question, theory), { jobs, seconds: 0 }));
}
