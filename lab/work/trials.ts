import { type Assignment, perform, type Task } from '../../src/measure/tasks.ts';
import { openWorkshop, type Workshop } from '../../src/measure/workshop.ts';
import type { Engine } from '../../src/numeric/engine.ts';
import { engineWith } from './helper.ts';
import { openLibrary } from './library.ts';
import type { TrialReply, TrialRequest } from './protocol.ts';

/** Milliseconds between two news of long work: a training is seen as it goes. */
const EVERY = 30;

/** A worker that does tasks, with an engine and a heap of its own. */
export function startTrials(scope: DedicatedWorkerGlobalScope): void {
  const post = (reply: TrialReply) => scope.postMessage(reply);
  const library = openLibrary();
  /** Made with the first assignment, which says how many threads share it, as all later ones do. */
  let engine: Engine | undefined;
  /** Tasks may arrive while their system is still being loaded. */
  let place: Promise<{ assignment: Assignment; workshop: Workshop }> | undefined;
  scope.onmessage = ({ data: request }: MessageEvent<TrialRequest>) => {
    if (request.kind === 'task') void answer(request.task);
    else {
      const { system, assignment, threads } = request;
      engine ??= engineWith(threads);
      const here = engine;
      place = library.find(system).then((found) => ({ assignment, workshop: openWorkshop(found, here) }));
      // The task that follows tells of a failure.
      place.catch(() => {});
    }
  };

  async function answer(task: Task): Promise<void> {
    try {
      const { assignment, workshop } = await place!;
      let last = performance.now();
      const result = await perform(task, assignment, workshop, undefined, (news) => {
        if (performance.now() - last < EVERY) return;
        last = performance.now();
        post({ kind: 'news', news });
      });
      post({ kind: 'done', result: result! });
    } catch (error) {
      post({ kind: 'problem', problem: (error as Error).message });
    }
  }
}
