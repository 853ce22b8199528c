import { expect } from 'vitest';
import { QUICK, test, theoryLines, verdict } from './visit.ts';

test('a knob that is dragged redraws theory and moves the address', async ({ visit }) => {
  const page = await visit('#/ridge');
  await page.locator('.theory path').first().waitFor();
  const before = await theoryLines(page);
  const slider = page.getByRole('slider', { name: 'label noise slider' });
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
  await page.mouse.down();
  for (let share = 0.2; share < 0.75; share += 0.05)
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await page.mouse.up();
  await expect.poll(() => theoryLines(page)).not.toEqual(before);
  // The address follows when the knob rests.
  const noise = () => Number(new URL(page.url().replace('#/', '')).searchParams.get('noise'));
  await expect.poll(noise).toBeGreaterThan(0.5);
  expect(noise()).toBeLessThan(0.95);
  const field = page.locator('[data-parameter=noise] input[type=text]');
  await expect.poll(async () => Number(await field.inputValue()) === noise()).toBe(true);
});

test('the usual experiment starts by itself and comes to a verdict', async ({ visit }) => {
  const page = await visit(QUICK);
  expect(await verdict(page)).toBe('holds');
  await expect.poll(() => page.locator('.figure svg .measured path, .figure svg .measured circle').count()).toBe(5);
  expect(await page.getByRole('region', { name: 'Verdict' }).textContent()).toMatch(
    /Holds: test error .* agrees with theory within 10\s*% at all 5 points/,
  );
  await page.getByText('The numbers').click();
  const rows = await page.locator('table tbody tr').allTextContents();
  expect(rows).toHaveLength(5);
  for (const row of rows) expect(row).toMatch(/holds$/);
});

test('an experiment is cancelled, and what was measured stays', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&dimension=400&run.budget=60');
  await page.getByText(/^[1-9]\d* of \d+ trials, about \d+ s left$/).waitFor();
  await page.locator('.measured path, .measured circle').first().waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('[data-run=ended]').waitFor();
  expect(await page.locator('[data-run]').textContent()).toMatch(/^\d+ trials in .* s, stopped early\.$/);
  await expect.poll(() => page.locator('.measured path, .measured circle').count()).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Run the experiment' }).click();
  await page.getByRole('button', { name: 'Cancel' }).waitFor();
});

test('an experiment is paused and goes on where it was', async ({ visit }) => {
  // No number of trials decides at so small a margin: whatever the machine, it goes on for a
  // minute.
  const page = await visit('#/ridge?v=2&samples=40:800:5:log&dimension=400&run.margin=1e-6&run.budget=60');
  const counted = async () => Number.parseInt((await page.locator('[data-run]').textContent()) ?? '', 10);
  await page.getByText(/^[1-9]\d* of \d+ trials, about \d+ s left$/).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText(/, paused$/).waitFor();
  // The tasks in hand are finished.
  await page.waitForTimeout(700);
  const before = await counted();
  await page.waitForTimeout(700);
  expect(await counted()).toBe(before);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(counted).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('[data-run=ended]').waitFor();
  expect(await counted()).toBeGreaterThan(before);
});

test('a knob that moves lets go of the experiment of the old setting', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await page.getByRole('slider', { name: 'label noise slider' }).press('ArrowRight');
  await page.locator('[data-verdict=none]').waitFor();
  await expect.poll(() => page.locator('.measured path, .measured circle').count()).toBe(0);
  await page.waitForTimeout(600);
  expect(await page.locator('[data-run]').getAttribute('data-run')).toBe('none');
});

test('a system that the page has never heard of shows itself, and its curves grow while a trial runs', async ({
  visit,
}) => {
  const page = await visit('');
  await page.locator('main').getByRole('link', { name: 'Gradient descent in a bowl' }).first().click();
  await page.getByRole('heading', { name: 'Gradient descent in a bowl' }).waitFor();
  for (const title of ['learning rate', 'dimension', 'steps'])
    await page.getByLabel(title, { exact: false }).first().waitFor();
  expect(await page.locator('.figure svg').textContent()).toContain('training step');
  // The points of the one trial that runs, in the order that they were drawn.
  const trace = page.locator('.figure svg .trace path').first();
  const points = async () => ((await trace.getAttribute('d')) ?? '').split(/[ML]/).length - 1;
  await trace.waitFor({ state: 'attached' });
  const seen: number[] = [];
  const grew = () => seen.some((count, i) => i > 0 && count > seen[i - 1] && seen[i - 1] > 0);
  await expect
    .poll(async () => seen.push(await points()) && grew(), {
      interval: 50,
      timeout: 15_000,
      message: 'a growing trace',
    })
    .toBe(true);
  await page.getByText('What it turns into, and where').scrollIntoViewIfNeeded();
  await page.getByText('✓ checked').waitFor();
});

test('a curve over a coordinate comes to a verdict, one for each value of a list', async ({ visit }) => {
  const page = await visit('#/test-descent?v=2&dimension=300&rate=1e-3,2e-3&steps=500');
  expect(await verdict(page)).toBe('holds');
  expect(await page.locator('.figure svg .trace').count()).toBe(0);
  await expect.poll(() => page.locator('.figure svg .theory path').count()).toBeGreaterThanOrEqual(2);
  expect(await page.locator('.figure svg').textContent()).toMatch(/ε = 0.001.*ε = 0.002/s);
});
