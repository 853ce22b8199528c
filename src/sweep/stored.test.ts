import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSystem } from '../systems/registry.ts';
import { Grid } from './grid.ts';
import { toLine } from './lines.ts';
import { Stored } from './stored.ts';
import { journalPath, journalsOf, type Sweep, type SweepHeader } from './sweep.ts';

const grid = new Grid(await findSystem('ridge'), { samples: '10:69:60', ridge: '0.01:1:10' });

function sweepIn(folder: string, trials: number): Sweep {
  mkdirSync(journalsOf(folder), { recursive: true });
  const header = { trials, system: 'ridge', seed: '1', engine: 'wasm', versions: { orrery: '1' } };
  return { folder, header: header as unknown as SweepHeader, grid };
}

describe('tasks where they lie', () => {
  it('are found in more journals than may be open at once, the last line of each torn or whole', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
    const sweep = sweepIn(folder, 1);
    for (let at = 0; at < grid.size; at++) {
      const line = toLine({ at, trial: 0, result: { observables: { testError: at / 7 } } });
      const torn = at % 3 === 0 ? line.slice(0, -5) : '';
      writeFileSync(journalPath(sweep, `${at}`), `${line}${torn}`);
    }
    const stored = new Stored(sweep);
    expect(stored.tally).toMatchObject({ done: 600, failed: 0, open: 600 });
    for (const at of [0, 599, 17, 3]) expect(stored.trialsAt(at)).toEqual([{ observables: { testError: at / 7 } }]);
    stored.close();
    rmSync(folder, { recursive: true });
  });

  it('are open where a line is damaged, or of another grid; what was done outweighs what failed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
    const sweep = sweepIn(folder, 3);
    const done = (at: number, trial: number) => toLine({ at, trial, result: { observables: { testError: -0 } } });
    const lines = [
      toLine({ at: 1, trial: 0, result: { failed: 'first' } }),
      done(1, 0),
      toLine({ at: 1, trial: 0, result: { failed: 'again' } }),
      done(1, 1).replace('"number":"-0"', '"number":"0"'),
      done(600, 0),
      done(1, 3),
      '{"at":2,"trial":0,"failed":\n',
      '\0\0\0\n',
      toLine({ at: 2, trial: 1, result: { failed: 'why' } }),
      toLine({ at: 4, trial: 1, point: 'of an edited grid', result: { observables: { testError: 1 } } }),
      `${done(5, 1).trimEnd()}\r\n`,
      done(5, 1).replace('"trial":1', '"trial":-7'),
    ];
    writeFileSync(journalPath(sweep, '1'), lines.join(''));
    writeFileSync(join(journalsOf(folder), '00000000-1.jsonl'), done(9, 1));
    const stored = new Stored(sweep);
    expect(stored.tally).toMatchObject({ done: 1, failed: 1 });
    expect(stored.damaged).toBe(5);
    expect(stored.trialsAt(1)).toEqual([{ observables: { testError: -0 } }]);
    expect(stored.trialsAt(2)).toEqual([{ failed: 'why' }]);
    stored.close();
    writeFileSync(journalPath(sweep, '2'), done(1, 0).replace('{"number":"-0"}', '0.5'));
    expect(() => new Stored(sweep)).toThrowError(/other values of trial 0 at {"samples":11,"ridge":0.01}/);
    rmSync(folder, { recursive: true });
  });
});
