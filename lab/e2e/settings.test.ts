import { expect } from 'vitest';
import { test, theoryLines, type } from './visit.ts';

test('a knob becomes the axis, and the one before goes back to a value', async ({ visit }) => {
  const page = await visit('#/ridge');
  await page.getByRole('button', { name: 'sweep ridge: make it the axis' }).click();
  const field = (key: string) => page.locator(`[data-parameter=${key}] input[type=text]`);
  await expect.poll(() => page.locator('.figure svg').textContent()).toContain('ridge λ');
  expect(await field('ridge').inputValue()).toBe('0.0001:10:24:log');
  expect(await field('samples').inputValue()).toBe('200');
  await page.getByRole('slider', { name: 'training samples slider' }).waitFor();
  await expect.poll(() => page.url()).toContain('ridge=0.0001:10:24:log');
});

test('a range that is typed makes a knob the axis, and the usual one shows the value that it has', async ({
  visit,
}) => {
  const page = await visit('#/ridge');
  const samples = page.locator('[data-parameter=samples]');
  const axes = () => page.locator('.role', { hasText: 'axis' }).count();
  expect(await samples.locator('input[type=text]').inputValue()).toBe('40:1600:24:log');
  await type(page, 'ridge', '0.01:1:5:log');
  await expect.poll(() => page.locator('.figure svg').textContent()).toContain('ridge λ');
  expect(await samples.locator('input[type=text]').inputValue()).toBe('200');
  expect(await axes()).toBe(1);
  await type(page, 'ridge', '0.01,0.1');
  await expect.poll(() => samples.locator('input[type=text]').inputValue()).toBe('40:1600:24:log');
});

test('a list draws a curve for each value, named in the legend', async ({ visit }) => {
  const page = await visit('#/ridge');
  await type(page, 'ridge', '1e-3, 1e-2, 1');
  const legend = page.locator('.figure svg .legend');
  await expect.poll(() => legend.textContent()).toMatch(/λ = 0\.001.*λ = 0\.01.*λ = 1/);
  await expect.poll(async () => (await theoryLines(page)).length).toBe(3);
  const words = page.locator('[data-parameter=spectrum] select');
  await type(page, 'ridge', 'optimal');
  await words.selectOption('power-law');
  await page.getByLabel('spectral decay', { exact: false }).first().waitFor();
  await expect.poll(async () => (await theoryLines(page)).length).toBe(1);
});

test('a published figure is set up, cited, and left again', async ({ visit }) => {
  const page = await visit('#/ridge');
  const preset = page.getByLabel('Published figures');
  await preset.selectOption({ index: 1 });
  await page.getByText(/^After .*Hastie/).waitFor();
  await expect.poll(() => page.url()).toContain('ridge=0&noise=0.05,0.2,1');
  await expect.poll(async () => (await theoryLines(page)).length).toBeGreaterThanOrEqual(3);
  await type(page, 'noise', '0.05,0.2');
  await expect.poll(() => preset.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Back to the usual settings' }).click();
  await expect.poll(() => page.url()).toMatch(/#\/ridge\?v=2$/);
});

test('an observable more is a panel more', async ({ visit }) => {
  const page = await visit('#/ridge');
  await page.getByText('What is shown, and how it is judged').click();
  await page.getByRole('checkbox', { name: 'training error' }).check();
  await expect.poll(() => page.locator('.figure svg .panel').count()).toBe(2);
  await expect.poll(() => page.url()).toContain('run.show=testError,trainError');
  await page.getByRole('checkbox', { name: 'test error' }).uncheck();
  await expect.poll(() => page.locator('.figure svg .panel').count()).toBe(1);
  // The last one stays.
  expect(await page.getByRole('checkbox', { name: 'training error' }).isDisabled()).toBe(true);
});

test('what theory cannot do is said in words, and the experiment waits', async ({ visit }) => {
  const page = await visit('#/ridge');
  await page.locator('.theory path').first().waitFor();
  await page.locator('[data-parameter=target] select').selectOption('source');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/source/);
  expect(await alert.textContent()).not.toMatch(/defect|undefined|\[object/);
  expect(await page.getByRole('button', { name: 'Run the experiment' }).isDisabled()).toBe(true);
  await page.locator('[data-parameter=spectrum] select').selectOption('power-law');
  await expect.poll(() => alert.count()).toBe(0);
});

const refused: [string, string, RegExp][] = [
  ['noise', '-1', /noise is -1, but must be a number from 0/],
  ['noise', 'loud', /noise is 'loud', but must be a number/],
  ['samples', '20:', /samples=20: is not a range: write first:last:points/],
  ['samples', '1:2:3:4', /is not a range/],
  ['dimension', '1e99', /dimension is 1e\+99, but must be a whole number from 1 up to 1000000/],
  ['ridge', '<b>1</b>', /ridge is '<b>1<\/b>'/],
];
test('a value that is not allowed is refused in words', async ({ visit }) => {
  const page = await visit('#/ridge');
  for (const [key, text, message] of refused) {
    await type(page, key, text);
    await page.getByRole('alert').filter({ hasText: message }).waitFor();
    await type(page, key, '');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  }
});
