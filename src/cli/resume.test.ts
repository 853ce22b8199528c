import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program, runOrrery } from './orrery.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
const orrery = (...words: string[]) => runOrrery(folder, words);
const ASKED = ['run', 'ridge', 'samples=20:200:6:log', 'dimension=60', '--trials', '300', '--engine', 'wasm'];
const points = (record: string) => readFileSync(join(record, 'points.csv'), 'utf8');
const onlyRecord = (out: string) => join(folder, out, readdirSync(join(folder, out))[0]);
const trialsOf = (record: string) => readFileSync(join(record, 'trials.jsonl'), 'utf8').split('\n').length;

/** Starts it, kills it when `moment` has come, and returns its record. */
async function killed(out: string, words: string[], moment: (record: string) => boolean): Promise<string> {
  const child = spawn(process.execPath, [program, ...words, '--out', out], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isThere = () => existsSync(join(folder, out)) && readdirSync(join(folder, out)).length > 0;
  while (
    child.exitCode === null &&
    !(isThere() && existsSync(join(onlyRecord(out), 'trials.jsonl')) && moment(onlyRecord(out)))
  )
    await new Promise((resume) => setTimeout(resume, 5));
  child.kill('SIGKILL');
  await ended;
  return onlyRecord(out);
}

describe('a run that was killed', () => {
  it('goes on to the numbers of one that was not, over several kills', async () => {
    expect(orrery(...ASKED, '--out', 'whole').stderr).toContain('record:');
    const whole = onlyRecord('whole');
    const record = await killed('cut', ASKED, (made) => trialsOf(made) > 200);
    expect(existsSync(join(record, 'manifest.json'))).toBe(false);
    expect(orrery('verify', record).stderr).toContain(`go on with it: orrery run --resume ${record}`);
    await killed('cut', ['run', '--resume', record, '--trials', '300'], (made) => trialsOf(made) > 900);
    const { status, stderr, stdout } = orrery('run', '--resume', record, '--trials', '300', '--json');
    expect(stderr).toMatch(/\d+ trials at \d points are there/);
    expect(Number(/(\d+) trials at/.exec(stderr)![1])).toBeGreaterThan(890);
    expect(JSON.parse(stdout).record).toBe(record);
    expect([0, 1, 4]).toContain(status);
    expect(points(record)).toBe(points(whole));
    expect(orrery('verify', record).stdout).toContain('identical');
    expect(readdirSync(record).filter((name) => /run.json|writer|jsonl$|part$/.test(name))).toEqual([]);
    // And trials are added to what has ended; verifying it makes them again, judged as strictly.
    orrery('run', '--resume', record, '--trials', '320', '--jobs', '1');
    expect(orrery('verify', record).stdout).toContain('identical');
    expect(points(record)).not.toBe(points(whole));
  });

  it('is refused what would make it another run', () => {
    const record = onlyRecord('whole');
    const refusals: [string[], RegExp][] = [
      [['run', '--resume', record, '--seed', '2'], /--seed is the record’s own with --resume/],
      [['run', '--resume', record, 'ridge=3'], /ridge is no file of this record/],
      [['run', '--resume', 'nowhere'], /nowhere is no record/],
      [['run'], /run takes a system/],
    ];
    for (const [words, reason] of refusals) {
      const { status, stderr } = orrery(...words);
      expect(stderr).toMatch(reason);
      expect(status).toBe(2);
    }
    rmSync(join(record, 'trials.jsonl.gz'));
    expect(orrery('run', '--resume', record).stderr).toContain('single trials were not kept');
  });
});
