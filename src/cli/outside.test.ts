// Systems outside this package, as their authors meet them: the compiled program, in a folder that
// knows no packages.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { COIN } from '../systems/outside.testing.ts';
import { runOrrery } from './orrery.testing.ts';

const fallingBody = fileURLToPath(new URL('../../examples/falling-body', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery outside '));
});

const orrery = (...words: string[]) => runOrrery(folder, words);

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

describe('orrery new', () => {
  it('writes a folder that keeps every promise and runs, and says what comes next', () => {
    const made = orrery('new', 'my-system');
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining('orrery check') });
    const checked = orrery('check', './my-system');
    expect(checked.stdout).not.toContain('✗');
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining('keeps all') });
    const { status, stdout } = orrery('run', './my-system', 'samples=20', '--jobs', '2', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ system: 'my-system', verdict: 'holds' });
    expect(status).toBe(0);
  });

  it.each([
    ['My_System', /small letters/],
    ['-dash', /unknown option|small letters/],
    ['ridge', /in this package already/],
    ['class', /word of the language/],
    ['taken', /nothing is overwritten/],
    ['/proc/my-system', /cannot be written/],
  ])('refuses %s', (name, reason) => {
    write({ 'taken/file.txt': 'mine' });
    const { status, stderr } = orrery('new', name);
    expect(stderr).toMatch(reason);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(['taken']);
    expect(readdirSync(join(folder, 'taken'))).toEqual(['file.txt']);
  });
});

describe('every command takes a folder', () => {
  it('describes, cites, predicts, checks limits', () => {
    expect(orrery('describe', fallingBody).stdout).toContain('terminal velocity');
    expect(orrery('cite', fallingBody).stdout).toContain('10.1119/1.19320');
    expect(orrery('limits', fallingBody)).toMatchObject({ status: 0, stdout: expect.stringContaining('free') });
    const { observables } = JSON.parse(orrery('predict', fallingBody, 'density=1,2', '--json').stdout);
    expect(observables.terminalVelocity.predicted).toEqual([-9.81, -19.62]);
  });

  it.each(['1', '2'])('runs with %s jobs, and the record verifies', (jobs) => {
    const { status, stdout } = orrery('run', fallingBody, '--jobs', jobs, '--trials', '16', '--json');
    const { record, verdict } = JSON.parse(stdout);
    expect(verdict).toBe('holds');
    expect(status).toBe(0);
    const points = readFileSync(join(folder, record, 'points.csv'), 'utf8');
    expect(points).toContain('terminalVelocity');
    expect(orrery('verify', record)).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining('not what it was'),
    });
  });
});

describe('what goes wrong is said', () => {
  it.each([
    ['a module that throws', './p', { 'p/system.ts': 'throw new Error("boom");' }, /cannot be loaded: boom/],
    ['a folder without ./', 'p', { 'p/system.ts': COIN }, /write \.\/p/],
  ])('%s', (_, reference, files, reason) => {
    write(files);
    const { status, stdout, stderr } = orrery('run', reference);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'records'))).toBe(false);
  });

  it.each(['1', '2'])('its errors are known as such with %s jobs', (jobs) => {
    write({ 'coin.ts': COIN });
    const quick = ['--trials', '2', '--jobs', jobs];
    expect(orrery('run', './coin.ts', 'wrong=problem', ...quick)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('orrery: the problem is wrong'),
    });
    expect(orrery('run', './coin.ts', 'wrong=trial', ...quick)).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('2 failed trials: the trial is wrong, as asked for'),
    });
    expect(orrery('run', './coin.ts', 'wrong=theory', ...quick).stdout).toContain('must be anything else');
    const { status, stderr } = orrery('run', './coin.ts', 'wrong=code', ...quick);
    expect(stderr).toMatch(/nothing is not a function\nThis is an error in the code of .*coin\.ts/);
    expect(status).toBe(70);
  });

  it('check names the promises that are not kept', () => {
    write({ 'p/system.ts': COIN.replace('value: p.size,', 'value: 1.2 * p.size,') });
    const { status, stdout } = orrery('check', './p');
    expect(stdout).toMatch(/✗ declares itself fully\n {4}notes\.md is missing/);
    expect(stdout).toMatch(/✗ agrees with its own experiment at the default parameters\n {4}broken/);
    expect(stdout).toMatch(/✓ reads its own parameters/);
    expect(status).toBe(1);
    expect(JSON.parse(orrery('check', './p', '--json').stdout)).toMatchObject({ system: 'coin', kept: false });
  });

  it('check finds theory and experiment that lean on each other', () => {
    orrery('new', 'leaning');
    const trial = join(folder, 'leaning', 'experiment', 'trial.ts');
    writeFileSync(trial, `import '../theory/error.ts';\n${readFileSync(trial, 'utf8')}`);
    expect(orrery('check', './leaning')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /✗ has a theory and an experiment that do not import each other\n.*trial\.ts imports .*error\.ts/,
      ),
    });
  });
});

describe('a record of a system outside', () => {
  const run = () => {
    cpSync(fallingBody, join(folder, 'mine'), { recursive: true });
    return JSON.parse(orrery('run', './mine', '--jobs', '1', '--trials', '4', '--json').stdout).record as string;
  };

  it('knows when the system has changed, in a comment alone or in its numbers', () => {
    const record = run();
    const file = join(folder, 'mine', 'system.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}\n// a comment`);
    expect(orrery('verify', record)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('identical'),
      stderr: expect.stringContaining('not what it was'),
    });
    writeFileSync(file, text.replace('const g = 9.81', 'const g = 9.8'));
    expect(orrery('verify', record)).toMatchObject({ status: 1, stdout: expect.stringContaining('differ') });
    expect(JSON.parse(orrery('verify', record, '--json').stdout)).toMatchObject({
      identical: false,
      systemChanged: true,
    });
  });

  it('finds a system that has moved, when told where it is', () => {
    const record = run();
    renameSync(join(folder, 'mine'), join(folder, 'moved'));
    expect(orrery('verify', record)).toMatchObject({ status: 2, stderr: expect.stringContaining('--system ./folder') });
    expect(orrery('verify', record, '--system', 'moved')).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining('not what it was'),
    });
    write({ 'coin.ts': COIN });
    expect(orrery('verify', record, '--system', 'coin.ts')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("holds 'coin'"),
    });
  });
});
