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
