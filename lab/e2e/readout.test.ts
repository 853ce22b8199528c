import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { QUICK, test, theoryLines, verdict } from './visit.ts';

/** Where a marker of the figure is on the screen. */
async function marker(page: Page, index: number): Promise<{ x: number; y: number }> {
  const box = (await page.locator('.panel .measured circle').nth(index).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const said = (page: Page) => page.locator('.readout').textContent();

test('the pointer has the value of the point that it is on, which stays in sight', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);
  const { x, y } = await marker(page, 2);
  await page.mouse.move(x + 3, y);
  await page.locator('.readout').waitFor();
  expect(await said(page)).toMatch(
    /E\s*test\s+at P = 126[\s\S]*theory\s*0\.\d+\s*measured\s*0\.\d+ ± 0\.\d+\s*deviation\s*[+−][\d.]+\s%\s*trials\s*\d+/,
  );
  const box = (await page.locator('.readout').boundingBox())!;
  expect(y < box.y || y > box.y + box.height).toBe(true);
  // Nothing was drawn anew for it, and nothing is left of it.
  const svg = await page.locator('.figure svg').elementHandle();
  await page.mouse.move((await marker(page, 4)).x, y);
  await expect.poll(() => said(page)).toContain('P = 400');
  expect(await svg!.evaluate((one) => one.isConnected)).toBe(true);
  await page.mouse.move(2, 2);
  await page.locator('.readout').waitFor({ state: 'detached' });
});

test('theory alone has its value too, and the readout goes along when a knob moves', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);
  await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
  await page.locator('.stand').focus();
  await page.keyboard.press('End');
  await page.locator('.readout').waitFor();
  const before = await said(page);
  const lines = await theoryLines(page);
  await page.mouse.move(2, 2);
  const { x, y } = await marker(page, 0);
  await page.mouse.move(x, y);
  const slider = page.locator('[data-parameter="noise"] input[type=range]');
  await slider.evaluate((one: HTMLInputElement) => {
    one.value = String(Number(one.max) * 0.9);
    one.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect.poll(() => theoryLines(page)).not.toEqual(lines);
  expect(before).toContain('measured');
  await expect.poll(() => said(page)).not.toContain('measured');
  expect(await said(page)).toMatch(/at P = 40\s*theory\s*[\d.]+$/);
});

test('arrow keys go along the points, and what is there is heard', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);
  await page.locator('.stand').focus();
  const heard = page.locator('.heard');
  for (const [key, words] of [
    ['ArrowRight', 'P = 40:'],
    ['ArrowRight', 'P = 71:'],
    ['End', 'P = 400:'],
    ['ArrowRight', 'P = 400:'],
    ['ArrowLeft', 'P = 225:'],
    ['Home', 'P = 40:'],
  ]) {
    await page.keyboard.press(key);
    await expect.poll(() => heard.textContent()).toContain(words);
  }
  await page.keyboard.press('Escape');
  await page.locator('.readout').waitFor({ state: 'detached' });
});

test('a key that is pressed before the readout has come is not lost', async ({ visit }) => {
  const page = await visit(QUICK);
  await verdict(page);
  let come = () => {};
  const pressed = new Promise<void>((resolve) => {
    come = resolve;
  });
  let isAsked = false;
  await page.route(/FigurePointer/, async (route) => {
    isAsked = true;
    await pressed;
    await route.continue();
  });
  await page.locator('.stand').focus();
  await expect.poll(() => isAsked).toBe(true);
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  come();
  await expect.poll(() => page.locator('.heard').textContent()).toContain('P = 71:');
});

test('in a tour the keys of a focused figure go along its values, and else to the next step', async ({ visit }) => {
  const page = await visit('#/tour/more-data/1');
  await page.locator('.figure svg .theory').first().waitFor({ state: 'attached' });
  await page.locator('.stand').focus();
  await page.waitForFunction(() => document.querySelector('.heard'));
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.heard').textContent()).toContain('P = 20');
  expect(page.url()).toMatch(/more-data\/1$/);
  await page.locator('.stand').evaluate((one: HTMLElement) => one.blur());
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toMatch(/more-data\/2$/);
});

test('a finger taps a point, and its value stays until it taps elsewhere', async ({ visit }) => {
  const page = await visit(QUICK, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await verdict(page);
  const { x, y } = await marker(page, 1);
  await page.touchscreen.tap(x, y);
  await page.locator('.readout').waitFor();
  expect(await said(page)).toContain('P = 71');
  const box = (await page.locator('.readout').boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(390);
  await page.touchscreen.tap(200, 100);
  await page.locator('.readout').waitFor({ state: 'detached' });
});
