import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';

/**
 * So many worker threads that start at once, each of them with the compiled module `entry` of
 * `dist/`: a thread does not read TypeScript, also where the sources are run.
 */
export async function openThreads(entry: string, count: number, workerData: unknown): Promise<Piscina> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: fileURLToPath(new URL(`../../dist/${entry}`, import.meta.url)),
    minThreads: count,
    maxThreads: count,
    workerData,
    execArgv: [...process.execArgv, ...importing()],
  });
}

/**
 * piscina asks for a module with `require` first, and imports what that refuses. Where Node
 * answers, it ends the whole process if the thread is stopped meanwhile, as by a run that is
 * cancelled soon.
 */
function importing(): string[] {
  const flag = '--no-experimental-require-module';
  return process.allowedNodeEnvironmentFlags.has(flag) ? [flag] : [];
}
