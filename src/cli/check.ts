import { dirname, relative, sep } from 'node:path';
import { type Check, conformance } from '../conformance/conformance.ts';
import { openDataset } from '../data/open.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { importsFrom } from '../systems/modules.ts';
import { notesFor, openSystem } from '../systems/open.ts';

/** Runs the conformance suite, one line for each promise; exit code 1 where one is not kept. */
export async function check(reference: string, { json }: { json?: boolean }): Promise<void> {
  const system = await openSystem(reference);
  const checks = [
    ...conformance(system, createWasmEngine(), await notesFor(system), openDataset),
    ...(system.origin ? [keepsApart(system.origin.file)] : []),
  ];
  const results: { promise: string; kept: boolean; problems: string[] }[] = [];
  for (const { name, run } of checks) {
    const problems = await run().catch((error: Error) => [error.message]);
    results.push({ promise: name, kept: problems.length === 0, problems });
    if (json) continue;
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${name}`);
    for (const problem of problems) console.log(`    ${problem.replaceAll('\n', '\n    ')}`);
  }
  const broken = results.filter(({ kept }) => !kept).length;
  if (json) console.log(JSON.stringify({ system: system.id, kept: broken === 0, promises: results }, null, 2));
  else if (broken === 0) console.log(`${system.id} keeps all ${results.length} promises`);
  else console.log(`${system.id} does not keep ${broken} of ${results.length} promises`);
  process.exitCode = broken === 0 ? 0 : 1;
}

/** In this package a test of the imports sees to it. */
function keepsApart(file: string): Check {
  const part = (path: string) =>
    relative(dirname(file), path)
      .split(sep)[0]
      .replace(/\.\w+$/, '');
  const opposite: Record<string, string> = { theory: 'experiment', experiment: 'theory' };
  return {
    name: 'has a theory and an experiment that do not import each other',
    run: async () =>
      [...importsFrom(file)].flatMap(([from, imports]) =>
        imports
          .filter((to) => part(to) === opposite[part(from)])
          .map((to) => `${from} imports ${to}: an error in what both lean on would cancel, and the verdict would hold`),
      ),
  };
}
