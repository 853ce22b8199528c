import { expect } from 'vitest';
import { copied, download, QUICK, test, type, verdict } from './visit.ts';

test('a shared link gives the same points, to the bit, in another browser profile', async ({ visit }) => {
  const page = await visit(QUICK);
  await type(page, 'noise', '0.2,0.5');
  await page.getByText('What is shown, and how it is judged').click();
  await page.getByLabel('Seed').fill('a seed & more');
  await page.getByLabel('Seed').press('Enter');
  await page.getByRole('checkbox', { name: 'training error' }).check();
  await verdict(page);
  const link = await copied(page, 'Copy link');
  const first = await download(page, 'CSV');

  const other = await visit(new URL(link).hash);
  await verdict(other);
  const second = await download(other, 'CSV');
  expect(second.bytes.toString()).toBe(first.bytes.toString());
  expect(first.bytes.toString().split('\r\n').length).toBeGreaterThan(20);
  expect(new URL(other.url()).hash).toBe(new URL(link).hash);
});

const hostile: [string, string, RegExp][] = [
  ['an unknown system', '#/<img src=x onerror=alert(1)>', /not the address of a page here/],
  ['no such system', '#/perpetuum-mobile?v=2', /no system ‘perpetuum-mobile’/],
  ['script in a setting', '#/ridge?v=2&spectrum=<img src=x onerror=document.title=1>', /spectrum is '<img src=x/],
  ['script in a key', '#/ridge?v=2&<svg/onload=alert(1)>=1', /no parameter ‘<svg\/onload/],
  ['a setting that is empty', '#/ridge?v=2&noise=', /noise is empty/],
  ['a wrong value', '#/ridge?v=2&noise=-1', /noise is -1, but must be a number from 0/],
  ['too many points', '#/ridge?v=2&samples=1:1000000:5000', /5000 points, and the page draws up to 500/],
  ['too much memory', '#/ridge?v=2&samples=5000000&dimension=1000000', /more memory than a page should take/],
  ['another version', '#/ridge?v=7&samples=20', /version 7 of links/],
  ['a key given twice', '#/ridge?v=2&noise=1&noise=2', /gives noise twice/],
  ['settings that do not go together', '#/ridge?v=2&target=source', /target=source/],
];
test('a link that is broken or hostile gives a message and the defaults', async ({ visit }) => {
  for (const loaded of [true, false]) {
    let page = await visit('');
    // As the first thing that a browser opens, and pasted into a page that is open.
    for (const [what, hash, message] of loaded ? hostile.slice(0, 3) : hostile) {
      if (loaded) page = await visit(hash);
      else
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
      const alert = page
        .getByRole('alert')
        .filter({ hasText: 'This link cannot be followed' })
        .filter({ hasText: message });
      await alert.waitFor().catch(async () => expect(await page.locator('main').textContent(), what).toMatch(message));
      expect(await page.title(), what).toMatch(/Orrery$/);
      expect(await page.locator('main img:not([src^="figures/"]), main script, [onload], [onerror]').count()).toBe(0);
      if (hash.startsWith('#/ridge')) {
        await page.locator('.figure svg .theory path').first().waitFor();
        expect(await page.locator('[data-parameter=samples] input[type=text]').inputValue()).toBe('40:1600:24:log');
        expect(await page.locator('[data-parameter=noise] input[type=text]').inputValue()).toBe('0.1');
      } else expect(await page.title(), what).toBe('Orrery');
    }
  }
});

test('a link of version 1 is followed, and says that its points are drawn anew', async ({ visit }) => {
  const page = await visit('#/ridge?v=1&samples=40:80:2&dimension=30&run.budget=0');
  await page.getByRole('status').filter({ hasText: 'its points are drawn anew' }).waitFor();
  expect(await page.locator('[data-parameter=samples] input[type=text]').inputValue()).toBe('40:80:2');
  expect(await copied(page, 'Copy link')).toContain('#/ridge?v=2&samples=40:80:2&dimension=30');
});

test('a link that cannot be followed stays in the address until something is changed', async ({ visit }) => {
  const typed = '#/ridge?v=2&noise=-1&samples=40:80:3&run.budget=0';
  const page = await visit(typed);
  const alert = page.getByRole('alert').filter({ hasText: 'noise is -1' });
  await alert.waitFor();
  await page.locator('.theory path').first().waitFor();
  // Longer than the address takes to follow a knob.
  await page.waitForTimeout(400);
  expect(new URL(page.url()).hash).toBe(typed);
  // Mended where it stands.
  await page.evaluate(
    (to) => {
      location.hash = to;
    },
    typed.replace('-1', '0.5'),
  );
  await expect.poll(() => alert.count()).toBe(0);
  expect(await page.locator('[data-parameter=samples] input[type=text]').inputValue()).toBe('40:80:3');
  expect(await page.locator('[data-parameter=noise] input[type=text]').inputValue()).toBe('0.5');
});

test('what of a link has no effect is named, and goes with the first change', async ({ visit }) => {
  const typed = '#/ridge?v=2&decay=2&samples=40:80:3&run.budget=0';
  const page = await visit(typed);
  const remark = page.getByRole('status').filter({ hasText: 'decay is given but acts only with spectrum=power-law' });
  await remark.waitFor();
  await page.waitForTimeout(300);
  expect(new URL(page.url()).hash).toBe(typed);
  // The command line would refuse it.
  expect(await copied(page, 'Copy as command')).not.toContain('decay');
  await type(page, 'noise', '0.3');
  await expect.poll(() => new URL(page.url()).hash).toBe('#/ridge?v=2&samples=40:80:3&noise=0.3&run.budget=0');
  expect(await remark.count()).toBe(0);
  // What was set comes back with what gives it an effect.
  await page.locator('[data-parameter=spectrum] select').selectOption('power-law');
  await expect.poll(() => page.locator('[data-parameter=decay] input[type=text]').inputValue()).toBe('2');
  await expect.poll(() => page.url()).toContain('decay=2');
});

test('after a broken link, the address follows the knobs again', async ({ visit }) => {
  const page = await visit('#/ridge?v=7');
  await page.getByRole('alert').filter({ hasText: 'version 7' }).waitFor();
  await type(page, 'noise', '0.3');
  await expect.poll(() => page.url()).toContain('#/ridge?v=2&noise=0.3');
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('a link to a file that is not here says to drop it, and keeps the settings', async ({ visit }) => {
  const page = await visit(`#/ridge?v=2&data=mine.csv%23${'0'.repeat(64)}&samples=4:8:2`);
  await page.getByRole('alert').filter({ hasText: 'drop the same file here' }).waitFor();
  expect(await page.locator('[data-parameter=samples] input[type=text]').inputValue()).toBe('4:8:2');
});

test('back and forward go between pages, and a knob leaves no trail', async ({ visit }) => {
  const page = await visit('');
  await page.locator('main').getByRole('link', { name: 'Ridge regression in high dimension' }).first().click();
  await type(page, 'noise', '0.3');
  await expect.poll(() => page.url()).toContain('noise=0.3');
  await type(page, 'noise', '0.4');
  await expect.poll(() => page.url()).toContain('noise=0.4');
  await page.getByLabel('System or instrument', { exact: true }).selectOption('test-descent');
  await page.getByRole('heading', { name: 'Gradient descent in a bowl' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Ridge regression in high dimension' }).first().waitFor();
  expect(await page.locator('[data-parameter=noise] input[type=text]').inputValue()).toBe('0.4');
  await page.goBack();
  await expect.poll(() => page.title()).toBe('Orrery');
  await page.locator('.opening').waitFor();
  await page.goForward();
  await page.getByRole('heading', { name: 'Ridge regression in high dimension' }).first().waitFor();
  expect(await page.title()).toContain('Ridge regression');
});
