import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { FIXED_COLUMNS } from '../record/points.ts';
import type { Manifest } from '../record/record.ts';
import { studentTail } from '../statistics/distributions.ts';
import { Database, quoted, text, type Value } from './database.ts';
import { pointsFile } from './views.ts';

/** A number that both records have, where they differ. */
export interface Difference {
  observable: string;
  /** The swept parameters and coordinates, in words. */
  at: string;
  a: Value;
  b: Value;
  /** Of means: in units of the standard error of their difference. */
  z?: number;
}

/** Some of many: the worst first. */
export interface Differences {
  count: number;
  examples: Difference[];
}

export interface Comparison {
  /** Distinct points, by their keys. */
  points: { a: number; b: number; both: number };
  /**
   * Predictions that both have, those that differ beyond what both promise, and those that one
   * alone has.
   */
  predictions: { both: number; differ: Differences; onlyOne: Differences };
  /**
   * Means with an error in both; those that are the same to the bit; the furthest apart, and how
   * likely chance makes one as far among so many.
   */
  means: { both: number; identical: number; furthest: Differences; chance: number };
  /** Numbers with another verdict, and those of them from holds to broken or back. */
  verdicts: { both: number; changed: Differences; opposite: number };
}

const EXAMPLES = 5;

/**
 * Compares the numbers of two records of one system, at the points that both have. Theirs are the
 * folders and manifests. Throws `BadInput` for records that cannot be held against each other.
 */
export async function compareRecords(a: [string, Manifest], b: [string, Manifest]): Promise<Comparison> {
  const [[, { system }], [, { system: other }]] = [a, b];
  if (system !== other)
    throw new BadInput(
      `${a[0]} is of ${system} and ${b[0]} of ${other}: only records of one system have points in common`,
    );
  const database = await Database.open();
  try {
    await openSide(database, 'a', ...a);
    await openSide(database, 'b', ...b);
    // In order of a, with everything that is asked of it.
    await database.run(
      `CREATE TABLE compared AS SELECT a.place, a.observable, a.predicted AS pa, b.predicted AS pb,
         coalesce(a.predictedError, 0) + coalesce(b.predictedError, 0) + 1e-12 AS promised,
         a.mean AS ma, b.mean AS mb, sqrt(a.standardError ** 2 + b.standardError ** 2) AS error,
         greatest(1, least(a.trials, b.trials) - 1) AS freedom, a.verdict AS va, b.verdict AS vb
       FROM side_a a JOIN side_b b ON a.key = b.key AND a.observable = b.observable
         AND a.coordinate IS NOT DISTINCT FROM b.coordinate AND a.second IS NOT DISTINCT FROM b.second`,
    );
    return {
      points: await pointsOf(database),
      predictions: await predictionsOf(database),
      means: await meansOf(database),
      verdicts: await verdictsOf(database),
    };
  } finally {
    database.close();
  }
}

async function pointsOf(database: Database): Promise<Comparison['points']> {
  const keys = (side: string) => `SELECT DISTINCT key FROM keys_${side} WHERE point >= 0`;
  const [[a, b, both]] = await database.rows(
    `SELECT (SELECT count(*) FROM (${keys('a')})), (SELECT count(*) FROM (${keys('b')})),
       (SELECT count(*) FROM (${keys('a')} INTERSECT ${keys('b')}))`,
  );
  return { a: Number(a), b: Number(b), both: Number(both) };
}

async function predictionsOf(database: Database): Promise<Comparison['predictions']> {
  const differ = 'pa <> pb AND NOT coalesce(abs(pa - pb) <= promised * abs(pb), false)';
  return {
    both: await countOf(database, 'pa IS NOT NULL AND pb IS NOT NULL'),
    differ: await differencesOf(database, differ, 'pa', 'pb', 'abs(pa - pb) / abs(pb) DESC'),
    onlyOne: await differencesOf(database, '(pa IS NULL) <> (pb IS NULL)', 'pa', 'pb', 'observable'),
  };
}

const WITH_ERROR = 'error > 0 AND isfinite(error) AND ma IS NOT NULL AND mb IS NOT NULL';

async function meansOf(database: Database): Promise<Comparison['means']> {
  const both = await countOf(database, WITH_ERROR);
  const furthest = await differencesOf(database, `${WITH_ERROR} AND ma <> mb`, 'ma', 'mb', 'abs(z) DESC');
  const byFreedom = await database.rows(
    `SELECT freedom, max(abs(ma - mb) / error) FROM compared WHERE ${WITH_ERROR} GROUP BY freedom`,
  );
  const least = byFreedom.reduce(
    (so, [freedom, distance]) => Math.min(so, 2 * studentTail(Number(distance), Number(freedom))),
    1,
  );
  const identical = await countOf(database, `${WITH_ERROR} AND ma = mb`);
  return { both, identical, furthest, chance: Math.min(1, least * Math.max(1, both)) };
}

