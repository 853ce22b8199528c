import type { Sharing } from './team.ts';

/**
 * From the sources, too, a thread runs what is compiled, since it reads no TypeScript. A name, that
 * no bundler follows it.
 */
const HELPER = '../../../dist/numeric/engines/helper.js';

/** Starts helping threads of Node, which do not keep it from exiting; undefined elsewhere. */
export function threadStarter(): Sharing['start'] | undefined {
  const { process } = globalThis as { process?: NodeJS.Process };
  const threads = process?.getBuiltinModule?.('node:worker_threads');
  return threads && ((workerData) => new threads.Worker(new URL(HELPER, import.meta.url), { workerData }).unref());
}
