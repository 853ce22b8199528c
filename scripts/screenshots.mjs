// Takes the README's pictures of the page into docs/images/: `npm run screenshots`.
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, serve } from './browse.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'docs', 'images');
const MOST = 260_000;

const desktop = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, hasTouch: true };
// Its many words would make a file too large.
const plain = { ...desktop, deviceScaleFactor: 1 };
/** Down to the verdict, below the formula. */
const whole = { ...desktop, viewport: { width: 1280, height: 1060 } };
const PICTURES = [
  { name: 'home', hash: '', how: plain },
  { name: 'home-dark', hash: '', how: { ...plain, colorScheme: 'dark' } },
  { name: 'system', hash: '#/ridge', how: whole },
  {
    name: 'system-dark',
    hash: '#/ridge?v=2&noise=0.05,0.2,1&run.margin=0.1&run.budget=60',
    how: { ...whole, deviceScaleFactor: 1.3, colorScheme: 'dark' },
  },
  {
    name: 'map',
    hash: '#/ridge?v=2&samples=40:640:9:log&ridge=1e-3:10:7:log&dimension=150&run.margin=0.1&run.budget=60',
    how: plain,
  },
  { name: 'phone', hash: '#/ridge', how: phone },
];

mkdirSync(folder, { recursive: true });
const site = await serve(join(root, 'dist-lab'));
const browser = await launch();
try {
  for (const { name, hash, how } of PICTURES) {
    const context = await browser.newContext({ ...how, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(site.address + hash);
    await page.evaluate(() => document.fonts.ready);
    if (hash) {
      await page.locator('[data-run=ended]').waitFor({ timeout: 300_000 });
      await page.locator('.katex').first().waitFor();
    } else {
      await page.locator('.opening [data-ended=true]').waitFor({ timeout: 120_000 });
      await page.locator('.card').first().waitFor();
    }
    const path = join(folder, `lab-${name}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    if (size > MOST) {
      console.error(`${path} has ${size} bytes, and ${MOST} is the most for a README`);
      process.exitCode = 1;
    } else console.log(`${path}: ${(size / 1000).toFixed(0)} kB`);
    await context.close();
  }
} finally {
  await browser.close();
  site.close();
}