async function verdictsOf(database: Database): Promise<Comparison['verdicts']> {
  const opposite = "(va = 'holds' AND vb = 'broken') OR (va = 'broken' AND vb = 'holds')";
  return {
    both: await countOf(database, "va <> 'not judged' AND vb <> 'not judged'"),
    changed: await differencesOf(database, 'va <> vb', 'va', 'vb', `(${opposite}) DESC, observable`),
    opposite: await countOf(database, opposite),
  };
}

async function countOf(database: Database, condition: string): Promise<number> {
  const [[count]] = await database.rows(`SELECT count(*) FROM compared WHERE ${condition}`);
  return Number(count);
}

async function differencesOf(
  database: Database,
  condition: string,
  a: string,
  b: string,
  order: string,
): Promise<Differences> {
  const isMean = a === 'ma';
  const rows = await database.rows(
    `SELECT observable, place, ${a}, ${b}, (mb - ma) / error AS z FROM compared WHERE ${condition}
     ORDER BY ${order}, place LIMIT ${EXAMPLES}`,
  );
  const examples = rows.map(
    ([observable, at, was, is, z]): Difference => ({
      ...{ observable: String(observable), at: String(at), a: was, b: is },
      ...(isMean && { z: Number(z) }),
    }),
  );
  return { count: await countOf(database, condition), examples };
}

/**
 * The rows of a record with the keys of their points. These are in the manifest, in the order in
 * which the points come in the file; a number along the axis is named by all points of its curve.
 */
async function openSide(database: Database, side: 'a' | 'b', folder: string, manifest: Manifest): Promise<void> {
  const file = pointsFile(folder);
  if (existsSync(join(folder, 'sweep.json')))
    throw new BadInput(
      `${folder} is a sweep, whose points have no names in its table: compare sweeps by their settings, with orrery results --sql`,
    );
  if (file === undefined) throw new BadInput(`${folder} has no points.parquet: the record is damaged`);
  const { pointKeys } = manifest;
  if (!pointKeys)
    throw new BadInput(`${folder} does not say which points it has, as records of 0.1.0 did not; make its run anew`);
  try {
    await database.run(`CREATE VIEW file_${side} AS FROM read_parquet(${text(file)}, file_row_number = true)`);
  } catch {
    throw new BadInput(`${file} is no whole Parquet file: the record is damaged`);
  }
  const swept = (await database.rows(`DESCRIBE file_${side}`))
    .map(([name]) => String(name))
    .filter((name) => !FIXED_COLUMNS.has(name) && name !== 'file_row_number');
  const names = ['curve', ...swept.map(quoted)];
  const isPoint = swept.map((name) => `${quoted(name)} IS NOT NULL`).join(' AND ') || 'true';
  await database.run(
    `CREATE TABLE places_${side} AS SELECT ${names.join(', ')}, row_number() OVER (PARTITION BY curve ORDER BY first) - 1 AS point
     FROM (SELECT ${names.join(', ')}, min(file_row_number) AS first FROM file_${side} WHERE ${isPoint} GROUP BY ALL)`,
  );
  const counts = new Map(
    (await database.rows(`SELECT curve, count(*) FROM places_${side} GROUP BY 1`)) as [number, number][],
  );
  for (const [curve, keys] of pointKeys.entries())
    if ((counts.get(curve) ?? 0) !== keys.length)
      throw new BadInput(
        `${folder}: curve ${curve} has ${counts.get(curve) ?? 0} points in points.parquet and ${keys.length} in the manifest, so that they cannot be told apart`,
      );
  await database.fill(
    `keys_${side}`,
    [
      ['curve', 'BIGINT'],
      ['point', 'BIGINT'],
      ['key', 'VARCHAR'],
    ],
    pointKeys.flatMap((keys, curve) => [
      [curve, -1, createHash('sha256').update(keys.join(' ')).digest('hex')],
      ...keys.map((key, point) => [curve, point, key]),
    ]),
  );
  const parts = [...swept, 'coordinate', 'second', 'scale'].map(
    (name) =>
      `CASE WHEN ${quoted(name)} IS NOT NULL ${name === 'scale' ? 'AND scale <> 1' : ''} THEN ${text(`${name} `)} || regexp_replace(${quoted(name)}::VARCHAR, '\\.0$', '') END`,
  );
  await database.run(
    `CREATE VIEW side_${side} AS SELECT DISTINCT ON (key, observable, coordinate, second) *,
       concat_ws(', ', ${parts.join(', ')}) AS place
     FROM file_${side} LEFT JOIN places_${side} USING (${names.join(', ')})
       JOIN keys_${side} ON keys_${side}.curve = file_${side}.curve AND keys_${side}.point = coalesce(places_${side}.point, -1)`,
  );
}
