// The command line as a user meets it: the compiled program in a process of its own, in an empty
// folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { program, runOrrery } from './orrery.testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-'));
});

const orrery = (...words: string[]) => runOrrery(folder, words);

const QUICK = ['samples=60,120', 'dimension=40', 'ridge=0.1', '--engine', 'wasm', '--trials', '8', '--jobs', '1'];

describe('help', () => {
  it('shows the commands with examples', () => {
    const { status, stdout } = orrery('--help');
    expect(status).toBe(0);
    for (const word of ['list', 'describe', 'cite', 'predict', 'run', 'limits', 'verify', 'doctor', 'Examples'])
      expect(stdout).toContain(word);
  });

  it('suggests what was meant', () => {
    expect(orrery('descrbe', 'ridge')).toMatchObject({ status: 2, stderr: expect.stringContaining('describe') });
    expect(orrery('describe', 'rigde')).toMatchObject({ status: 2, stderr: expect.stringContaining('ridge') });
  });
});

describe('reading', () => {
  it('lists, describes and cites', () => {
    expect(orrery('list').stdout).toContain('ridge');
    expect(JSON.parse(orrery('list', '--json').stdout)[0]).toHaveProperty('question');
    expect(orrery('describe', 'ridge').stdout).toMatch(
      /Formula \(TeX\)\n {2}\\lambda = [\s\S]*Where it stops\n {2}\w[\s\S]*samples/,
    );
    expect(JSON.parse(orrery('describe', 'ridge', '--json').stdout).observables.testError.symbol).toBe('E_test');
    expect(orrery('cite', 'ridge').stdout).toContain('2405.00592');
    const tracyWidom = orrery('cite', 'spectra', '--preset', 'tracy-widom', '--text').stdout;
    expect(tracyWidom).toMatch(/^.*Johnstone.*\n$/);
    expect(orrery('cite', 'spectra', '--preset', 'tracy').stderr).toContain('tracy-widom');
  });

  it('writes symbols as plain text, but for the formula in TeX', () => {
    expect(orrery('limits', 'single-index').stdout).toContain('→ m² = m₀²e^(4t)/(1 − m₀² + m₀²e^(4t)):');
    const [, declared] = orrery('describe', 'schedules').stdout.split('Parameters (key=value)');
    expect(declared).toContain('halfway (L_(T/2)/L_T)');
    expect(declared).not.toMatch(/[_^]\{/);
  });

  it('checks the limits', () => {
    const { status, stdout } = orrery('limits', 'ridge');
    expect(status).toBe(0);
    expect(stdout).not.toContain('BROKEN');
  });
});

describe('predict', () => {
  it('prints the declared JSON', () => {
    const out = JSON.parse(orrery('predict', 'ridge', 'samples=50,100', '--json').stdout);
    expect(out).toMatchObject({ system: 'ridge', axis: { name: 'samples', values: [50, 100] } });
    expect(out.observables.testError.predicted).toHaveLength(2);
  });

  it('puts a family into curves', () => {
    const out = JSON.parse(orrery('predict', 'ridge', 'samples=50,100', 'ridge=0.1,1', '--json').stdout);
    expect(out.curves.map((curve: { parameters: { ridge: number } }) => curve.parameters.ridge)).toEqual([0.1, 1]);
  });

  it('has a table of curves, and what is drawn from them, for a single point', () => {
    const { stdout } = orrery('predict', 'gaussian-refit', 'generations=20');
    const tables = stdout.split('\n').map((line) => line.split('\t'));
    expect(tables[0]).toEqual(['halfLife']);
    expect(tables[2]).toEqual(['generation', 'logVariance', 'logVarianceSpread', 'meanVariance', 'meanSquare']);
    expect(tables.slice(3).filter((row) => row.length === 5)).toHaveLength(20);
    const out = JSON.parse(orrery('predict', 'gaussian-refit', 'generations=20', '--json').stdout);
    expect(out.observables.halfLife.predicted[0]).toBeCloseTo(Math.LN2 / 0.0535539, 2);
  });

  it('writes a divergence as a word', () => {
    const out = JSON.parse(orrery('predict', 'ridge', 'samples=50', 'dimension=50', 'ridge=0', '--json').stdout);
    expect(out.observables.testError.predicted).toEqual(['Infinity']);
  });
});

describe('run', () => {
  it('leaves a whole record, which verifies to the bit', () => {
    const { status, stdout } = orrery('run', 'ridge', ...QUICK, '--json');
    const out = JSON.parse(stdout);
    expect([0, 1, 4]).toContain(status);
    expect(out.observables.testError.measured[0]).toMatchObject({ trials: 8 });
    const record = join(folder, out.record);
    expect(readdirSync(record).sort()).toEqual(
      [
        ...[
          'caption.tex',
          'figure.csv',
          'figure.pdf',
          'figure.png',
          'figure.svg',
          'manifest.json',
          'points.csv',
          'points.parquet',
          'result.json',
          'sources.bib',
        ],
        'trials.jsonl.gz',
      ].sort(),
    );
    expect(JSON.parse(readFileSync(join(record, 'manifest.json'), 'utf8'))).toMatchObject({
      schema: 'orrery-record/2',
      seed: '1',
    });
    expect(orrery('verify', out.record)).toMatchObject({ status: 0, stdout: expect.stringContaining('identical') });
    // And it goes on one page.
    expect(orrery('report', out.record, '--to', 'page.pdf')).toMatchObject({ status: 0 });
    const page = readFileSync(join(folder, 'page.pdf'), 'latin1');
    expect(page).toMatch(/^%PDF-/);
    expect(page.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(orrery('report', out.record, '--to', 'page.doc')).toMatchObject({ status: 2 });
    expect(orrery('report', '.').stderr).toMatch(/is no record/);
    writeFileSync(join(record, 'figure.svg'), '<svg/>');
    expect(orrery('report', out.record)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/figure.svg is damaged/),
    });
  });

  it('measures the same to the bit with one job and with two', () => {
    const points = ['1', '2'].map((jobs) => {
      const out = JSON.parse(orrery('run', 'ridge', ...QUICK.slice(0, -1), jobs, '--json').stdout);
      return readFileSync(join(folder, out.record, 'points.csv'), 'utf8');
    });
    expect(points[1]).toBe(points[0]);
  });

  it('finds a changed record', () => {
    const { record } = JSON.parse(orrery('run', 'ridge', ...QUICK, '--json').stdout);
    const file = join(folder, record, 'points.csv');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/(\d)(,,,,8,)/, (_, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`),
    );
    expect(orrery('verify', record)).toMatchObject({ status: 1, stdout: expect.stringContaining('differ') });
  });

  it('verifies a record whose file has moved, when told where it is', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(7 * i), Math.sin(3 * i * i)].join(','));
    writeFileSync(join(folder, 'old.csv'), rows.join('\n'));
    const words = [
      'data=old.csv',
      'samples=20',
      'ridge=0.1',
      '--trials',
      '4',
      '--jobs',
      '1',
      '--engine',
      'wasm',
      '--json',
    ];
    const { record } = JSON.parse(orrery('run', 'ridge', ...words).stdout);
    renameSync(join(folder, 'old.csv'), join(folder, 'new.csv'));
    expect(orrery('verify', record)).toMatchObject({ status: 2, stderr: expect.stringContaining('data=path') });
    expect(orrery('verify', record, 'data=new.csv')).toMatchObject({ status: 0 });
    const nowhere = orrery('verify', record, 'data=nowhere.csv');
    expect(nowhere).toMatchObject({ status: 2, stderr: expect.stringContaining('nowhere.csv: there is no such file') });
    expect(nowhere.stderr).not.toContain('If the file has moved');
    writeFileSync(join(folder, 'other.csv'), rows.slice(1).join('\n'));
    expect(orrery('verify', record, 'data=other.csv')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/other\.csv is not the file .* checksum/),
    });
    writeFileSync(join(folder, record, 'manifest.json'), 'null');
    expect(orrery('verify', record)).toMatchObject({ status: 2, stderr: expect.stringContaining('is damaged') });
  });

  it('is not disturbed by a reader that stops early', async () => {
    const child = spawn('sh', ['-c', `"${process.execPath}" "${program}" --help | head -1`], { cwd: folder });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    await new Promise((resolve) => child.on('exit', resolve));
    expect(errors).toBe('');
  });

  it('says what a run would take', () => {
    const { status, stdout } = orrery('run', 'ridge', ...QUICK, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 points.*MB/);
    const { seconds, busy } = JSON.parse(orrery('run', 'ridge', ...QUICK, '--dry-run', '--json').stdout);
    // To start and to write the record are part of it, and a busy machine is told beside it.
    expect(seconds.least).toBeGreaterThan(1);
    expect(busy).toBeGreaterThanOrEqual(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what was done when it is interrupted', async () => {
    const words = [
      'run',
      'ridge',
      'samples=400',
      'dimension=300',
      '--trials',
      '100000',
      '--jobs',
      '1',
      '--engine',
      'wasm',
    ];
    const child = spawn(process.execPath, [program, ...words], { cwd: folder });
    // However slow the machine: once records can be written, trials begin.
    while (!existsSync(join(folder, 'records'))) await new Promise((resume) => setTimeout(resume, 50));
    setTimeout(() => child.kill('SIGINT'), 2000);
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(130);
    const [record] = readdirSync(join(folder, 'records'));
    const manifest = JSON.parse(readFileSync(join(folder, 'records', record, 'manifest.json'), 'utf8'));
    expect(manifest.interrupted).toBe(true);
    expect(manifest.counts[0][0]).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'records', record, 'points.parquet'))).toBe(true);
  });
});

describe('bad input ends with exit code 2, a sentence, and nothing written', () => {
  const npy = (header: string, bytes: number) =>
    Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.from([header.length % 256, header.length >> 8]),
      Buffer.from(header),
      Buffer.alloc(bytes),
    ]);
  const files: Record<string, string | Buffer> = {
    'text.csv': '1,2,3\n4,five,6\n7,8,9\n',
    'ragged.csv': '1,2,3\n4,5\n7,8,9\n',
    'nan.csv': '1,2,3\n4,NaN,6\n7,8,9\n',
    'empty.csv': '',
    'escape.json': '\u001b[31m{',
    'lies.npy': npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000, 3), }", 24),
  };

  it.each([
    [['run', 'ridge', 'sampels=20'], /did you mean 'samples'/],
    [['run', 'ridge', 'samples=0'], /samples is 0/],
    [['run', 'ridge', 'samples=many'], /samples is 'many'/],
    [['run', 'ridge', 'samples=\u001b[31m20'], /samples is '\\u001b\[31m20'/],
    [['run', 'ridge', '--params', 'escape.json'], /escape\.json is not JSON: .*\\u001b/],
    [['run', 'ridge', 'noise=-1'], /noise is -1/],
    [['run', 'ridge', 'target=source'], /power-law/],
    [['run', 'ridge', '--trials', 'few'], /--trials/],
    [['run', 'ridge', '--jobs', '0'], /--jobs/],
    [['run', 'ridge', '--margin', '-1'], /--margin/],
    [['run', 'ridge', '--observables', 'testeror'], /testError/],
    [['run', 'ridge', '--preset', 'nothing'], /presets/],
    [['run', 'ridge', '--engine', 'cuda'], /wasm/],
    [['run', 'ridge', '--scale', '0'], /as in --scale 2$/m],
    [['run', 'ridge', '--params', 'missing.json'], /missing\.json/],
    [['run', 'ridge', 'data=missing.csv'], /missing\.csv/],
    [['run', 'ridge', 'data=text.csv'], /five/],
    [['run', 'ridge', 'data=ragged.csv'], /row 2|line 2/],
    [['run', 'ridge', 'data=nan.csv'], /NaN/],
    [['run', 'ridge', 'data=empty.csv'], /empty/],
    [['run', 'ridge', 'data=lies.npy'], /lies\.npy/],
    [['run', 'ridge', 'data=digits', 'samples=5000'], /1797/],
    [['run', 'ridge', 'data=digits', 'samples=5000', '--dry-run'], /1797 rows; leave some/],
    [['run', 'kernel', 'data=digits', 'samples=1796', '--dry-run'], /at most 1795/],
    [['run', 'ridge', 'samples=50', '--trials', '8', '--budget', '3'], /--budget acts only with --trials auto/],
    [['run', 'ridge', 'samples=20000', 'dimension=20000', '--out', 'new'], /GB of heap/],
    [
      ['run', 'ridge', 'samples=20000', 'dimension=20000', '--dry-run'],
      /GB of heap.*lower samples=20000 or dimension=20000/,
    ],
    [['run', 'ridge', 'constructor=1'], /no parameter 'constructor'/],
    [['run', 'ridge', 'decay=2'], /spectrum=power-law/],
    [['run', 'ridge', 'data=digits', 'noise=1'], /no effect with data/],
    [['run', 'ridge', 'spectrum=[1,-1]'], /entry 2/],
    [['run', 'ridge', 'samples=50', '--out', '/proc/new'], /--out/],
    [['verify', 'nothing'], /no record/],
    [['run', 'ridge', 'samples=50', '--out', 'text.csv'], /--out/],
  ])('%j', (words, reason) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const before = readdirSync(folder);
    const { status, stdout, stderr } = orrery(...words);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  });
});
