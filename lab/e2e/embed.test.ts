import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test as plain } from 'vitest';
import { startHost } from './static-host.ts';
import { copied, test } from './visit.ts';

const FIGURE = 'v=2&samples=40:400:5:log&dimension=100&run.margin=0.1&run.budget=1';

let lab: Awaited<ReturnType<typeof startHost>>;
let host: Awaited<ReturnType<typeof startHost>>;
let browser: Browser;
let context: BrowserContext;
let complaints: string[];
const skipped = inject('browsers').length === 0;

beforeAll(async () => {
  if (skipped) return;
  lab = await startHost({}, fileURLToPath(new URL('../../build/lab-test', import.meta.url)));
  const page = (body: string) =>
    `<!doctype html><html lang="en"><head><title>A post</title></head><body>${body}</body></html>`;
  host = await startHost({
    '/favicon.ico': '',
    '/example.html': readFileSync(new URL('../../examples/embedding/index.html', import.meta.url), 'utf8')
      .replaceAll('./lab/', lab.address)
      .replaceAll('"lab/', `"${lab.address}`),
    '/frame.html': page(
      `<h1>A post</h1><iframe title="Ridge" width="700" height="700" src="${lab.address}#/embed/ridge?${FIGURE}&amp;knobs=noise&amp;theme=dark"></iframe>`,
    ),
    '/further.html': page(
      `<h1>A post</h1><div style="height: 3000px"></div><div id="here"></div>
      <iframe title="Ridge" width="700" height="700" src="${lab.address}#/embed/ridge?${FIGURE}"></iframe>
      <script type="module">
        import { draw } from '${lab.address}embed.js';
        window.draw = draw;
        const options = { system: 'ridge', settings: { samples: '40:400:5:log', dimension: 100 }, run: false };
        window.handle = draw(document.querySelector('#here'), options);
        window.handle.update({ noise: 0.7 });
        window.handle.ready.then(() => { window.isReady = true; });
      </script>`,
    ),
    '/strict.html': page(
      `<style>label { text-transform: uppercase } p, label { color: navy }</style>
      <h1>A post</h1><p>Of mine</p><div id="here"></div>
      <script type="module">
        import { draw } from '${lab.address}embed.js';
        draw(document.querySelector('#here'), { system: 'ridge', knobs: ['ridge'], theme: 'dark', run: false });
      </script>`,
    ),
    '/bundled.html': page(
      `<h1>A post</h1><div id="here"></div>
      <script type="module">
        const text = await (await fetch('${lab.address}embed.js')).text();
        const here = text.replaceAll('./assets/', '${lab.address}assets/');
        const { draw } = await import(URL.createObjectURL(new Blob([here], { type: 'text/javascript' })));
        try { draw(document.querySelector('#here'), { system: 'ridge' }); } catch (error) { window.said = String(error); }
      </script>`,
    ),
    '/module.html': page(
      `<h1>A post</h1><div id="here">before</div>
      <script type="module">
        import { draw } from '${lab.address}embed.js';
        window.draw = draw;
        window.handle = draw(document.querySelector('#here'), {
          system: 'ridge',
          settings: { samples: '40:400:5:log', dimension: 100 },
          observable: 'testError',
          knobs: ['noise'],
          theme: 'light',
        });
      </script>`,
    ),
  });
  browser = await chromium.connect(inject('browsers')[0]!);
});

afterAll(async () => {
  await context?.close();
  await browser?.close();
  lab?.close();
  host?.close();
});

async function open(path: string, without?: RegExp): Promise<Page> {
  await context?.close();
  complaints = [];
  context = await browser.newContext({ viewport: { width: 800, height: 900 } });
  if (without) await context.route(without, (route) => route.abort());
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(host.address + path);
  return page;
}

plain.skipIf(skipped)('a frame of another origin has the figure, its knob and a verdict', async () => {
  const page = await open('frame.html');
  const frame = page.frameLocator('iframe');
  await frame.locator('.theory path').first().waitFor();
  await frame.locator('[data-ended=true]').waitFor({ timeout: 60_000 });
  expect(await frame.locator('[data-verdict]').getAttribute('data-verdict')).toBe('holds');
  expect(await frame.locator('header, footer, nav').count()).toBe(0);
  expect(await frame.locator('.embed').getAttribute('data-theme')).toBe('dark');
  const link = frame.getByRole('link', { name: 'Ridge regression in high dimension' });
  expect(await link.getAttribute('href')).toContain(`${lab.address}#/ridge?v=2&samples=40:400:5:log`);
  const line = () => frame.locator('.theory path').first().getAttribute('d');
  const before = await line();
  await frame.getByRole('slider').press('ArrowRight');
  await expect.poll(line).not.toBe(before);
  expect(complaints).toEqual([]);
});

plain.skipIf(skipped)('a module of another origin draws into a page, with workers of its own', async () => {
  const page = await open('module.html');
  await page.evaluate(() => (window as unknown as { handle: { ready: Promise<void> } }).handle.ready);
  await page.locator('#here .theory path').first().waitFor();
  await page.locator('[data-ended=true]').waitFor({ timeout: 60_000 });
  expect(await page.locator('#here').textContent()).toContain('before');
  // The styles came with it.
  expect(await page.locator('.embed').evaluate((one) => getComputedStyle(one).borderTopStyle)).toBe('solid');
  const { violations } = await new AxeBuilder({ page }).include('.embed').setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  const line = () => page.locator('.theory path').first().getAttribute('d');
  const before = await line();
  await page.evaluate(() =>
    (window as unknown as { handle: { update(of: object): void } }).handle.update({ noise: 0.7 }),
  );
  await expect.poll(line).not.toBe(before);
  expect(await page.locator('.knob output').textContent()).toBe('0.7');
  await page.evaluate(() => (window as unknown as { handle: { destroy(): void } }).handle.destroy());
  await expect.poll(() => page.locator('.embed').count()).toBe(0);
  expect(await page.locator('#here').textContent()).toBe('before');
  expect(complaints).toEqual([]);
});

