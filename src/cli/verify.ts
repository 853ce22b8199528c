import { agreement, differences } from '../record/compare.ts';
import { readManifest } from '../record/record.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { versions } from '../run/version.ts';
import { trackProgress } from './progress.ts';
import { replan } from './replan.ts';
import { readJobs } from './settings.ts';

export async function verify(
  folder: string,
  words: string[],
  flags: { jobs?: string; system?: string; json?: boolean },
): Promise<void> {
  const manifest = readManifest(folder);
  const { plan } = await replan(folder, manifest, words, { command: 'verify', system: flags.system });
  const { system } = plan;
  const hasChanged = system.origin?.sha256 !== manifest.origin?.sha256;
  if (hasChanged)
    console.error(
      `${system.origin?.file} is not what it was when the record was made: numbers may differ for that reason`,
    );
  const progress = trackProgress(`verifying ${system.id}`, flags.json);
  const result = await execute(plan, {
    trials: manifest.trials,
    counts: manifest.counts,
    looksBefore: manifest.looksBefore,
    seed: manifest.seed,
    jobs: readJobs(flags.jobs),
    engine: manifest.engine as 'wasm' | 'openblas',
    margin: manifest.margin,
    budget: 0,
    shown: manifest.shown,
    progress: progress.update,
  }).finally(progress.stop);
  if (manifest.schema === 'orrery-record/1') return reportAgreement(folder, result, flags.json);
  const differing = differences(folder, result);
  if (flags.json)
    console.log(
      JSON.stringify({
        record: folder,
        identical: differing.length === 0,
        differences: differing,
        ...(system.origin && { systemChanged: hasChanged }),
      }),
    );
  else if (differing.length === 0)
    console.log(`identical: every number in the points of ${folder} came out the same to the last bit`);
  else {
    const many = differing.length === 1 ? 'one difference' : `${differing.length} differences`;
    console.log(`${many} from the points of ${folder}${differing.length > 5 ? ', of which five' : ''}:`);
    for (const one of differing.slice(0, 5)) console.log(`  ${one}`);
    const [then, now] = [manifest.versions, versions()];
    if (then.orrery !== now.orrery) console.log(`the record was made by version ${then.orrery}, this is ${now.orrery}`);
    if (manifest.engineDescription !== result.engineDescription)
      console.log(`the record was made with ${manifest.engineDescription}, this is ${result.engineDescription}`);
  }
  if (differing.length > 0) process.exitCode = 1;
}

/** What chance does less often than this is no chance. */
const CHANCE = 1e-3;

/**
 * Records of schema 1 drew their trials by their place in the plan: other random numbers, and the
 * same physics.
 */
function reportAgreement(folder: string, result: RunResult, json: boolean | undefined): void {
  const found = agreement(folder, result);
  const { predicted, theoryDiffers, measured, furthest, chance } = found;
  const agrees = theoryDiffers.length === 0 && chance >= CHANCE;
  if (!agrees) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ record: folder, identical: null, agrees, ...found }));
    return;
  }
  console.log(
    `${folder} is of schema 1, whose trials were named by their place in the plan: it cannot be verified to the bit. ` +
      `Measured anew, ${predicted - theoryDiffers.length} of ${predicted} predictions are the same, and ${measured} measured means ` +
      `differ by at most ${furthest.toFixed(1)} standard errors${agrees ? '' : ', more than chance does'}`,
  );
  for (const line of theoryDiffers.slice(0, 5)) console.log(`  ${line}`);
}
