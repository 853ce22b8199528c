import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { readAssignments, type Settings } from '../plan/settings.ts';
import type { Header } from '../record/header.ts';
import { damaged, type Manifest } from '../record/record.ts';
import { checkConditions } from '../run/conditions.ts';
import { openData } from '../run/open-data.ts';
import { versions } from '../run/version.ts';
import type { AnySystem } from '../systems/contract.ts';
import { openSystem } from '../systems/open.ts';

interface Where {
  /** For messages: what is typed before the folder. */
  command: 'verify' | 'run --resume' | 'merge';
  /** Where the system is now, for one outside this package that has moved. */
  system?: string;
}

/**
 * The plan of a record, made again from its settings; `words` say where its files are now. Throws
 * `BadInput` where files or settings are not those of the record.
 */
export async function replan(
  folder: string,
  header: Header | Manifest,
  words: string[],
  where: Where,
): Promise<{ plan: Plan; settings: Settings }> {
  const system = await systemOf(folder, header, where);
  const moved = readAssignments(words);
  for (const key of Object.keys(moved))
    if (!Object.hasOwn(header.data, key))
      throw new BadInput(`${key} is no file of this record; only where its files are now can be given`);
  // What the user says has moved is opened first: an error there is about the path given.
  const given = await openData(system, moved);
  const settings = await openData(system, { ...header.settings, ...given }).catch((error) => {
    const keys = Object.keys(header.data).filter((key) => !Object.hasOwn(moved, key));
    if (!(error instanceof BadInput) || keys.length === 0) throw error;
    throw new BadInput(
      `${error.message}\nIf the file has moved, say where it is: orrery ${where.command} ${folder} ${keys[0]}=path`,
    );
  });
  for (const [key, { origin, sha256 }] of Object.entries(header.data)) {
    const now = settings[key] as { sha256: string } | undefined;
    if (!now) throw damaged(folder, `its settings lack ${key}, which its data name`);
    if (now.sha256 !== sha256)
      throw new BadInput(`${moved[key] ?? origin} is not the file that the record was made from: its checksum differs`);
  }
  const plan = makePlan(system, settings, header.scales);
  checkAgainst(folder, header, plan, system.origin?.sha256 !== header.origin?.sha256);
  return { plan, settings };
}

/** Throws `BadInput` for a record whose parts are not of one run. */
function checkAgainst(folder: string, header: Header | Manifest, plan: Plan, hasChanged: boolean): void {
  try {
    checkConditions(plan, { ...header, budget: 0 });
  } catch (error) {
    throw damaged(folder, (error as Error).message);
  }
  if (header.schema === 'orrery-record/1') return;
  if (!header.pointKeys) throw damaged(folder, 'its pointKeys are missing');
  // A system that was changed since may have other parameters, and the user has been told.
  const keys = plan.curves.map(({ points }) => points.map(({ key }) => key));
  if (hasChanged || JSON.stringify(keys) === JSON.stringify(header.pointKeys)) return;
  const { orrery } = header.versions;
  const older = orrery === versions().orrery ? '' : ` (or version ${orrery}, which made it, had other parameters)`;
  throw damaged(folder, `its pointKeys are not those of its settings${older}`);
}

/**
 * The system of a record; one outside this package from where it was, or from where the user says
 * that it is now.
 */
async function systemOf(
  folder: string,
  { system, origin }: Header,
  { command, system: now }: Where,
): Promise<AnySystem> {
  if (!origin) {
    if (now !== undefined) throw new BadInput(`--system: the record is of '${system}', which is in this package`);
    return openSystem(system);
  }
  if (now === undefined && !existsSync(origin.file))
    throw new BadInput(
      `the record is of a system in ${origin.file}, which is not there any more; say where it is: orrery ${command} ${folder} --system ./folder`,
    );
  // A bare name is a folder too where a path is asked for.
  const found = await openSystem(now === undefined ? origin.file : resolve(now));
  if (found.id !== system) throw new BadInput(`the record is of '${system}', but ${now} holds '${found.id}'`);
  return found;
}
