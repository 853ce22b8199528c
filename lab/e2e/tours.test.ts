import { expect } from 'vitest';
import { test } from './visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

test('a tour is walked by keyboard, and back by the browser', async ({ visit }) => {
  const page = await visit('');
  await page.getByRole('link', { name: 'Tours', exact: true }).click();
  await page.getByRole('link', { name: 'Why does error rise with more data?' }).click();
  const at = (title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor();
  await at('More data, and a worse fit');
  await page.locator('.tour .theory path').first().waitFor();
  for (const [key, title] of [
    ['ArrowRight', 'What peaks is the noise'],
    ['Space', 'A ridge takes the peak away'],
    ['PageDown', 'A larger model, in place of more data'],
    ['ArrowLeft', 'A ridge takes the peak away'],
    ['End', 'It happens to real data'],
    ['Home', 'More data, and a worse fit'],
  ]) {
    await page.keyboard.press(key);
    await at(title);
  }
  expect(new URL(page.url()).hash).toBe('#/tour/more-data/1');
  expect(await page.title()).toContain('More data, and a worse fit');
  await page.goBack();
  await at('It happens to real data');
  await page.goForward();
  // A slider keeps its keys.
  const slider = page.getByRole('slider');
  const before = await page.locator('.knob output').textContent();
  await slider.press('ArrowRight');
  await expect.poll(() => page.locator('.knob output').textContent()).not.toBe(before);
  await at('More data, and a worse fit');
  await page.locator('.tour [data-ended=true]').waitFor({ timeout: 60_000 });
  expect(await page.locator('.tour [data-verdict]').getAttribute('data-verdict')).toBe('holds');
  await page.getByRole('link', { name: 'Step 2: What peaks is the noise' }).click();
  await at('What peaks is the noise');
  expect(await page.locator('.steps [aria-current=step]').getAttribute('aria-label')).toContain('Step 2');
  await page.locator('h1').click();
  await page.keyboard.press('Escape');
  await at('Tours');
});

test('a lecture has the whole screen, and the next step keeps it', async ({ visit }) => {
  const page = await visit('#/tour/lazy-to-rich/1', { viewport: { width: 1920, height: 1080 } });
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const usual = await size();
  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(size).toBeGreaterThan(1.4 * usual);
  expect(await page.locator('header').isVisible()).toBe(false);
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'Rich learning goes by stages' }).waitFor();
  expect(await size()).toBeGreaterThan(1.4 * usual);
  await page.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(size).toBe(usual);
  await page.locator('header').waitFor();
});

test('the knob to turn is lit as its step comes, and stands still for who wants no motion', async ({ visit }) => {
  const still = { reducedMotion: 'reduce' } as const;
  for (const [how, moves] of [
    [{}, ['lit']],
    [still, []],
  ] as const) {
    const page = await visit('#/tour/more-data/1', how);
    await page.locator('.knob').waitFor();
    const names = () =>
      page.locator('.knob').evaluate((one) => one.getAnimations().map((each) => (each as CSSAnimation).animationName));
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'What peaks is the noise' }).waitFor();
    // Svelte gives a component's keyframes a name of its own.
    await expect.poll(async () => (await names()).map((name) => name.replace(/^svelte-\w+-/, ''))).toEqual(moves);
    const [mark, look] = await page.evaluate(() =>
      ['.knob', '.look'].map((one) => getComputedStyle(document.querySelector(one)!).borderLeftColor),
    );
    expect(mark).toBe(look);
  }
});

test('its verdict may be that a theory is broken', async ({ visit }) => {
  const page = await visit('#/tour/at-the-edge/5');
  await page.locator('.tour [data-ended=true]').waitFor({ timeout: 60_000 });
  expect(await page.locator('.tour [data-verdict]').getAttribute('data-verdict')).toBe('broken');
});

test('a link to a step that is not there says so', async ({ visit }) => {
  for (const [hash, words] of [
    ['#/tour/nowhere', /no tour ‘nowhere’/],
    ['#/tour/more-data/9', /asks for step 9, and the tour has steps 1 to 6/],
    ['#/tour/more-data/one', /not the address of a page here/],
  ] as const) {
    const page = await visit(hash);
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
  }
});

test('on a phone nothing is wider than the screen, and without motion nothing moves', async ({ visit }) => {
  for (const hash of ['#/tours', '#/tour/at-the-edge/4', '#/tour/more-data/2']) {
    const page = await visit(hash, { ...PHONE, reducedMotion: 'reduce' });
    await page.locator('h1').first().waitFor();
    if (hash.includes('/tour/')) await page.locator('.tour [data-ended=true]').waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const small = await page
      .locator('.tour a:visible, .tour button:visible')
      .evaluateAll((all) =>
        all
          .filter((one) => one.closest('p') === null && one.getBoundingClientRect().height < 24)
          .map((one) => one.outerHTML.slice(0, 90)),
      );
    expect(small).toEqual([]);
  }
});
