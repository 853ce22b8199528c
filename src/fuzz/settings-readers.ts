import { strToU8 } from 'fflate';
import { settingsIn } from '../cli/settings.ts';
import { makePlan } from '../plan/plan.ts';
import { readAssignments, type Settings } from '../plan/settings.ts';
import type { AnySystem } from '../systems/contract.ts';
import { allSystems } from '../systems/registry.ts';
import { linesOf } from './data-readers.ts';
import { must, type Reader } from './reader.ts';

/** Settings as words of the command line and as a file of JSON, for every system. */
export async function settingsReaders(): Promise<Reader[]> {
  return (await allSystems()).flatMap((system): Reader[] => {
    const given = [...system.presets.map(({ settings }) => settings), defaultsOf(system), system.sweep];
    return [
      {
        name: `words for ${system.id}`,
        seeds: given.map((settings) => strToU8(wordsOf(settings).join('\n'))),
        read: (bytes) => planned(system, readAssignments(linesOf(bytes))),
      },
      {
        name: `--params for ${system.id}`,
        seeds: given.map((settings) => strToU8(JSON.stringify(settings))),
        read: (bytes) => planned(system, settingsIn(new TextDecoder().decode(bytes), 'fuzz.json')),
      },
    ];
  });
}

function planned(system: AnySystem, settings: Settings): { worth: number } {
  const { curves } = makePlan(system, settings);
  must(
    curves.length > 0 && curves.every(({ points }) => points.every(({ key }) => /^[0-9a-f]{16,}$/.test(key))),
    'a point without its key',
  );
  // A plan of many points may be asked for: each is checked, and named by a checksum.
  return { worth: curves.length * curves[0].points.length * 2e-4 };
}

/** All parameters as they are where nothing is given, those that JSON can write. */
function defaultsOf(system: AnySystem): Settings {
  return JSON.parse(JSON.stringify(system.parameters.parse({})));
}

function wordsOf(settings: Settings): string[] {
  return Object.entries(settings).map(
    ([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
}
