import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { QUICK, test, theoryLines, verdict } from './visit.ts';

const region = (page: Page) => page.getByRole('region', { name: 'Verdict' });

test('until every point has its first trials the page measures, and gives no verdict', async ({ visit }) => {
  const page = await visit(
    '#/test-descent?v=2&dimension=300&rate=1e-3:4e-3:4&steps=1000&run.show=lastLoss&run.budget=0',
  );
  // Everything that is said from the first trial on.
  await page.evaluate(() => {
    const heard = window as unknown as { said: string[] };
    heard.said = [];
    const region = document.querySelector('[data-verdict]')!;
    const note = () => heard.said.push(`${region.getAttribute('data-verdict')}: ${region.textContent!.trim()}`);
    // It may have begun to measure before anybody listened.
    note();
    new MutationObserver(note).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
  });
  await page.locator('[data-verdict=measuring]').waitFor();
  await page.getByText('The numbers').click();
  await page.locator('table td', { hasText: 'measuring' }).first().waitFor();
  await verdict(page);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  const first = said.findIndex((words) => /^(holds|broken|unresolved): /.test(words));
  expect(said.slice(0, first).some((words) => /^measuring: …\s*Measuring: \d of 4 points settled\.$/.test(words))).toBe(
    true,
  );
  for (const words of said.slice(0, first)) expect(words).not.toMatch(/holds|broken|unresolved/i);
  expect(await page.locator('table td', { hasText: 'measuring' }).count()).toBe(0);
});

test('the help of a knob covers nothing, and nothing moves when it is there', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&run.budget=0&samples=40:80:2&dimension=30');
  await page.locator('.theory path').first().waitFor();
  const boxes = () =>
    page.locator('.knobs input, .knobs select, .knobs button').evaluateAll((all) =>
      all.map((one) => {
        const { top, left, width, height } = one.getBoundingClientRect();
        return [top, left, width, height].map(Math.round);
      }),
    );
  const before = await boxes();
  const field = page.locator('[data-parameter=ridge] input[type=text]');
  await field.focus();
  const help = page.locator('[data-parameter=ridge] .help');
  await help.waitFor();
  // As it is read, and not as it is written in the code: the formula is set, the word to type is
  // too.
  expect(await help.textContent()).toContain('penalty λ in');
  expect(await help.locator('code').textContent()).toBe('optimal');
  expect(await boxes()).toEqual(before);
  const covered = await help.evaluate((one) => {
    const at = one.getBoundingClientRect();
    const isUnder = (other: Element) => {
      const { top, bottom, left, right } = other.getBoundingClientRect();
      return top < at.bottom && bottom > at.top && left < at.right && right > at.left;
    };
    const others = document.querySelectorAll('main input, main select, main button, main label, .figure');
    return [...others].filter(isUnder).map((other) => other.outerHTML.slice(0, 80));
  });
  expect(covered).toEqual([]);
  expect(await help.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(0);
  const { height } = page.viewportSize()!;
  expect(await help.evaluate((one) => one.getBoundingClientRect().bottom)).toBeLessThan(height);
});

test('on a phone the figure stays in sight while knobs are turned', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=40:80:3&dimension=60&run.budget=0', {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
  });
  // While trials arrive, the figure is drawn anew again and again.
  await verdict(page);
  const before = await theoryLines(page);
  for (const key of ['noise', 'noiseSpread']) {
    const slider = page.locator(`[data-parameter=${key}] input[type=range]`);
    await slider.evaluate((one) => one.scrollIntoView({ block: 'start' }));
    await slider.focus();
    const line = (await page.locator('.figure .theory path').first().boundingBox())!;
    expect(line.y).toBeGreaterThan(0);
    expect(line.y + line.height).toBeLessThan(500);
    // And the knob is not under it.
    const plate = (await page.locator('.plate').boundingBox())!;
    expect((await slider.boundingBox())!.y).toBeGreaterThanOrEqual(plate.y + plate.height);
  }
  await page.locator('[data-parameter=noise] input[type=range]').press('ArrowRight');
  await expect.poll(() => theoryLines(page)).not.toEqual(before);
});

test('while a question has no answer, what is on the page is not taken for one', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&samples=20:60:3&dimension=20&run.budget=0&run.margin=0.5');
  await verdict(page);
  const save = page.getByRole('button', { name: 'Download CSV' });
  expect(await save.isEnabled()).toBe(true);
  await page.locator('[data-parameter=target] select').selectOption('source');
  await page.getByRole('alert').filter({ hasText: 'The figure is that of the settings before' }).waitFor();
  await expect.poll(() => page.locator('.figure').evaluate((one) => getComputedStyle(one).filter)).toBe('grayscale(1)');
  // No verdict, no numbers and no files of the question before.
  expect((await region(page).textContent())!.trim()).toBe('');
  expect(await page.getByText('The numbers').count()).toBe(0);
  expect(await save.isDisabled()).toBe(true);
  await page.locator('[data-parameter=spectrum] select').selectOption('power-law');
  await verdict(page);
  expect(await page.locator('.figure.faded').count()).toBe(0);
});

test('where theory stops to hold is said beside the verdict', async ({ visit }) => {
  const page = await visit(
    '#/lazy-rich?v=2&alpha=0.03:100:3:log&pairs=16&samples=32&run.show=movementRatio&run.budget=0',
  );
  expect(await verdict(page)).toBe('broken');
  expect(await region(page).textContent()).toMatch(/is broken up to α = 0\.03, and holds from α = 100\./);
});

test('what would decide is said where the trials do not', async ({ visit }) => {
  const page = await visit(`${QUICK.replace('run.margin=0.1', 'run.margin=0.01')}`.replace('budget=1', 'budget=0'));
  expect(await verdict(page)).toBe('unresolved');
  expect(await region(page).textContent()).toMatch(
    /About [\d.×⁰-⁹]+ s more on this machine would tell: raise ‘Work for the verdict’\./,
  );
});

test('limits are checked once somebody looks at them, and take no core from the knobs before', async ({ visit }) => {
  const page = await visit('#/ridge?v=2&run.budget=0');
  const limits = page.locator('.below section').filter({ hasText: 'What it turns into, and where' });
  await limits.waitFor();
  await verdict(page);
  expect(await limits.textContent()).not.toMatch(/✓|checking/);
  expect(await limits.textContent()).toContain('to be checked');
  await limits.scrollIntoViewIfNeeded();
  await limits.getByText('✓ checked').first().waitFor();
  await expect.poll(() => limits.textContent()).not.toContain('to be checked');
});

test('formulas are set as formulas', async ({ visit }) => {
  const page = await visit('#/single-index');
  await page.getByText('What it turns into, and where').waitFor();
  const limits = page.locator('.below section').filter({ hasText: 'What it turns into, and where' });
  await limits.locator('sup', { hasText: '4t' }).first().waitFor();
  expect(await limits.textContent()).not.toMatch(/\^[{(]/);
});