plain.skipIf(skipped)('further down in a page nothing is drawn until it comes into view', async () => {
  const page = await open('further.html');
  const frame = page.frameLocator('iframe');
  await page.waitForFunction(() => (window as unknown as { handle?: object }).handle);
  // What would begin at once has long begun by then.
  await frame.locator('.embed').waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
  const asked = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => /FigureView|worker/.test(name)).length,
    );
  expect(await asked()).toBe(0);
  expect(await page.locator('#here .embed').count()).toBe(0);
  expect(await frame.locator('.theory path').count()).toBe(0);
  // Room is kept for it, and it is given up with it.
  expect((await page.locator('#here').boundingBox())!.height).toBeGreaterThan(300);
  const left = await page.evaluate(async () => {
    type Draw = (element: Element, options: object) => { ready: Promise<void>; destroy(): void };
    const place = document.body.appendChild(document.createElement('div'));
    const handle = (window as unknown as { draw: Draw }).draw(place, { system: 'ridge' });
    handle.destroy();
    await handle.ready;
    return place.childElementCount;
  });
  expect(left).toBe(0);
  await page.locator('#here').scrollIntoViewIfNeeded();
  await page.waitForFunction(() => (window as unknown as { isReady?: boolean }).isReady);
  await page.locator('#here .theory path').first().waitFor();
  expect(await asked()).toBeGreaterThan(0);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await frame.locator('.theory path').first().waitFor();
  expect(complaints).toEqual([]);
});

plain.skipIf(skipped)('the page of the examples has a figure of each kind, and its button turns one', async () => {
  const page = await open('example.html');
  await page.frameLocator('iframe').locator('.theory path').first().waitFor();
  await page.locator('#figure').scrollIntoViewIfNeeded();
  const line = () => page.locator('#figure .theory path').first().getAttribute('d');
  const before = await line();
  await page.getByRole('button', { name: '200 samples' }).click();
  await expect.poll(line).not.toBe(before);
  expect(complaints).toEqual([]);
});

plain.skipIf(skipped)('rules of the page for its own words leave the letters of a figure alone', async () => {
  const page = await open('strict.html');
  await page.locator('.knob label').waitFor();
  const look = (where: string) =>
    page
      .locator(where)
      .first()
      .evaluate((one) => {
        const { color, textTransform } = getComputedStyle(one);
        return { color, textTransform };
      });
  const { color } = await look('.embed');
  expect(await look('.knob label')).toEqual({ color, textTransform: 'none' });
  expect((await look('body > p')).color).toBe('rgb(0, 0, 128)');
  expect(complaints).toEqual([]);
});

plain.skipIf(skipped)('a module that was parted from what lies beside it says so', async () => {
  const page = await open('bundled.html');
  await page.waitForFunction(() => (window as unknown as { said?: string }).said);
  expect(await page.evaluate(() => (window as unknown as { said: string }).said)).toMatch(
    /embed\.js was bundled: import it by its address/,
  );
});

plain.skipIf(skipped)('workers that do not load are what is said, and not that theory takes long', async () => {
  const page = await open('module.html', /worker-/);
  const said = await page.evaluate(() =>
    (window as unknown as { handle: { ready: Promise<void> } }).handle.ready.then(() => 'drawn', String),
  );
  expect(said).toMatch(/workers could not be loaded; reload the page/);
  await page.getByRole('alert').filter({ hasText: 'workers could not be loaded' }).waitFor();
});

plain.skipIf(skipped)('what cannot be drawn is said in words', async () => {
  const page = await open('module.html');
  const said = (options: object) =>
    page.evaluate(async (given) => {
      type Draw = (element: Element, options: object) => { ready: Promise<void> };
      try {
        const { ready } = (window as unknown as { draw: Draw }).draw(document.body, given);
        scrollTo(0, document.body.scrollHeight);
        await ready;
        return 'drawn';
      } catch (error) {
        return String(error);
      }
    }, options);
  await page.locator('.embed').waitFor();
  expect(await said({ system: 'ridge', wheels: 4 })).toMatch(/no option 'wheels'; it takes system, settings/);
  expect(await said({ system: 'ridge', theme: 'sepia' })).toMatch(/theme is 'sepia', but must be 'light' or 'dark'/);
  expect(await said({ system: 'ridge', observable: 'taste' })).toMatch(/no observable ‘taste’; it has testError/);
  expect(await said({ system: 'ridge', knobs: ['spectrum'] })).toMatch(/‘spectrum’ is no number among the parameters/);
  expect(await said({ system: 'ridge', settings: { noise: -1 } })).toMatch(/noise is -1, but must be a number from 0/);
  expect(await said({ system: 'perpetuum-mobile' })).toMatch(/perpetuum-mobile/);
});

test('the page gives the code of its figure, and that code shows it', async ({ visit }) => {
  const page = await visit(`#/ridge?${FIGURE}`);
  await page.locator('.stage .theory path').first().waitFor();
  const code = await copied(page, 'Copy embed code');
  expect(code).toMatch(/^<iframe src="[^"]+#\/embed\/ridge\?v=2&amp;samples=40:400:5:log/);
  expect(code).toContain('title="Ridge regression in high dimension"');
});
