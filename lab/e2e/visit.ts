import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test as base, expect, inject } from 'vitest';
import { NO_CHROMIUM } from '../../scripts/browse.mjs';

/** Opens the page at an address (`#/ridge?…`) in a browser profile of its own. */
export type Visit = (hash: string, how?: BrowserContextOptions) => Promise<Page>;

let browser: Promise<Browser> | undefined;

/**
 * A test that visits the page. It fails when the page logs an error or a warning, when an error is
 * not caught, when anything is asked of another server, and when anything the page asks for is not
 * there.
 */
export const test = base.extend<{ visit: Visit }>({
  visit: async ({ skip }, use) => {
    const browsers = inject('browsers');
    if (browsers.length === 0) {
      // Continuous integration installs one, so that there its absence is a failure.
      if (process.env.CI) throw new Error(NO_CHROMIUM);
      return skip(NO_CHROMIUM);
    }
    // Workers are counted from 1, over all projects.
    browser ??= chromium.connect(browsers[Number(process.env.VITEST_POOL_ID) % browsers.length]!);
    const connected = await browser;
    const complaints: string[] = [];
    const close: (() => Promise<void>)[] = [];
    await use(async (hash, how = {}) => {
      const context = await connected.newContext({
        viewport: { width: 1280, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
        ...how,
      });
      close.push(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(inject('address')) && !url.startsWith(`blob:${inject('address')}`))
          complaints.push(`asked elsewhere: ${url}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
      });
      await page.goto(inject('address') + hash);
      await page.locator('h1').first().waitFor();
      return page;
    });
    for (const one of close) await one();
    expect(complaints).toEqual([]);
  },
});

/** A small experiment, of some seconds at most. */
export const QUICK = '#/ridge?v=2&samples=40:400:5:log&dimension=100&run.margin=0.1&run.budget=1';

/** Waits for the verdict of the experiment that runs on a system's page. */
export async function verdict(page: Page, timeout = 60_000): Promise<string> {
  await page.locator('.stage [data-verdict][data-ended=true]').waitFor({ timeout });
  return (await page.locator('.stage [data-verdict]').getAttribute('data-verdict'))!;
}

/** The theory lines of the figure, as drawn. */
export function theoryLines(page: Page): Promise<(string | null)[]> {
  return page.locator('.stage .figure svg .theory path').evaluateAll((all) => all.map((one) => one.getAttribute('d')));
}

/** Sets a parameter by typing into its field. */
export async function type(page: Page, parameter: string, text: string): Promise<void> {
  const field = page.locator(`[data-parameter="${parameter}"] input[type=text]`);
  await field.fill(text);
  await field.press('Enter');
}

/** What the button for this format gives. */
export async function download(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${format}` }).click(),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'orrery-lab-'));
  try {
    const path = join(folder, 'file');
    await file.saveAs(path);
    return { name: file.suggestedFilename(), bytes: await readFile(path) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a button that copies leaves in the clipboard. */
export async function copied(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button }).click();
  await page.getByText('copied.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}
