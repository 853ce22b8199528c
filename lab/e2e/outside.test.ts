import { expect } from 'vitest';
import { test, theoryLines, verdict } from './visit.ts';

test('a system from outside the package has its page: theory, trials and a verdict', async ({ visit }) => {
  const page = await visit('');
  await page.getByRole('heading', { name: 'Solvable settings' }).waitFor();
  await page.locator('main').getByRole('link', { name: 'A falling body with linear drag' }).first().click();
  await page.getByRole('heading', { name: 'A falling body with linear drag' }).waitFor();
  await page.getByText('solvable settings', { exact: true }).waitFor();
  await page.locator('.theory path').first().waitFor();
  const before = await theoryLines(page);
  await page.getByRole('slider', { name: 'drag slider' }).press('ArrowRight');
  await expect.poll(() => theoryLines(page)).not.toEqual(before);
  expect(await verdict(page)).toBe('holds');
  await expect.poll(() => page.locator('.measured path, .measured circle').count()).toBeGreaterThan(10);
  // Its notes and its limits come with it.
  await page.getByRole('heading', { name: 'The theory' }).waitFor();
  // They are checked once somebody looks at them.
  await page.getByText('to be checked').first().scrollIntoViewIfNeeded();
  await expect.poll(() => page.getByText('✓ checked').count(), { timeout: 40_000 }).toBe(2);
});
