// `orrery-lab/node`: what needs Node. Files of numbers, systems from folders, threads, records,
// figures as PNG.

export { openDataset } from '../data/open.ts';
export { figureToPng, figureToSvg } from '../figures/node.ts';
export { figureToPdf } from '../figures/pdf.ts';
export { makeExecutor } from '../measure/pool.ts';
export { differences } from '../record/compare.ts';
export { type Manifest, prepareOutput, readManifest, writeRecord } from '../record/record.ts';
export { execute, type RunOptions } from '../run/execute.ts';
export { openSystem } from '../systems/open.ts';
