// What the ledger costs on many points: 100 records of 100 000 rows, which are ten observables at
// ten curves of 1000 points, made in a temporary folder.
//   node bench/ledger.mjs [records] [rows of each]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const [records, rows] = [process.argv[2] ?? 100, process.argv[3] ?? 100_000].map(Number);
const folder = mkdtempSync(join(tmpdir(), 'orrery-ledger-bench-'));
try {
  await makeRecords();
  console.log(`${records} records of ${rows} rows`);
  time('the list of runs', []);
  time('one that matches', ['--where', 'samples = 500 and curve = 3']);
  time('counts by system', ['--sql', 'select system, count(*), avg(mean) from points group by all']);
  time('the furthest 10 from theory', [
    '--sql',
    'select run, samples, ridge, (mean - predicted) / standardError as z from points order by abs(z) desc limit 10',
  ]);
  time('z by bins of samples', [
    '--sql',
    'select round(log10(samples), 1) as bin, stddev((mean - predicted) / standardError), count(*) from points group by 1 order by 1',
  ]);
  time('two records joined', ['compare', join(folder, 'records/r0'), join(folder, 'records/r1')]);
  time('all of it to Parquet', ['--export', join(folder, 'all.parquet')]);
  time('all of it to CSV', ['--export', join(folder, 'all.csv')]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function time(label, words) {
  const line = words[0] === 'compare' ? words : ['results', '--out', join(folder, 'records'), ...words];
  const measured = ['-f', '%e s, %M kB', process.execPath, command, ...line];
  const { stderr, status } = spawnSync('/usr/bin/time', measured, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const [seconds, kilobytes] = stderr.trim().split('\n').at(-1).split(' s, ').map(Number.parseFloat);
  console.log(
    `${label}: ${seconds} s, ${Math.round(kilobytes / 1024)} MB${status === 0 ? '' : ` (exit code ${status})`}`,
  );
}

/** As a run leaves them, as far as the ledger looks; each has ten curves. */
async function makeRecords() {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (let i = 0; i < records; i++) {
    const record = join(folder, 'records', `r${i}`);
    mkdirSync(record, { recursive: true });
    const perCurve = rows / 100;
    await connection.run(`COPY (
      SELECT 1.0::DOUBLE AS scale, (i // ${10 * perCurve})::INTEGER AS curve, 'λ = ' || curve AS label,
        (i // 10 % ${perCurve} + 1)::DOUBLE AS samples, curve::DOUBLE / 10 AS ridge, 'o' || i % 10 AS observable,
        NULL::DOUBLE AS coordinate, NULL::DOUBLE AS second, 1 / (1 + samples) AS predicted, 1e-10 AS predictedError,
        predicted * (1 + (random() - 0.5) / 100) AS mean, predicted / 350 AS standardError, random() AS skewness,
        NULL::DOUBLE AS median, NULL::DOUBLE AS low, NULL::DOUBLE AS high, 8::INTEGER AS trials, 'holds' AS verdict,
        NULL::VARCHAR AS reason
      FROM range(${rows}) t(i)) TO '${join(record, 'points.parquet')}' (FORMAT parquet)`);
    const manifest = {
      ...{ schema: 'orrery-record/2', system: 'ridge', created: new Date(1.7e12 + 1e6 * i).toISOString() },
      ...{ settings: {}, scales: [1], parameters: { dimension: 400 + i, noise: 0.1, spectrum: 'isotropic' }, data: {} },
      ...{ seed: String(i), engine: 'wasm', engineDescription: '', trials: 8, shown: ['testError'], margin: 0.05 },
      ...{
        versions: { orrery: '0.2.0' },
        interrupted: false,
        seconds: 1,
        verdict: { overall: 'holds', observables: {} },
      },
      pointKeys: Array.from({ length: 10 }, (_, c) =>
        Array.from({ length: perCurve }, (_, p) => `${c}-${p}`.padEnd(64, '0')),
      ),
      counts: Array.from({ length: 10 }, () => Array(perCurve).fill(8)),
    };
    writeFileSync(join(record, 'manifest.json'), JSON.stringify(manifest));
    writeFileSync(join(record, 'points.csv'), 'scale,curve,label,samples,ridge,observable\r\n');
  }
  connection.closeSync();
  instance.closeSync();
}
