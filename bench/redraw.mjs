// What a moved knob costs in the page, for every system, in a real Chromium: each slider is moved
// back and forth from the usual settings, and the desk's worker says what it took: `settings` (the
// plan and the preparation of its points), `theory` (predictions at all points, and the line
// between them), `figure` (the figure and the table). `there and back` is what the page waits for.
// Medians of warmed moves, the slider with the most theory beside the usual one.
// `npm run bench:redraw -- kernel ridge` takes these systems alone.
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemHeaders } from '../dist/systems/headers.js';
import { launch, serve } from '../scripts/browse.mjs';

/** Milliseconds of theory that a redraw may take. */
const TARGET = 5;
/** How long the first theory of a system may take, and that of a move. */
const PATIENCE = 60_000;
const PATIENCE_OF_A_MOVE = 2_000;
/** Of each slider; the first ones warm it. */
const MOVES = 12;
const WARMING = 5;
const STAGES = ['settings', 'theory', 'figure'];

const given = process.argv.slice(2);
const ids = given.length > 0 ? given : systemHeaders.map(({ id }) => id);
const site = await serve(join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist-lab'));
const browser = await launch();
console.log(`load ${loadavg()[0].toFixed(1)}; milliseconds`);
console.log(row('system', [...STAGES, 'there and back'], 'slider'));
const over = [];
try {
  for (const id of ids) {
    const sliders = await measure(id);
    if (sliders.length === 0) {
      console.log(`${id.padEnd(24)}no slider is answered at once: its theory takes longer, and runs beside the page`);
      continue;
    }
    const byTheory = sliders.sort((a, b) => a.medians[1] - b.medians[1]);
    for (const { name, medians } of new Set([byTheory[byTheory.length >> 1], byTheory.at(-1)]))
      console.log(
        row(
          id,
          medians.map((one) => one.toFixed(1)),
          name,
        ),
      );
    if (!(byTheory.at(-1).medians[1] < TARGET)) over.push(id);
  }
} finally {
  await browser.close();
  site.close();
}
console.log(over.length === 0 ? `all under ${TARGET} ms of theory` : `over ${TARGET} ms of theory: ${over.join(', ')}`);

/** The sliders of the page of a system, with the median of each stage. */
async function measure(id) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchDesk);
  await page.goto(`${site.address}#/${id}`);
  const found = [];
  try {
    await page.waitForFunction(() => window.answers > 0, undefined, { timeout: PATIENCE });
    await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
    const desk = await deskOf(page);
    const sliders = page.locator('[data-parameter] input[type=range]');
    for (let i = 0; i < (await sliders.count()); i++) {
      const name = await sliders.nth(i).evaluate((slider) => slider.closest('[data-parameter]').dataset.parameter);
      const rows = [];
      for (let move = 0; move < MOVES; move++) {
        // All over the slider, never twice at one place.
        const share = 0.15 + 0.7 * ((0.1 + move * 0.618) % 1);
        const taken = await sliders.nth(i).evaluate(moveTo, [share, PATIENCE_OF_A_MOVE]);
        if (taken !== undefined && move >= WARMING) rows.push([...(await desk.evaluate(durations, STAGES)), taken]);
      }
      if (rows.length > 0) found.push({ name, medians: rows[0].map((_, k) => median(rows.map((one) => one[k]))) });
      await page.evaluate((to) => location.replace(to), `#/${id}`);
      await page.waitForTimeout(100);
    }
  } catch (error) {
    console.log(`${id}: ${error.message.split('\n')[0]}`);
  } finally {
    await context.close();
  }
  return found;
}

async function deskOf(page) {
  for (const worker of page.workers()) if ((await worker.evaluate(() => self.name)) === 'desk') return worker;
  throw new Error('the page has no desk');
}

/** In the worker: what its last answer took. */
function durations(names) {
  return names.map((name) => performance.getEntriesByName(name, 'measure')[0].duration);
}

/** In the page, before its own scripts: notes when theory is asked for and when it is answered. */
function watchDesk() {
  window.answers = 0;
  const asked = new Map();
  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      if (options.name !== 'desk') return;
      this.addEventListener('message', ({ data }) => {
        if (!asked.has(data.number) || 'progress' in data) return;
        window.answers++;
        window.answered = { isProblem: 'problem' in data, taken: performance.now() - asked.get(data.number) };
      });
    }
    postMessage(message, ...rest) {
      if (message.request?.kind === 'theory') asked.set(message.number, performance.now());
      super.postMessage(message, ...rest);
    }
  };
}

/** In the page: one input event, and milliseconds until the desk has answered it. */
async function moveTo(slider, [share, patience]) {
  const before = window.answers;
  slider.value = String(Number(slider.min) + share * (Number(slider.max) - Number(slider.min)));
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const until = performance.now() + patience;
  while (window.answers === before && performance.now() < until) await new Promise((done) => setTimeout(done));
  // The page draws before it is asked again.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return window.answers === before || window.answered.isProblem ? undefined : window.answered.taken;
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

function row(id, cells, name) {
  return `${id.padEnd(24)}${cells.map((cell) => String(cell).padStart(16)).join('')}  ${name}`;
}
