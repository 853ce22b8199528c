import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { QUICK, test, verdict } from './visit.ts';

/**
 * The findings that keep people out, in words, of these rules. Of a formula its MathML is looked
 * at, and not the thousands of boxes that draw it, which are hidden from whoever does not see them.
 */
async function findings(page: Page, rules: 'all' | 'colour'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude('.katex-html').setLegacyMode();
  // What passes is not put into words.
  axe.options({ resultTypes: ['violations'] });
  if (rules === 'colour') axe.withRules(['color-contrast', 'link-in-text-block']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')})`);
}

/** The pages that are looked at, and what makes them whole. */
const PAGES: { name: string; hash: string; wholeOn: (page: Page) => Promise<unknown> }[] = [
  {
    name: 'home, with a body of the map unfolded and all lists open',
    hash: '',
    wholeOn: async (page) => {
      await page.locator('.opening [data-ended=true]').waitFor({ timeout: 60_000 });
      await page.locator('.map a[href="#/ridge"]').focus();
      await page.locator('.panel .holds').first().waitFor();
      for (const summary of await page.locator('summary').all()) await summary.click();
    },
  },
  { name: 'the gallery', hash: '#/gallery', wholeOn: (page) => page.locator('.card').first().waitFor() },
  { name: 'the open directions', hash: '#/directions', wholeOn: (page) => page.locator('ol h2').first().waitFor() },
  { name: 'the tours', hash: '#/tours', wholeOn: (page) => page.locator('.tours ol').first().waitFor() },
  {
    name: 'a step of a tour, with its verdict',
    hash: '#/tour/more-data/2',
    wholeOn: (page) => page.locator('.tour [data-ended=true]').waitFor({ timeout: 60_000 }),
  },
  {
    name: 'a system with its verdict and all that opens',
    hash: QUICK,
    wholeOn: async (page) => {
      await verdict(page);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await page.locator('.notes .katex').first().waitFor();
    },
  },
  {
    name: 'an instrument with its report',
    hash: '#/instruments/fit?v=2&resamples=60',
    wholeOn: async (page) => {
      await page.locator('.examples button').first().click();
      await page.getByRole('button', { name: 'Download JSON', disabled: false }).waitFor({ timeout: 60_000 });
      for (const summary of await page.locator('summary').all()) await summary.click();
    },
  },
  {
    name: 'a running trial and an alert',
    hash: '#/test-descent?v=9',
    wholeOn: async (page) => {
      await page.getByRole('alert').waitFor();
      await page.locator('.trace path').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'a map, exhibits, claims and an older link',
    hash: '#/test-descent?v=1&dimension=50:100:2&rate=1e-3:4e-3:2&steps=40&run.show=lastLoss,falls&run.budget=0',
    wholeOn: async (page) => {
      await verdict(page);
      await page.getByText('What is shown, and how it is judged').click();
    },
  },
];

test.for(PAGES)('axe finds nothing serious, in light or dark: $name', async ({ hash, wholeOn }, { visit }) => {
  const page = await visit(hash, { colorScheme: 'light' });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await wholeOn(page);
  expect(await theme()).toBe('light');
  expect(await findings(page, 'all')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(theme).toBe('dark');
  // The rest of the page is the same in both.
  expect(await findings(page, 'colour')).toEqual([]);
});

test('the page is walked by keyboard alone, from the map to a verdict', async ({ visit }) => {
  const page = await visit('');
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      const labels = 'labels' in at ? Array.from((at as HTMLInputElement).labels ?? []) : [];
      const box = at.getBoundingClientRect();
      return {
        name:
          at.getAttribute('aria-label') ?? [...labels.map((one) => one.textContent), at.textContent].join(' ').trim(),
        tag: at.localName,
        leads: at.getAttribute('href') ?? '',
        outlined:
          getComputedStyle(at).outlineStyle !== 'none' || getComputedStyle(at.parentElement!).outlineStyle !== 'none',
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
      };
    });
  const walkTo = async (name: RegExp, tag: string) => {
    const passed: string[] = [];
    for (let i = 0; i < 100; i++) {
      await page.keyboard.press('Tab');
      const at = await focused();
      passed.push(`${at.tag} ${at.name}`);
      if (at.tag === tag && (name.test(at.name) || name.test(at.leads))) {
        expect(at.outlined, `${at.name} shows that it is in focus`).toBe(true);
        // The page may still be on its way there.
        await expect.poll(async () => (await focused()).visible, { message: `${at.name} is in view` }).toBe(true);
        return;
      }
    }
    throw new Error(`never came to ${name}; passed ${passed.join(', ')}`);
  };
  await page.keyboard.press('Tab');
  expect((await focused()).name).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await walkTo(/^#\/ridge$/, 'a');
  await page.keyboard.press('Enter');
  await page.locator('.theory path').first().waitFor();

  await walkTo(/training samples/, 'input');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('40:400:4:log');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('samples=40:400:4:log');
  await walkTo(/label noise slider/, 'input');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('noise=');
  await walkTo(/spectrum/, 'select');
  await page.keyboard.press('p');
  await expect.poll(() => page.url()).toContain('spectrum=power-law');
  await walkTo(/What is shown/, 'summary');
  await page.keyboard.press('Enter');
  await walkTo(/training error/, 'input');
  await page.keyboard.press('Space');
  await expect.poll(() => page.locator('.figure .panel').count()).toBe(2);
  await verdict(page);
  // Nothing traps the focus: the walk comes round to the top.
  await walkTo(/Skip to content/, 'a');
});

test('the theme follows the system until it is chosen, and the choice is kept', async ({ visit }) => {
  const page = await visit('#/test-descent', { colorScheme: 'dark' });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await theme()).toBe('dark');
  const dark = await paper();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(theme).toBe('light');
  expect(await paper()).not.toBe(dark);
  await page.getByRole('button', { name: 'Colours: auto' }).click();
  await page.getByRole('button', { name: 'Colours: light' }).click();
  await page.getByRole('button', { name: 'Colours: dark' }).waitFor();
  await expect.poll(theme).toBe('dark');
  await expect.poll(paper).toBe(dark);
  await page.reload();
  await page.locator('h1').first().waitFor();
  await expect.poll(theme).toBe('dark');
});

test('a phone shows everything without scrolling sideways', async ({ visit }) => {
  for (const width of [320, 390]) {
    const page = await visit('', { viewport: { width, height: 800 }, hasTouch: true });
    const sideways = () =>
      page.evaluate(() => {
        const over = document.documentElement.scrollWidth - innerWidth;
        const wide = Array.from(document.querySelectorAll('main *, header *'))
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 80));
        return over > 0 ? wide : [];
      });
    expect(await sideways()).toEqual([]);
    await page.evaluate((to) => {
      location.hash = to;
    }, `${QUICK}&spectrum=power-law`);
    await verdict(page);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('.notes .katex').first().waitFor();
    expect(await sideways()).toEqual([]);
    // Fingers need room: nothing to press is lower than 24 pixels (WCAG 2.5.8), labels aside.
    const low = await page
      .locator('main button:visible, main select:visible')
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML.slice(0, 80)),
      );
    expect(low).toEqual([]);
  }
});

test('where less motion is asked for, nothing moves by itself', async ({ visit }) => {
  const page = await visit(QUICK, { reducedMotion: 'reduce' });
  await verdict(page);
  await page.getByText('The numbers').click();
  const moving = () => page.evaluate(() => document.getAnimations().length);
  expect(await moving()).toBe(0);
  await page.getByRole('slider', { name: 'label noise slider' }).press('ArrowRight');
  expect(await moving()).toBe(0);
  const home = await visit('', { reducedMotion: 'reduce' });
  expect(await home.evaluate(() => document.getAnimations().length)).toBe(0);
});
