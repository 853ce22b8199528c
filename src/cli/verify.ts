import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { readAssignments } from '../plan/settings.ts';
import { agreement, differences } from '../record/compare.ts';
import { damaged, type Manifest, readManifest } from '../record/record.ts';
import { checkConditions } from '../run/conditions.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { openData } from '../run/open-data.ts';
import { versions } from '../run/version.ts';
import type { AnySystem } from '../systems/contract.ts';
import { openSystem } from '../systems/open.ts';
import { trackProgress } from './progress.ts';
import { readJobs } from './settings.ts';

export async function verify(
  folder: string,
  words: string[],
  flags: { jobs?: string; system?: string; json?: boolean },
): Promise<void> {
  const manifest = readManifest(folder);
  const system = await systemOf(folder, manifest, flags.system);
  const hasChanged = system.origin?.sha256 !== manifest.origin?.sha256;
  if (hasChanged)
    console.error(
      `${system.origin?.file} is not what it was when the record was made: numbers may differ for that reason`,
    );
  const moved = readAssignments(words);
  for (const key of Object.keys(moved))
    if (!Object.hasOwn(manifest.data, key))
      throw new BadInput(`${key} is no file of this record; only where its files are now can be given`);
  // What the user says has moved is opened first: an error there is about the path given.
  const given = await openData(system, moved);
  const settings = await openData(system, { ...manifest.settings, ...given }).catch((error) => {
    const keys = Object.keys(manifest.data).filter((key) => !Object.hasOwn(moved, key));
    if (!(error instanceof BadInput) || keys.length === 0) throw error;
    throw new BadInput(
      `${error.message}\nIf the file has moved, say where it is: orrery verify ${folder} ${keys[0]}=path`,
    );
  });
  for (const [key, { origin, sha256 }] of Object.entries(manifest.data)) {
    const now = settings[key] as { sha256: string } | undefined;
    if (!now) throw damaged(folder, `its settings lack ${key}, which its data name`);
    if (now.sha256 !== sha256)
      throw new BadInput(`${moved[key] ?? origin} is not the file that the record was made from: its checksum differs`);
  }
  const plan = makePlan(system, settings, manifest.scales);
  checkAgainst(folder, manifest, plan, hasChanged);
  const progress = trackProgress(`${system.id}: verifying`, flags.json);
  const result = await execute(plan, {
    trials: manifest.trials,
    counts: manifest.counts,
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

/** Throws `BadInput` for a manifest whose parts are not of one run. */
function checkAgainst(folder: string, manifest: Manifest, plan: Plan, hasChanged: boolean): void {
  try {
    checkConditions(plan, { ...manifest, budget: 0 });
  } catch (error) {
    throw damaged(folder, (error as Error).message);
  }
  if (manifest.schema === 'orrery-record/1') return;
  if (!manifest.pointKeys) throw damaged(folder, 'its pointKeys are missing');
  // A system that was changed since may have other parameters, and the user has been told.
  const keys = plan.curves.map(({ points }) => points.map(({ key }) => key));
  if (hasChanged || JSON.stringify(keys) === JSON.stringify(manifest.pointKeys)) return;
  const { orrery } = manifest.versions;
  const older = orrery === versions().orrery ? '' : ` (or version ${orrery}, which made it, had other parameters)`;
  throw damaged(folder, `its pointKeys are not those of its settings${older}`);
}

/**
 * The system of a record; one outside this package from where it was, or from where the user says
 * that it is now.
 */
async function systemOf(folder: string, { system, origin }: Manifest, now: string | undefined): Promise<AnySystem> {
  if (!origin) {
    if (now !== undefined) throw new BadInput(`--system: the record is of '${system}', which is in this package`);
    return openSystem(system);
  }
  if (now === undefined && !existsSync(origin.file))
    throw new BadInput(
      `the record is of a system in ${origin.file}, which is not there any more; say where it is: orrery verify ${folder} --system ./folder`,
    );
  // A bare name is a folder too where a path is asked for.
  const found = await openSystem(now === undefined ? origin.file : resolve(now));
  if (found.id !== system) throw new BadInput(`the record is of '${system}', but ${now} holds '${found.id}'`);
  return found;
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
