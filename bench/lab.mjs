// Measures the page in a real Chromium: `npm run bench:lab`. Ends with exit code 1 when a target is
// missed. `npm run bench:lab -- spectra ridge` moves the sliders of these systems, and measures
// nothing else; `-- page` measures all but sliders.

import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { systemHeaders } from '../dist/systems/headers.js';
import { launch, serve } from '../scripts/browse.mjs';

const built = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist-lab');
const FONT = /\.(woff2?|ttf)$/;
/** How long a first figure may take, and that of a move. */
const PATIENCE = 20_000;
const PATIENCE_OF_A_MOVE = 2_000;
/** Of each slider, of which the first three are moved; the first moves warm it. */
const MOVES = 20;
const WARMING = 5;
/** Milliseconds of theory up to which a figure follows its slider at once. */
const QUICK = 5;
let missed = false;
/** The load that others made, before anything was measured. */
const [busiest] = loadavg();
const site = await serve(built);
const browser = await launch(['--enable-blink-features=ForceEagerMeasureMemory']);
const given = process.argv.slice(2);
const isAll = given.length === 0;
try {
  if (isAll || given.includes('page')) {
    await firstLoad();
    await longTasks();
    await liveTraining();
    await heapGrowth();
  }
  for (const { id } of systemHeaders)
    if (isAll || given.includes(id))
      await drag(id).catch((error) => add(`${id}: slider to drawn figure`, '', error.message.split('\n')[0], false));
} finally {
  await browser.close();
  site.close();
}
if (missed) process.exitCode = 1;
const [load] = loadavg();
if (busiest > cpus().length / 2 || load > cpus().length + 3)
  console.log(
    `others kept this machine busy (load up to ${Math.max(busiest, load).toFixed(1)} on ${cpus().length} cores): times are longer than they would be`,
  );

/**
 * What the first visit asks for, compressed, and how long it takes until a system's figure is there
 * and its knobs work.
 */
async function firstLoad() {
  const files = new Set();
  const times = [];
  for (let i = 0; i < 5; i++) {
    const page = await open('about:blank');
    page.on('response', (response) => files.add(new URL(response.url()).pathname));
    await page.goto(`${site.address}#/ridge`);
    await page.locator('.figure svg .theory').first().waitFor({ state: 'attached' });
    times.push(
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
      ),
    );
    await page.context().close();
  }
  const sizes = { gzip: 0, brotli: 0, fonts: 0 };
  for (const path of files) {
    if (path.startsWith('blob:')) continue;
    const bytes = readFileSync(join(built, path === '/' ? 'index.html' : path));
    if (FONT.test(path)) sizes.fonts += bytes.length;
    else {
      sizes.gzip += gzipSync(bytes, { level: 9 }).length;
      sizes.brotli += brotliCompressSync(bytes).length;
    }
  }
  const all = readdirSync(join(built, 'assets')).length;
  const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  add('first load, gzip, without fonts', '< 500 kB', kB(sizes.gzip), sizes.gzip < 500_000);
  add(`  brotli; fonts beside; ${files.size} of ${all + 2} files`, '', `${kB(sizes.brotli)}; ${kB(sizes.fonts)}`);
  add('a system usable: theory on screen', '< 1 s', `${median(times).toFixed(0)} ms`, median(times) < 1000);
}

/**
 * Moves a system's first three sliders: from the input event to the drawn figure, and to the frame
 * that shows it. The target is for moves whose theory is quick.
 */
async function drag(id) {
  const page = await open(`#/${id}`);
  try {
    const figure = page.locator('.figure svg').first();
    const isDrawn = await figure.waitFor({ state: 'attached', timeout: PATIENCE }).then(
      () => true,
      () => false,
    );
    if (!isDrawn) return add(`${id}: draws no figure`, '', `in ${PATIENCE / 1000} s`);
    await page.getByRole('checkbox', { name: 'follow the knobs' }).uncheck();
    const cancel = page.getByRole('button', { name: 'Cancel' });
    // It may end by itself meanwhile.
    if (await cancel.isVisible()) await cancel.click({ timeout: 2000 }).catch(() => {});
    await page.waitForTimeout(300);
    const desk = await deskOf(page);
    const sliders = page.locator('[data-parameter] input[type=range]');
    const moves = [];
    for (let i = 0; i < Math.min(3, await sliders.count()); i++)
      for (let move = 0; move < MOVES; move++) {
        // All over the slider, never twice at one place.
        const share = 0.15 + 0.7 * ((0.1 + move * 0.618) % 1);
        const taken = await sliders.nth(i).evaluate(moveTo, [share, PATIENCE_OF_A_MOVE]);
        if (taken && move >= WARMING) moves.push({ ...taken, theory: await desk.evaluate(lastTheory) });
      }
    if (moves.length === 0) return add(`${id}: no slider is answered`, '', `in ${PATIENCE_OF_A_MOVE / 1000} s`);
    const quick = moves.filter(({ theory }) => theory < QUICK);
    const judged = quick.length > 0 ? quick : moves;
    const all = (name) => judged.map((one) => one[name]).sort((a, b) => a - b);
    const drawn = all('drawn');
    const late = drawn[Math.min(drawn.length - 1, Math.floor(0.9 * drawn.length))];
    add(
      `${id}: slider to drawn figure`,
      quick.length > 0 ? '< 16 ms' : '',
      `${median(drawn).toFixed(1)} ms (90 %: ${late.toFixed(1)}; theory ${median(all('theory')).toFixed(1)}; painted ${median(all('painted')).toFixed(1)})`,
      quick.length > 0 ? median(drawn) < 16 : undefined,
    );
    if (quick.length < moves.length)
      add(`  of ${moves.length} moves, theory took ${QUICK} ms or more`, '', String(moves.length - quick.length));
  } finally {
    await page.context().close();
  }
}

