import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { DOMParser } from 'linkedom';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ridge } from '../../src/systems/ridge/system.ts';
import { copied, download, QUICK, test, type, verdict } from './visit.ts';

/** Rows of three inputs and a label, of which the label is linear up to a small disturbance. */
function numbers(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = [1, 2, 3].map((k) => Math.sin(37 * k * (i + 1)));
    return [...x, x[0] - 2 * x[1] + 0.5 * x[2] + 0.3 * Math.sin(91 * i)].map((value) => value.toFixed(6)).join(',');
  });
  return `${['a,b,c,label', ...lines].join('\n')}\n`;
}

/** Drops a file of these bytes, in Latin-1, on the page, as a hand does. */
async function drop(page: Page, name: string | string[], text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([names, text]) => {
      const transfer = new DataTransfer();
      for (const name of names) transfer.items.add(new File([Uint8Array.from(text, (one) => one.charCodeAt(0))], name));
      return transfer;
    },
    [typeof name === 'string' ? [name] : name, text] as const,
  );
  await page.dispatchEvent('.stage', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('.stage', 'drop', { dataTransfer: data });
}

/** What of a record the page gives too. */
interface Kept {
  points: string;
  result: Record<string, unknown>;
  figure: string;
}

/** Runs a copied command in a shell, in a folder of its own; what its record holds. */
async function recordOf(command: string, files: Record<string, string> = {}): Promise<Kept> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-command-'));
  const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    // `npx` would look for the package of the folder.
    const words = command.replace(/^npx /, '');
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    await promisify(execFile)('sh', ['-c', `${words} --out records; test $? -le 4`], { cwd: folder, env });
    const [record] = readdirSync(join(folder, 'records'));
    const read = (name: string) => readFileSync(join(folder, 'records', record, name), 'utf8');
    return { points: read('points.csv'), result: JSON.parse(read('result.json')), figure: read('figure.svg') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Every element of a figure in its order, with its attributes: writers differ in blanks and quotes,
 * and logarithms of browsers in their last bit.
 */
function shapes(svg: string): string[] {
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const round = (value: string) => value.replace(/\d+\.\d{4,}/g, (one) => Number(one).toFixed(6));
  return Array.from(drawn.querySelectorAll('*') as Iterable<Element>, (one) => {
    const attributes = Array.from(one.attributes, ({ name, value }) => `${name}=${round(value)}`);
    const text = one.children.length === 0 ? one.textContent : '';
    return `${one.tagName} ${attributes.sort().join(' ')} ${text}`;
  });
}

test('each format is what it says', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);

  const svg = await download(page, 'SVG');
  expect(svg.name).toBe('ridge-figure.svg');
  const drawn = new DOMParser().parseFromString(svg.bytes.toString(), 'image/svg+xml');
  expect(drawn.documentElement.tagName).toBe('svg');
  expect(drawn.documentElement.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
  expect(drawn.querySelectorAll('.measured path, .measured circle').length).toBe(5);
  // A page of its own opens it without a complaint.
  expect(svg.bytes.toString()).not.toMatch(/NaN|undefined|var\(/);

  const png = await download(page, 'PNG');
  expect(png.name).toBe('ridge-figure.png');
  expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const [width, height] = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
  // 86 mm at 300 dots per inch.
  expect(width).toBe(1016);
  expect(height).toBeGreaterThan(500);
  expect(png.bytes.length).toBeGreaterThan(10_000);

  const csv = await download(page, 'CSV');
  const rows: Record<string, string>[] = parse(csv.bytes, { columns: true });
  expect(rows.filter(({ observable }) => observable === 'testError')).toHaveLength(5);
  for (const { mean, predicted } of rows.filter(({ observable }) => observable === 'testError'))
    expect(Number(mean) / Number(predicted)).toBeCloseTo(1, 0);

  const json = JSON.parse((await download(page, 'JSON')).bytes.toString());
  expect(json).toMatchObject({ system: 'ridge', seed: '1', verdict: 'holds', axis: { name: 'samples' } });

  const bib = (await download(page, 'BibTeX')).bytes.toString();
  expect(bib.match(/^@\w+\{/gm)).toHaveLength(ridge.sources.length);
  for (const { title } of ridge.sources) expect(bib.replace(/[{}]/g, '')).toContain(title.slice(0, 30));
});

/** The columns and fields of a record, whatever is in them. */
async function shape(page: Page): Promise<{ columns: string[]; fields: string[]; rows: Record<string, string>[] }> {
  const csv = await download(page, 'CSV');
  const json = await download(page, 'JSON');
  expect([csv.name, json.name]).toEqual(['test-descent-points.csv', 'test-descent-result.json']);
  const rows: Record<string, string>[] = parse(csv.bytes, { columns: true });
  return { columns: Object.keys(rows[0]), fields: Object.keys(JSON.parse(json.bytes.toString())), rows };
}

test('the files are those of a record before, during and after an experiment', async ({ visit }) => {
  const page = await visit(
    '#/test-descent?v=2&dimension=300&rate=1e-3:4e-3:4&steps=1000&run.show=lastLoss&run.budget=0',
  );
  await page.locator('[data-verdict=measuring]').waitFor();
  const during = await shape(page);
  const drawn = (await download(page, 'SVG')).bytes.toString();
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
  await verdict(page);
  const after = await shape(page);
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await type(page, 'dimension', '320');
  await page.locator('[data-run=none]').waitFor();
  const before = await shape(page);

  const trials = ({ rows }: typeof before) =>
    rows.filter(({ observable }) => observable === 'lastLoss').map((row) => Number(row.trials));
  expect(trials(before)).toEqual([0, 0, 0, 0]);
  expect(trials(after)).toEqual([8, 8, 8, 8]);
  expect(trials(during).every((count) => count <= 8)).toBe(true);
  expect(trials(during).some((count) => count < 8)).toBe(true);
  for (const one of [before, during]) {
    expect(one.columns).toEqual(after.columns);
    expect(one.fields).toEqual(after.fields);
    expect(one.rows).toHaveLength(after.rows.length);
  }
  expect(drawn).toMatch(/^<svg xmlns=/);
  expect(drawn).toContain('Theory: ');
});

test.for([
  // The axis and the spectrum are powers, whose last bits browsers would not agree on.
  [
    'the page',
    'ridge',
    "ridge=1e-4:1:9:log&samples=60&noise=0.1,1&spectrum=power-law&dimension=80&entries=student&run.seed=it's+me&run.show=testError,gcv",
  ],
  ['the bundled data', 'ridge', 'data=digits&samples=100:400:3'],
  ['a map', 'ridge', 'samples=20:80:3&ridge=0.1:1:2&dimension=40'],
  // Theory and trials of exponentials, logarithms, error functions and angles.
  ['curves over steps', 'implicit-bias', 'run.seed=2'],
  ['other integrals', 'hopfield', 'run.seed=3'],
  ['unequal classes', 'class-imbalance', 'run.seed=4'],
] as const)('the copied command gives the points of %s, to the bit', async ([, system, settings], { visit }) => {
  const page = await visit(`#/${system}?v=2&${settings}&run.budget=0&run.margin=0.5`);
  await verdict(page);
  const command = await copied(page, 'Copy as command');
  const take = async (format: string) => (await download(page, format)).bytes.toString();
  const record = await recordOf(command);
  expect(await take('CSV')).toBe(record.points);
  expect(Object.keys(JSON.parse(await take('JSON')))).toEqual(Object.keys(record.result));
  expect(shapes(await take('SVG'))).toEqual(shapes(record.figure));
});

test('a CSV that is dropped is the data, and the command line gives the same points', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=8:40:3&run.budget=0&run.margin=0.5');
  const file = numbers(120);
  await drop(page, 'my numbers.csv', file);
  await page.locator('[data-parameter=data] .file').waitFor();
  expect(await page.locator('[data-parameter=data] .file').textContent()).toBe('my numbers.csv');
  await page.locator('[data-parameter=spectrum]').waitFor({ state: 'detached' });
  await verdict(page);
  const link = await copied(page, 'Copy link');
  expect(link).toMatch(/data=my\+numbers\.csv%23[0-9a-f]{64}/);
  const { bytes } = await download(page, 'CSV');
  const command = await copied(page, 'Copy as command');
  expect((await recordOf(command, { 'my numbers.csv': file })).points).toBe(bytes.toString());

  // Elsewhere, the link asks for the file, and with it gives the same points.
  const other = await visit(new URL(link).hash);
  await other.getByRole('alert').filter({ hasText: 'drop the same file here' }).waitFor();
  await drop(other, 'my numbers.csv', file);
  await verdict(other);
  expect((await download(other, 'CSV')).bytes.toString()).toBe(bytes.toString());

  await other.getByRole('button', { name: 'remove my numbers.csv' }).click();
  await other.locator('[data-parameter=spectrum]').waitFor();
});

test('where a file is too short for an experiment there is theory, and the reason once', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=500:2000:24&run.budget=0');
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await page.locator('.theory path').first().waitFor();
  await drop(page, 'mine.csv', numbers(120));
  await page.getByText('120 rows', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Run the experiment' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /No experiment: samples is 500, but mine\.csv has 120 rows/ })
    .waitFor();
  // It is the answer to what is asked, with all that goes with it.
  expect(await page.locator('.figure.faded').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Download CSV' }).isEnabled()).toBe(true);
  const said = (await page.locator('.stage').textContent()) ?? '';
  expect(said.match(/but mine\.csv has 120 rows/g)).toHaveLength(2);
});

const noData: [string, string, RegExp][] = [
  ['nothing.csv', '', /nothing\.csv: found an empty file/],
  ['letter.csv', 'Dear reader,\nthis is prose.\n', /letter\.csv/],
  ['image.csv', '\x89PNG\r\n\x1a\n', /image\.csv/],
  ['short.csv', 'a,b\n1,2\n3\n', /short\.csv/],
  ['array.npy', '1,2\n3,4\n', /array\.npy: does not begin as \.npy does/],
];
test('a file that is no data is refused in the words of the reader', async ({ visit }) => {
  const page = await visit('#/ridge');
  for (const [name, text, message] of noData) {
    await drop(page, name, text);
    await page.getByRole('alert').filter({ hasText: message }).waitFor();
    expect(await page.locator('[data-parameter=data] .file').count()).toBe(0);
  }
  // The figure is still the answer to what is asked, and the words go with the next change.
  expect(await page.locator('.figure.faded').count()).toBe(0);
  await type(page, 'noise', '0.3');
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});

test('a file that is dropped brings its own axis', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&run.budget=0&run.margin=0.5');
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await page.locator('.theory path').first().waitFor();
  const axis = page.locator('[data-parameter=samples] input[type=text]');
  expect(await axis.inputValue()).toBe('40:1600:24:log');
  // Fewer rows than the usual axis has samples.
  await drop(page, 'mine.csv', numbers(200));
  await page.locator('[data-parameter=data] .file').waitFor();
  await expect.poll(() => axis.inputValue()).toMatch(/^\d+:1\d\d:\d+:log$/);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await page.locator('.figure.faded').count()).toBe(0);
  await page.getByText('mine.csv: header in row 1').waitFor();
});

test('a file is chosen by its button, too, and a system without data says so', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=8:40:3&run.budget=0&run.margin=0.5');
  await page
    .locator('[data-parameter=data] input[type=file]')
    .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(numbers(80)) });
  await page.getByText('mine.csv', { exact: true }).waitFor();
  await drop(page, ['one.csv', 'two.csv'], numbers(80));
  await page.getByText('2 files were dropped together, one.csv, two.csv').waitFor();
  await expect.poll(() => page.getByText('mine.csv', { exact: true }).count()).toBe(1);
  const other = await visit('#/test-descent');
  await drop(other, 'mine.csv', numbers(80));
  await other.getByText('takes no data of yours').waitFor();
});
