import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { report } from '../../src/instruments/conduct.ts';
import { findInstrument } from '../../src/instruments/registry.ts';
import { copied, download, test } from './visit.ts';

const GEMSTONES = readFileSync(new URL('../../examples/scaling-runs/gemstones.jsonl', import.meta.url), 'utf8');

async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

/** Waits for the report of what is there now; the verdict of its back-test. */
async function backTest(page: Page): Promise<string | null> {
  await page.getByRole('button', { name: 'Download JSON', disabled: false }).waitFor({ timeout: 60_000 });
  return page.locator('[data-verdict]').getAttribute('data-verdict');
}

test('a file that is dropped gets the report of the command line', async ({ visit }) => {
  const page = await visit('#/instruments/fit?v=2&resamples=60&compute=1e22');
  await drop(page, 'gemstones.jsonl', GEMSTONES);
  expect(await backTest(page)).toBe('unresolved');
  const file = await download(page, 'JSON');
  expect(file.name).toBe('fit-report.json');
  const given = {
    ...{ name: 'gemstones.jsonl', origin: 'gemstones.jsonl' },
    bytes: async () => new TextEncoder().encode(GEMSTONES),
  };
  const expected = await report(await findInstrument('fit'), [given], { resamples: '60', compute: '1e22' });
  const { values, backTest: judged, files } = JSON.parse(file.bytes.toString());
  expect(judged.verdict).toBe(expected.backTest.verdict);
  expect(files).toEqual(expected.files);
  // Logarithms of browsers differ from those of Node in their last bit.
  const { constants } = expected.values as { constants: Record<string, { value: number }> };
  expect(Object.keys(constants)).toContain('alpha');
  for (const [name, { value }] of Object.entries(constants))
    expect(values.constants[name].value / value).toBeCloseTo(1, 6);
  await page.getByText('With 10²² FLOP').first().waitFor();
  await expect.poll(() => page.locator('.figure svg path').count()).toBeGreaterThan(3);
  await expect.poll(() => page.locator('table').count()).toBe(expected.tables.length);
  expect(await copied(page, 'Copy as command')).toBe('npx orrery fit gemstones.jsonl resamples=60 compute=1e22');
});

test('what is wrong with a file is said, and the next one is taken', async ({ visit }) => {
  const page = await visit('#/instruments/fit?v=2&resamples=60');
  const rows = GEMSTONES.trim().split('\n');
  await drop(page, 'runs.jsonl', rows.slice(0, 3).join('\n'));
  await page
    .getByRole('alert')
    .getByText(/3 runs/)
    .waitFor();
  await page.getByRole('button', { name: 'remove runs.jsonl' }).click();
  await drop(page, 'gemstones.jsonl', GEMSTONES);
  await backTest(page);
  expect(await page.getByRole('alert').count()).toBe(0);
  // A setting that is refused leaves the report of before, and says so.
  await page.locator('[data-parameter=margin] input').fill('-1');
  await page.locator('[data-parameter=margin] input').press('Enter');
  await page
    .getByRole('alert')
    .getByText(/margin is -1/)
    .waitFor();
  await page.getByText('The report is that of before.').waitFor();
  expect(await page.getByRole('button', { name: 'Download JSON' }).isDisabled()).toBe(true);
  await page.locator('[data-parameter=margin] input').fill('0.2');
  await page.locator('[data-parameter=margin] input').press('Enter');
  expect(await backTest(page)).toBe('holds');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/instruments/fit?v=2&resamples=60&margin=0.2');
});

test('a report that takes long is called off', async ({ visit }) => {
  const page = await visit('#/instruments/fit?v=2&resamples=100000');
  await drop(page, 'gemstones.jsonl', GEMSTONES);
  await page.getByRole('button', { name: 'cancel' }).click();
  await page.getByText('Cancelled.').waitFor();
  expect(await page.locator('[data-verdict]').count()).toBe(0);
  await page.locator('[data-parameter=resamples] input').fill('60');
  await page.locator('[data-parameter=resamples] input').press('Enter');
  expect(await backTest(page)).toBe('unresolved');
});

test('every instrument is on the home page, and shows its first example', async ({ visit }) => {
  const page = await visit('');
  const links = page.locator('a[href^="#/instruments/"]');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
  for (const address of addresses) {
    await page.evaluate((to) => {
      location.hash = to;
    }, address);
    await page.locator('.examples button').first().click();
    await backTest(page);
    await page.evaluate(() => {
      location.hash = '';
    });
    await page.locator('.opening').waitFor();
  }
});

test('a link that is broken is answered in words', async ({ visit }) => {
  const page = await visit('#/instruments/fit?v=2&resample=60');
  await page.getByRole('alert').getByText('there is no parameter ‘resample’').waitFor();
  await page.evaluate(() => {
    location.hash = '#/instruments/perpetuum';
  });
  await page.getByRole('alert').getByText('not the address of a page here').waitFor();
});
