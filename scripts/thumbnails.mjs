// Makes the small pictures of the page's gallery anew: of each published figure its first panel,
// with a few trials where these are quick, and theory alone where they are not.
//
//   npm run thumbnails -- [ridge kernel/early-stopping …] [--missing] [--patience 20]
//
// `--patience`: seconds for one picture, by the system's own estimate.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { figureToPng, figureToSvg } from '../dist/figures/node.js';
import { allEntries, entriesNamed, planOf } from '../dist/gallery/entries.js';
import { Bootstraps } from '../dist/judge/derived.js';
import { judgeRun } from '../dist/judge/judge.js';
import { inlineExecutor } from '../dist/measure/executor.js';
import { outlooksOf } from '../dist/measure/outlook.js';
import { openWorkshop } from '../dist/measure/workshop.js';
import { selectEngine } from '../dist/numeric/engines/select.js';
import { usualConditions } from '../dist/plan/preset.js';
import { figureOf } from '../dist/record/figure-of.js';
import { estimateCost, predictPlan } from '../dist/run/conduct.js';
import { execute } from '../dist/run/execute.js';
import { launch } from './browse.mjs';

/**
 * Points of the paper, and dots of the picture across: on the page it is as wide as the points are
 * in pixels.
 */
const WIDTH = 210;
const DOTS = 390;
const SEED = '1';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { missing: { type: 'boolean', default: false }, patience: { type: 'string', default: '20' } },
});
const folder = fileURLToPath(new URL('../lab/public/figures/', import.meta.url));
mkdirSync(folder, { recursive: true });
const named = positionals.length > 0 ? (await Promise.all(positionals.map(entriesNamed))).flat() : await allEntries();
const left = [];
const browser = await launch();
const page = await browser.newPage();
for (const entry of named) {
  const file = `${folder}${entry.name.replace('/', '-')}.webp`;
  if (values.missing && existsSync(file)) continue;
  const begun = Date.now();
  const figure = await contentOf(entry, Number(values.patience)).then(figureOf, (error) => {
    left.push(`${entry.name}: ${error.message}`);
  });
  if (!figure) continue;
  const svg = figureToSvg(
    { ...figure, panels: figure.panels.slice(0, 1) },
    { width: WIDTH, title: false, caption: false, legend: false },
  );
  writeFileSync(file, await toWebp(figureToPng(svg, { dpi: (72 * DOTS) / WIDTH })));
  console.log(`${entry.name} ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}
await browser.close();
if (left.length > 0) console.log(`Not made:\n${left.join('\n')}`);

/** A third of the bytes; the browser has the encoder. */
async function toWebp(png) {
  const url = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.78);
  }, Buffer.from(png).toString('base64'));
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** What is in the figure. */
async function contentOf({ system, preset, ...entry }, patience) {
  const { plan } = await planOf({ system, preset, ...entry });
  const workshop = openWorkshop(system, await selectEngine('auto'));
  const outlooks = outlooksOf(plan, workshop);
  const conditions = usualConditions(system, preset);
  const trials = [8, 4, 2].find((count) => estimateCost(plan, outlooks, count).seconds <= 2 * patience);
  if (trials !== undefined)
    return execute(plan, { ...conditions, seed: SEED, trials, jobs: 2, engine: 'auto' }, workshop);
  const { seconds } = estimateCost(plan, outlooks, 0);
  if (seconds > patience)
    throw new Error(`its theory takes ${Math.ceil(seconds)} s; give --patience ${Math.ceil(seconds)}`);
  const { shown, margin } = conditions;
  const executor = inlineExecutor(workshop);
  const theory = await predictPlan(plan, Object.keys(system.observables), workshop, executor, { seed: SEED, shown });
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  const judged = judgeRun({ plan, ...theory, outcomes, bootstraps: new Bootstraps(SEED), shown, margin, looks: 1 });
  return { plan, ...judged, shown, margin, verdict: undefined };
}
