import { type Comparison, compareRecords, type Difference, type Differences } from '../ledger/compare.ts';
import { type Manifest, readManifest } from '../record/record.ts';
import { count, plain } from '../statistics/sentences.ts';

/** What chance does less often than this is no chance. */
const CHANCE = 1e-3;

/** Holds two records of one system against each other, at the points that both have. */
export async function compare(a: string, b: string, { json }: { json?: boolean }): Promise<void> {
  const [first, second] = [readManifest(a), readManifest(b)];
  const found = await compareRecords([a, first], [b, second]);
  const { predictions, means, verdicts, points } = found;
  const agree = predictions.differ.count === 0 && means.chance >= CHANCE && verdicts.opposite === 0;
  process.exitCode = points.both === 0 ? 4 : agree ? 0 : 1;
  const overall = { a: first.verdict.overall, b: second.verdict.overall };
  const sharedSeed = first.seed === second.seed;
  if (json) console.log(JSON.stringify({ a, b, agree: points.both > 0 && agree, sharedSeed, overall, ...found }));
  else console.log(wordsOf(found, first, second).join('\n'));
}

function wordsOf({ points, predictions, means, verdicts }: Comparison, a: Manifest, b: Manifest): string[] {
  if (points.both === 0)
    return [`no point in common: ${count(points.a, 'point')} here and ${points.b} there, all with other parameters`];
  const lines = [`${count(points.both, 'point')} in common, of ${points.a} and ${points.b}`];
  const others = (['seed', 'engine', 'margin'] as const).filter((name) => a[name] !== b[name]);
  for (const name of others) lines.push(`  ${name}: ${a[name]} and ${b[name]}`);
  if (a.versions.orrery !== b.versions.orrery)
    lines.push(`  made by versions ${a.versions.orrery} and ${b.versions.orrery}`);
  const { differ, onlyOne } = predictions;
  lines.push(
    differ.count === 0
      ? `predictions: ${predictions.both} the same within the errors that they promise`
      : `predictions: ${differ.count} of ${predictions.both} differ by more than the errors that they promise`,
    ...examplesOf(differ),
  );
  if (onlyOne.count > 0)
    lines.push(`  ${count(onlyOne.count, 'number')} predicted in one of them alone`, ...examplesOf(onlyOne));
  lines.push(...meanWords(means, a.seed === b.seed));
  lines.push(
    verdicts.changed.count === 0
      ? `verdicts: none of ${verdicts.both} has changed; overall ${a.verdict.overall}${b.verdict.overall === a.verdict.overall ? '' : ` and ${b.verdict.overall}`}`
      : `verdicts: ${verdicts.changed.count} changed, ${verdicts.opposite} of them between holds and broken; overall ${a.verdict.overall} and ${b.verdict.overall}`,
    ...examplesOf(verdicts.changed),
  );
  return lines;
}

function meanWords({ both, identical, furthest, chance }: Comparison['means'], isShared: boolean): string[] {
  if (both === 0) return ['means: none has an error in both'];
  if (identical === both) return [`means: all ${both} are the same to the last bit`];
  const [{ z = 0 }] = furthest.examples;
  const often =
    chance < CHANCE
      ? `chance alone does that once in ${plain(1 / chance, 2)}`
      : `chance alone does that with probability ${plain(chance, 2)}`;
  const lines = [
    `means: ${both}, of which ${identical} are the same to the last bit; the furthest are ${plain(Math.abs(z), 2)} standard errors apart, and among so many ${often}${chance < CHANCE ? ': they contradict each other' : ''}`,
  ];
  if (isShared)
    lines.push('  the seed is the same, so that trials are shared: they differ less than independent ones would');
  return [...lines, ...examplesOf(furthest)];
}

function examplesOf({ count: all, examples }: Differences): string[] {
  const words = ({ observable, at, a, b, z }: Difference) =>
    `  ${observable}${at && ` at ${at}`}: ${a ?? 'none'} and ${b ?? 'none'}${z === undefined ? '' : ` (z = ${plain(z, 3)})`}`;
  return [...examples.map(words), ...(all > examples.length ? [`  … and ${all - examples.length} more`] : [])];
}
