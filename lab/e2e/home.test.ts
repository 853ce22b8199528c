import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { test, verdict } from './visit.ts';

const opening = (page: Page) => page.locator('.opening');
const lines = (page: Page) =>
  opening(page)
    .locator('.theory path')
    .evaluateAll((all) => all.map((one) => one.getAttribute('d')));

test('the first screen has a figure at work, its knob and a verdict, on a desk and on a phone', async ({ visit }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    const page = await visit('', { viewport });
    const slider = opening(page).getByRole('slider');
    await opening(page).locator('.measured').first().waitFor();
    for (const part of [opening(page).locator('h1'), opening(page).locator('.figure'), slider]) {
      const box = (await part.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(viewport.height);
    }
    await opening(page).locator('[data-ended=true]').waitFor({ timeout: 60_000 });
    expect(await opening(page).locator('[data-verdict]').getAttribute('data-verdict')).toBe('holds');
  }
});

test('its slider moves theory, and the experiment can be opened with all its knobs', async ({ visit }) => {
  const page = await visit('');
  await opening(page).locator('.theory path').first().waitFor();
  const before = await lines(page);
  await opening(page).getByRole('slider').press('End');
  await expect.poll(() => lines(page)).not.toEqual(before);
  expect(await opening(page).locator('output').textContent()).toBe('1');
  await opening(page).getByRole('link', { name: 'Open this experiment' }).click();
  await page.getByRole('heading', { name: 'Ridge regression in high dimension' }).waitFor();
  expect(await page.locator('[data-parameter=ridge] input[type=text]').inputValue()).toBe('1');
});

test('until a visitor asks for more, one system is loaded, within 400 kB', async ({ visit }) => {
  const page = await visit('#/directions');
  const files: string[] = [];
  const note = (response: Response) => files.push(new URL(response.url()).pathname);
  page.on('response', note);
  await page.evaluate(() => {
    location.hash = '#/';
    location.reload();
  });
  await opening(page).locator('.theory path').first().waitFor();
  page.off('response', note);
  const read = (path: string) => readFileSync(new URL(`../../build/lab-test${path}`, import.meta.url));
  const needed = [...new Set(files)].filter((path) => /\.(js|css|wasm)$/.test(path));
  const bytes = needed.reduce((sum, path) => sum + gzipSync(read(path), { level: 9 }).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(400_000);
});

test('a body of the map unfolds what it turns into, checked as one looks', async ({ visit }) => {
  const page = await visit('');
  const map = page.locator('.map');
  await map.locator('a[href="#/single-index"]').hover();
  const panel = map.locator('.panel');
  await panel.getByRole('heading', { name: 'Online SGD on a single-index model' }).waitFor();
  await panel.locator('li.holds').first().waitFor();
  await expect.poll(() => panel.locator('li.open').count(), { timeout: 30_000 }).toBe(0);
  // Formulas are set as formulas.
  await panel.locator('sup', { hasText: '4t' }).first().waitFor();
  expect(await panel.textContent()).not.toMatch(/\^[{(]/);
  // Every theory of the page is a body, and no name is cut or lies on another's body.
  const bodies = await map.locator('svg a').count();
  expect(bodies).toBeGreaterThan(40);
  const cut = await map.locator('svg').evaluate((svg) => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('.name')]
      .filter((name) => {
        const { left, right, top, bottom } = name.getBoundingClientRect();
        return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
      })
      .map((name) => name.textContent);
  });
  expect(cut).toEqual([]);
});

test('on a phone there is a list in the place of the map', async ({ visit }) => {
  const page = await visit('', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByText('Tractable limits').click();
  await page.getByRole('link', { name: 'Lazy and rich training' }).waitFor();
  expect(await page.locator('.map').count()).toBe(0);
});

test('a card of the gallery leads to its figure, with its settings', async ({ visit }) => {
  const page = await visit('#/gallery');
  const cards = page.locator('.card');
  await cards.first().waitFor();
  await expect.poll(() => cards.count()).toBeGreaterThan(150);
  await page.getByLabel('Find').fill('saxe sigmoidal');
  await expect.poll(() => cards.count()).toBe(1);
  // Its picture is there.
  await expect
    .poll(() => cards.locator('img').evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBeGreaterThan(300);
  await cards.first().click();
  await page.getByRole('heading', { name: 'Deep linear networks' }).waitFor();
  await expect
    .poll(() => page.locator('#preset').evaluate((one: HTMLSelectElement) => one.value))
    .toBe('stage-like-transitions');
  // The address becomes that of the settings themselves.
  await expect.poll(() => page.url()).not.toContain('run.figure');
  expect(await verdict(page)).toBe('holds');
});

test('the open directions lead to what is here', async ({ visit }) => {
  const page = await visit('#/directions');
  await page.locator('ol > li').nth(9).waitFor();
  await expect.poll(() => page.locator('ol > li').count()).toBe(10);
  await page.getByRole('link', { name: 'Width transfer and μP' }).first().click();
  await page.getByRole('heading', { name: 'Width transfer and μP' }).waitFor();
});
