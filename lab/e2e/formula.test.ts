import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test, type } from './visit.ts';

test('the key formula has the colours of the knobs, and numbers that follow them', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&run.budget=0');
  const letter = page.locator('[data-knob=ridge]').first();
  await letter.waitFor();
  const symbol = page.locator('[data-parameter=ridge] .name i');
  const colour = (element: Element) => getComputedStyle(element).color;
  await expect.poll(() => letter.evaluate(colour)).toBe(await symbol.evaluate(colour));
  expect(await letter.evaluate(colour)).not.toBe(await page.locator('.question').evaluate(colour));

  const numbers = page.getByRole('region', { name: 'numbers here' });
  const kappa = numbers.locator('dl div', { hasText: 'κ' });
  await kappa.waitFor();
  // Once for each question: what stands here asks for nothing by itself.
  const asked = await page.evaluate(async () => {
    const post = Worker.prototype.postMessage;
    const counted = { values: 0 };
    Worker.prototype.postMessage = function (this: Worker, message: { request?: { kind: string } }, ...rest: never[]) {
      if (message?.request?.kind === 'values') counted.values++;
      return post.call(this, message, ...rest);
    } as typeof post;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    Worker.prototype.postMessage = post;
    return counted.values;
  });
  expect(asked).toBe(0);
  const before = await kappa.textContent();
  await type(page, 'ridge', '1');
  await expect.poll(() => kappa.textContent()).not.toBe(before);
  // At another point of the curve.
  const at = await kappa.textContent();
  await numbers.getByRole('slider').fill('0');
  await expect.poll(() => numbers.textContent()).toContain('training samples 40');
  await expect.poll(() => kappa.textContent()).not.toBe(at);

  await page.locator('[data-parameter=ridge]').hover();
  await expect.poll(() => letter.getAttribute('class')).toContain('lit');
});

test('of several curves the numbers are those of the one that is pointed at', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=40:400:5:log&dimension=100&ridge=0.01,1&run.budget=0');
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  const numbers = page.getByRole('region', { name: 'numbers here' });
  const kappa = numbers.locator('dl div', { hasText: 'κ' });
  await kappa.waitFor();
  await expect.poll(() => numbers.textContent()).toMatch(/λ = 0\.01,\s*at training samples 126/);
  const first = await kappa.textContent();
  await page.locator('.stand').focus();
  await page.waitForFunction(() => document.querySelector('.heard'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => numbers.textContent()).toMatch(/λ = 1,\s*at training samples 126/);
  await expect.poll(() => kappa.textContent()).not.toBe(first);
  // It stays when the readout goes, and its place along the curve is one's own.
  await page.keyboard.press('Escape');
  await numbers.getByRole('slider').fill('0');
  await expect.poll(() => numbers.textContent()).toMatch(/λ = 1,\s*at training samples 40/);
});

test('a knob is followed until the theory breaks, and the boundary is drawn', async ({ visit }) => {
  const page = await visit('#/lazy-rich?v=2&alpha=100&run.budget=0');
  const breaks = page.getByRole('region', { name: 'Where it breaks' });
  await breaks.getByRole('combobox').selectOption('alpha');
  await breaks.getByRole('button', { name: 'Follow it until it breaks' }).click();
  await breaks.locator('[data-boundary=ended]').waitFor({ timeout: 120_000 });
  const [, holds, broken] = /Holds down to α = ([\d.]+), and is broken from α = ([\d.]+)/.exec(
    (await breaks.textContent()) ?? '',
  )!;
  expect(Number(broken)).toBeLessThan(Number(holds));
  await expect.poll(() => breaks.locator('.gap').count()).toBe(1);
  await expect.poll(() => breaks.locator('[data-verdict=broken]').count()).toBeGreaterThan(0);
  // What was found belongs to these settings.
  await type(page, 'samples', '40');
  await expect.poll(() => breaks.locator('[data-boundary]').count()).toBe(0);
});

test('where nothing is held there is nothing to follow', async ({ visit }) => {
  const page = await visit('#/lazy-rich?v=2&alpha=1&run.budget=0');
  const breaks = page.getByRole('region', { name: 'Where it breaks' });
  await breaks.getByRole('combobox').selectOption('alpha');
  await breaks.getByRole('button', { name: 'Follow it until it breaks' }).click();
  await expect
    .poll(() => breaks.textContent(), { timeout: 60_000 })
    .toMatch(/the verdict is (broken|unresolved), and there is no/);
});

const marked = (page: Page) => page.getByRole('group', { name: 'Formula' }).locator('annotation').allTextContents();

test('the formula is that of the estimator that is chosen, with the letters of knobs that act', async ({ visit }) => {
  const page = await visit('#/estimators?v=2&estimator=two-nn&run.budget=0');
  await expect.poll(async () => (await marked(page)).join()).toContain('r_2^{(i)}/r_1^{(i)}');
  expect((await marked(page)).join()).toContain('{knob=intrinsic}{d}');
});

test('of several estimators the formula is that of the curve that is pointed at', async ({ visit }) => {
  const page = await visit('#/estimators?v=2&estimator=hill,power-law&samples=100:800:5:log&run.budget=0');
  await expect.poll(async () => (await marked(page)).join()).toContain('x_{(k+1)}');
  expect((await marked(page)).join()).toContain('{knob=exponent}{\\alpha}');
  await page.locator('.stand').focus();
  await page.waitForFunction(() => document.querySelector('.heard'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await marked(page)).join()).toContain('\\sum\\ln(x/');
});
