import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { copied, test, theoryLines, type, verdict } from './visit.ts';

/** How often the systems of the tests were asked for theory, in all workers together. */
async function theoryCalls(page: Page): Promise<number> {
  const counts = await Promise.all(
    page.workers().map((worker) => worker.evaluate(() => (globalThis as { theoryCalls?: number }).theoryCalls ?? 0)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const progress = /^theory: \d of 6 points$/;

test('a figure that is drawn again asks for no theory', async ({ visit }) => {
  const page = await visit('');
  await page.evaluate(() => {
    const counted = window as unknown as { redraws: number };
    counted.redraws = 0;
    const isFigure = ({ target }: MutationRecord) => (target as Element).classList.contains('figure');
    new MutationObserver((changes) => {
      if (changes.some(isFigure)) counted.redraws++;
    }).observe(document.body, { childList: true, subtree: true });
    location.hash = '#/test-descent?v=2&dimension=400&rate=1e-3,2e-3&run.budget=0';
  });
  // The curves of a running trial grow: each of their figures is a new one.
  await page.locator('.figure svg .trace path').first().waitFor({ state: 'attached' });
  // Two points, once each for the page and once each for the experiment.
  await expect.poll(() => theoryCalls(page)).toBe(4);
  await verdict(page);
  expect(await page.evaluate(() => (window as unknown as { redraws: number }).redraws)).toBeGreaterThan(2);
  expect(await theoryCalls(page)).toBe(4);
  // Theme and width change the drawing and nothing else.
  await page.getByRole('button', { name: 'Colours: auto' }).click();
  await page.setViewportSize({ width: 1000, height: 900 });
  expect(await theoryCalls(page)).toBe(4);
});

test('theory that takes long says how far it is, and is asked for once', async ({ visit }) => {
  const page = await visit('#/test-slow-fall');
  await page.getByText(progress).waitFor();
  expect(await page.getByRole('button', { name: 'Run the experiment' }).isDisabled()).toBe(true);
  // The drawing thread has nothing to do meanwhile.
  const late = await page.evaluate(async () => {
    let worst = 0;
    for (let i = 0; i < 20; i++) {
      const asked = performance.now();
      await new Promise((done) => setTimeout(done, 10));
      worst = Math.max(worst, performance.now() - asked);
    }
    return worst;
  });
  expect(late).toBeLessThan(200);
  await page.locator('.theory path').first().waitFor({ timeout: 20_000 });
  expect(await verdict(page)).toBe('holds');
  // Once for each point, by workers of the desk; the bench was handed it.
  expect(await theoryCalls(page)).toBe(6);
});

test('theory that takes long gives way to a newer question at once', async ({ visit }) => {
  const page = await visit('#/test-slow-fall?v=2&patience=20');
  await page.getByText(progress).waitFor();
  await type(page, 'patience', '0');
  // The one before would take a minute and more.
  await page.locator('.theory path').first().waitFor();
  expect(await verdict(page)).toBe('holds');
  await type(page, 'patience', '20');
  await page.getByText(progress).waitFor();
  // What is on the page meanwhile belongs to the question before, and says so.
  await page.locator('.figure.faded').waitFor();
  await type(page, 'patience', '0');
  await type(page, 'height', '1:10:3');
  await expect.poll(() => page.locator('.figure.faded').count()).toBe(0);
  expect(await verdict(page)).toBe('holds');
  await expect.poll(() => page.locator('.measured path, .measured circle').count()).toBe(3);
});

test('two ranges are a map of theory, measurement, deviation and verdict', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=40:160:3&ridge=0.1:10:2:log&dimension=40&run.budget=0&run.margin=0.9');
  expect(await verdict(page)).toBe('holds');
  const words = await page.locator('.figure svg').textContent();
  for (const title of ['theory', 'measured', 'deviation', 'verdict']) expect(words).toContain(title);
  await expect.poll(() => page.locator('.figure svg .panel').count()).toBe(4);
  await page.getByText('The numbers').click();
  await expect.poll(() => page.locator('table tbody tr').count()).toBe(6);
  expect(await copied(page, 'Copy link')).toContain('samples=40:160:3&ridge=0.1:10:2:log');

  // By hand: the axis stays, and a knob becomes the other side.
  await page.getByRole('button', { name: 'Back to the usual settings' }).click();
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await page.getByRole('button', { name: 'map over label noise: make it the other side of a map' }).click();
  await expect.poll(() => page.url()).toMatch(/samples=[\d.]+:[\d.]+:12:log&noise=[\d.]+:[\d.]+:12/);
  await page.locator('[data-parameter=noise] .role', { hasText: 'map' }).waitFor();
  await page.locator('[data-parameter=samples] .role', { hasText: 'axis' }).waitFor();
  await page.getByRole('button', { name: 'Back to the usual settings' }).click();
  await expect.poll(async () => (await theoryLines(page)).length).toBe(1);
});

test('what is drawn from a curve, and a claim, are shown and judged as observables are', async ({ visit }) => {
  const page = await visit('#/test-descent?v=2&dimension=300&rate=4e-3&steps=500&run.budget=1');
  await page.getByText('What is shown, and how it is judged').click();
  // The exponent runs along a parameter that is not the axis.
  await page.getByText('(where learning rate is the axis)').waitFor();
  await page.getByRole('checkbox', { name: 'step of half the loss' }).check();
  await page.getByRole('checkbox', { name: 'the loss never rises' }).check();
  await expect.poll(() => page.url()).toContain('run.show=loss,halvingStep,falls');
  await verdict(page);
  const sentences = await page.getByRole('region', { name: 'Verdict' }).textContent();
  expect(sentences).toMatch(/step of half the loss/);
  expect(sentences).toMatch(/the loss never rises/i);
  await page.getByText('The numbers').click();
  const row = (name: string) => page.locator('table tbody tr').filter({ hasText: name });
  await expect.poll(() => row('step of half the loss').count()).toBe(1);
  expect(await row('step of half the loss').textContent()).toMatch(/\d ± \d/);
  expect(await row('the loss never rises').textContent()).toMatch(/true in \d+ of \d+/);

  // Where the learning rate is the axis, a number for the whole curve.
  await page.getByRole('checkbox', { name: 'exponent of the last loss' }).check();
  await type(page, 'rate', '1e-3:4e-3:2:log');
  await expect.poll(() => page.getByText('(where learning rate is the axis)').count()).toBe(0);
  await verdict(page);
  await expect.poll(() => row('exponent of the last loss').count()).toBe(1);
  expect(await row('exponent of the last loss').textContent()).toMatch(/^all/);
});

test('what the first trial has to show is in the figure', async ({ visit }) => {
  const page = await visit('#/test-descent?v=2&dimension=100&steps=50&run.budget=0');
  await verdict(page);
  expect(await page.locator('.figure svg').textContent()).toContain('flattest directions');
  await expect.poll(() => page.locator('.figure svg .panel').count()).toBe(2);
});

test('of the systems, only the one that is looked at is loaded', async ({ visit }) => {
  const page = await visit('#/test-descent?v=2&dimension=100&steps=50&run.budget=0');
  await verdict(page);
  const loaded = (
    await Promise.all(
      page
        .workers()
        .map((worker) => worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))),
    )
  ).flat();
  const systems = new Set(
    loaded.flatMap((name) => /\/((?:system|descent|slow-fall)-[^/]*)\.js$/.exec(name)?.[1] ?? []),
  );
  expect([...systems]).toEqual([expect.stringMatching(/^descent-/)]);
});