async function deskOf(page) {
  for (const worker of page.workers()) if ((await worker.evaluate(() => self.name)) === 'desk') return worker;
  throw new Error('the page has no desk');
}

/** In the worker: milliseconds of theory in its last answer. */
function lastTheory() {
  return performance.getEntriesByName('theory', 'measure')[0].duration;
}

/** In the page: one input event, and how long its figure takes. */
async function moveTo(slider, [share, patience]) {
  performance.clearMeasures('knob to figure');
  slider.value = String(Number(slider.min) + share * (Number(slider.max) - Number(slider.min)));
  // As the browser does it: input events are handed out at the beginning of a frame.
  await new Promise((done) => requestAnimationFrame(done));
  const begun = performance.now();
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const entry = await new Promise((done) => {
    const until = begun + patience;
    const look = () => {
      const [found] = performance.getEntriesByName('knob to figure');
      if (found || performance.now() > until) done(found);
      else setTimeout(look);
    };
    look();
  });
  // A value that rounds to the one before draws nothing anew; a refusal draws nothing.
  if (!entry) return undefined;
  const painted = await new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  return { drawn: entry.duration, painted: painted - begun };
}

/**
 * How long the main thread is ever blocked while experiments run, their first look and their end
 * included.
 */
async function longTasks() {
  for (const hash of ['#/ridge', '#/ridge?v=2&noise=0.05,0.2,1&run.show=testError,trainError,gcv&run.budget=5']) {
    const page = await open(hash);
    await page.locator('.figure svg .theory').first().waitFor({ state: 'attached' });
    await page.locator('.katex').first().waitFor();
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      window.longest = 0;
      window.count = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          window.longest = Math.max(window.longest, duration);
          window.count++;
        }
      }).observe({ type: 'longtask' });
    });
    await page
      .getByRole('button', { name: 'Cancel' })
      .or(page.getByRole('button', { name: 'Run the experiment' }))
      .first()
      .waitFor();
    await page.locator('[data-run=ended]').waitFor({ timeout: 180_000 });
    await page.waitForTimeout(300);
    const { longest, count } = await page.evaluate(() => ({ longest: window.longest, count: window.count }));
    const words = longest === 0 ? 'none over 50 ms' : `${longest.toFixed(0)} ms (${count} over 50 ms)`;
    add(
      `main thread blocked, ${hash.includes('noise') ? '3 curves × 3 panels' : 'ridge as usual'}`,
      'never 50 ms',
      words,
      longest <= 50,
    );
    await page.context().close();
  }
}

/**
 * Frames while networks train and their curves grow: of the page, from one to the next; and how
 * many of them show a figure that was drawn anew.
 */
async function liveTraining() {
  const page = await open('#/edge-of-stability?v=2&steps=4000&run.budget=0');
  await page.locator('.figure svg .trace path').first().waitFor({ state: 'attached' });
  const { between, drawn } = await page.evaluate(async () => {
    const between = [];
    let drawn = 0;
    let figure = document.querySelector('.figure svg');
    const begun = performance.now();
    let before = begun;
    while (before < begun + 5000 && document.querySelector('[data-run=running]')) {
      const now = await new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
      between.push(now - before);
      before = now;
      const shown = document.querySelector('.figure svg');
      if (shown !== figure) drawn++;
      figure = shown;
    }
    return { between, drawn };
  });
  await page.context().close();
  const seconds = between.reduce((sum, one) => sum + one, 0) / 1000;
  const frames = between.length / seconds;
  add('frames a second while networks train', '> 30', frames.toFixed(0), frames > 30);
  const slow = between.filter((one) => one > 1000 / 30).length;
  add(
    `  figures a second; frames later than 1/30 s in ${seconds.toFixed(1)} s`,
    '',
    `${(drawn / seconds).toFixed(0)}; ${slow} of ${between.length}`,
  );
}

/** The page's memory after 200 experiments, against that after the first ones. */
async function heapGrowth() {
  const page = await open('#/ridge?v=2&samples=20:40:3&dimension=20&run.budget=0');
  await page.locator('[data-run=ended]').waitFor();
  const session = await page.context().newCDPSession(page);
  const run = async (times) => {
    for (let i = 0; i < times; i++) {
      await page.getByRole('button', { name: 'Run the experiment' }).click();
      await page.locator('[data-run=ended]').waitFor();
    }
  };
  const used = async () => {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const nodes = (await session.send('Memory.getDOMCounters')).nodes;
    // The page is isolated from others by the server's headers, so that its memory may be asked for
    // with that of its workers.
    const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
    return { usedSize, nodes, bytes };
  };
  await run(20);
  const before = await used();
  await run(200);
  const after = await used();
  const growth = after.usedSize / before.usedSize - 1;
  const all = after.bytes / before.bytes - 1;
  add('heap growth after 200 runs, the page', '< 10 %', `${(100 * growth).toFixed(1)} %`, growth < 0.1);
  add('  the page and its workers', '< 10 %', `${(100 * all).toFixed(1)} %`, all < 0.1);
  const MB = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  add('  from, to; DOM nodes', '', `${MB(before.usedSize)}, ${MB(after.usedSize)}; ${before.nodes}, ${after.nodes}`);
  await page.context().close();
}

async function open(hash) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  if (hash === 'about:blank') return page;
  await page.goto(site.address + hash);
  await page.locator('h1').first().waitFor();
  return page;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row of the table, said as it is measured. */
function add(what, target, measured, met) {
  if (met === false) missed = true;
  console.log(`${what.padEnd(52)}  ${target.padEnd(11)}  ${measured}${met === false ? '   MISSED' : ''}`);
}
