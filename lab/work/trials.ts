import { createWasmEngine } from '../../src/numeric/engines/wasm.ts';
import { runTrials, type TrialSetting } from '../../src/run/trials.ts';
import { openLibrary } from './library.ts';
import type { TrialReply, TrialRequest } from './protocol.ts';

/** How often a long trial is heard of. */
const EVERY = 100;

/** A worker that runs trials, with an engine and a heap of its own. */
export function startTrials(scope: DedicatedWorkerGlobalScope): void {
  const post = (reply: TrialReply) => scope.postMessage(reply);
  const library = openLibrary();
  const engine = createWasmEngine();
  let setting: TrialSetting | undefined;
  scope.onmessage = async ({ data: request }: MessageEvent<TrialRequest>) => {
    try {
      if (request.kind === 'setting') {
        const { system, seed, curves } = request;
        setting = { system: library.find(system), seed, curves };
        return;
      }
      let last = performance.now();
      const outcomes = await runTrials(setting!, request.task, engine, undefined, (trial, fraction, observables) => {
        if (performance.now() - last < EVERY) return;
        last = performance.now();
        const { curve, point, first } = trial;
        post({ kind: 'partial', partial: { curve, point, trial: first, fraction, observables } });
      });
      post({ kind: 'done', outcomes });
    } catch (error) {
      post({ kind: 'problem', problem: (error as Error).message });
    }
  };
}
