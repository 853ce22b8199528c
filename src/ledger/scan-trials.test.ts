import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { scanTrials } from './scan-trials.ts';

const [a, b] = ['a', 'b'].map((letter) => letter.repeat(64));
const line = (point: string, trial: number) => `${JSON.stringify({ point, trial, observables: { x: trial } })}\n`;
const temporary = () => mkdtempSync(join(tmpdir(), 'orrery-'));

async function found(folder: string, isWanted = (_: string) => true): Promise<string[]> {
  const trials: string[] = [];
  await scanTrials(folder, isWanted, (point, trial, outcome) => {
    trials.push(`${point[0]}${trial} ${'observables' in outcome && outcome.observables.x}`);
  });
  return trials;
}

it('reads the trials of runs that ended and of one that was killed in a line', async () => {
  const folder = temporary();
  // Two that ended are two members of gzip.
  const closed = [gzipSync(line(a, 0) + line(b, 0)), gzipSync(line(a, 1))];
  writeFileSync(join(folder, 'trials.jsonl.gz'), Buffer.concat(closed));
  writeFileSync(join(folder, 'trials.jsonl'), line(a, 2) + line(b, 1).slice(0, -9));
  expect(await found(folder)).toEqual(['a0 0', 'b0 0', 'a1 1', 'a2 2']);
  expect(await found(folder, (point) => point === b)).toEqual(['b0 0']);
  expect(await found(temporary())).toEqual([]);
});

it('does not parse what nobody wants, and names what is damaged', async () => {
  const folder = temporary();
  writeFileSync(join(folder, 'trials.jsonl'), `{"point":"${b}", damaged\n${line(a, 0)}`);
  expect(await found(folder, (point) => point === a)).toEqual(['a0 0']);
  await expect(found(folder)).rejects.toThrow(/trials.jsonl, line 1 is damaged: it is no JSON/);
  const torn = temporary();
  writeFileSync(join(torn, 'trials.jsonl.gz'), gzipSync(line(a, 0)).subarray(0, 30));
  await expect(found(torn)).rejects.toThrow(BadInput);
  await expect(found(torn)).rejects.toThrow(/trials.jsonl.gz is damaged: it cannot be read to its end/);
});

it('reads those of a sweep, ended or killed, and nothing else of it', async () => {
  const folder = temporary();
  const ofSweep = (point: string, at: number, trial: number, rest: object) =>
    `${JSON.stringify({ at, trial, point, ...rest })}\n`;
  mkdirSync(join(folder, 'journals'));
  const lines = [
    ofSweep(a, 0, -1, { theory: { observables: {} } }),
    ofSweep(a, 0, 0, { observables: { x: 0 } }),
    ofSweep(b, 1, 0, { untestable: 'no rows are left' }),
    `${JSON.stringify({ at: 2, trial: 0, failed: 'a "corner" that is \\ refused' })}\n`,
    ofSweep(b, 1, 1, { observables: { x: 1 } }),
  ];
  writeFileSync(join(folder, 'journals', '1.jsonl'), lines.join(''));
  writeFileSync(join(folder, 'trials.jsonl.gz'), gzipSync(ofSweep(a, 0, 2, { observables: { x: 2 } })));
  expect(await found(folder)).toEqual(['a2 2', 'a0 0', 'b1 1']);
});
