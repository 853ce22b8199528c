import { parseDataset } from '../../src/data/parse.ts';
import { BadInput, OrreryError } from '../../src/numeric/errors.ts';
import { checkLimits } from '../../src/run/check-limits.ts';
import { declare } from './declare.ts';
import { openLibrary } from './library.ts';
import type { DeskAnswers, DeskReply, DeskRequest, LimitState } from './protocol.ts';
import { planOf, theoryOf } from './study.ts';

const library = openLibrary();

/** The worker that reads declarations, computes theory, checks limits and reads files: everything but experiments. */
export function startDesk(scope: DedicatedWorkerGlobalScope): void {
  scope.onmessage = async ({ data: { number, request } }: MessageEvent<{ number: number; request: DeskRequest }>) => {
    scope.postMessage(await reply(number, request));
  };
}

async function reply(number: number, request: DeskRequest): Promise<DeskReply> {
  try {
    return { number, answer: await answer(request) };
  } catch (error) {
    if (error instanceof OrreryError) return { number, problem: error.message, usage: error instanceof BadInput };
    return { number, problem: `this is a defect of Orrery: ${(error as Error).message}`, usage: false };
  }
}

async function answer(request: DeskRequest): Promise<DeskAnswers[keyof DeskAnswers]> {
  switch (request.kind) {
    case 'declarations':
      return library.systems.map(declare);
    case 'theory': {
      const { plan, leftOut } = await planOf(request.question, library);
      return theoryOf(plan, request.question, leftOut);
    }
    case 'limits':
      return checkLimits(library.find(request.system)).map(
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
