import { makePlan } from '../plan/plan.ts';
import { prepareOutput, writeRecord } from '../record/record.ts';
import { execute } from '../run/execute.ts';
import { openData } from '../run/open-data.ts';
import { findSystem } from '../systems/registry.ts';
import { trackProgress } from './progress.ts';
import { verdictWords } from './run.ts';
import { readJobs } from './settings.ts';

/**
 * The main job: double descent on isotropic and power-law data, and ridge regression on real
 * handwritten digits.
 */
const RUNS: { title: string; settings: Record<string, string>; margin?: number }[] = [
  {
    title: 'Double descent, isotropic inputs',
    settings: { spectrum: 'isotropic', dimension: '200', ridge: '1e-3,1e-1', noise: '0.2', samples: '50:1000:16:log' },
  },
  {
    title: 'Double descent, power-law inputs',
    settings: {
      spectrum: 'power-law',
      decay: '1.2',
      dimension: '200',
      ridge: '1e-5,1e-3',
      noise: '0.01',
      samples: '50:1000:16:log',
    },
  },
  {
    title: 'Handwritten digits, real pixels and labels',
    settings: { data: 'digits', labels: 'classes', ridge: '1e-2,1', samples: '40:900:12:log' },
    margin: 0.1,
  },
];

export async function start(flags: {
  out: string;
  engine: 'auto' | 'wasm' | 'openblas';
  jobs?: string;
}): Promise<void> {
  const system = await findSystem('ridge');
  const jobs = readJobs(flags.jobs);
  prepareOutput(flags.out);
  for (const { title, settings, margin = system.margin.value } of RUNS) {
    const opened = await openData(system, settings);
    const plan = makePlan(system, opened);
    const progress = trackProgress(title);
    const options = {
      trials: 'auto',
      seed: '1',
      jobs,
      engine: flags.engine,
      margin,
      budget: 25,
      shown: system.shown,
    } as const;
    const result = await execute(plan, { ...options, progress: progress.update }).finally(progress.stop);
    console.log(`${title} (${result.seconds.toFixed(1)} s, engine ${result.engine})`);
    console.log(`  ${verdictWords(result).replaceAll('\n', '\n  ')}`);
    console.log(`  figure: ${writeRecord(result, opened, [1], flags.out)}/figure.png\n`);
  }
  console.log('The lab, where you turn the knobs: npx orrery lab');
  console.log('Next: npx orrery describe ridge, npx orrery run ridge --help');
}
