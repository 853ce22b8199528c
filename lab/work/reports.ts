import { report } from '../../src/instruments/conduct.ts';
import { findInstrument } from '../../src/instruments/registry.ts';
import { OrreryError } from '../../src/numeric/errors.ts';
import { parameterMeta } from '../../src/plan/settings.ts';
import { openLibrary } from './library.ts';
import type { Errand, ReportReply } from './protocol.ts';

/** A fraction of a second between two words of progress. */
const PAUSE = 50;

/**
 * The worker that makes reports, one at a time. Whoever wants none any more lets it go: a report
 * leaves nothing half done.
 */
export function startReports(scope: DedicatedWorkerGlobalScope): void {
  const library = openLibrary();
  const post = (reply: ReportReply) => scope.postMessage(reply);
  scope.onmessage = async ({ data }: MessageEvent<Errand>) => {
    const { instrument, system, files, settings } = data;
    let last = Number.NEGATIVE_INFINITY;
    const progress = (fraction: number, doing: string) => {
      if (performance.now() - last < PAUSE) return;
      last = performance.now();
      post({ kind: 'progress', fraction, doing });
    };
    try {
      const opened = await findInstrument(instrument, system === undefined ? undefined : await library.find(system));
      const inputs = files.map(({ name, bytes }) => ({
        ...{ name, origin: name },
        bytes: async () => new Uint8Array(bytes),
      }));
      const given: Record<string, unknown> = { ...settings };
      for (const [key, text] of Object.entries(settings))
        if (parameterMeta(opened, key)?.kind === 'data') given[key] = await library.dataset(text);
      post({ kind: 'report', report: await report(opened, inputs, given, { progress }) });
    } catch (error) {
      const { message } = error as Error;
      post({
        kind: 'problem',
        problem: error instanceof OrreryError ? message : `this is a defect of Orrery: ${message}`,
      });
    }
  };
}
