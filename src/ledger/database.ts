import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as DuckDb from '@duckdb/node-api';
import { BadInput } from '../numeric/errors.ts';

export type Value = number | string | boolean | null | Value[] | { [name: string]: Value };

/** Rows as they come, a batch at a time, under the names of their columns. */
export interface Table {
  columns: string[];
  batches: AsyncIterable<Value[][]>;
}

/** A cell of a table that is made here. */
export type Plain = number | string | null;
export type SqlType = 'DOUBLE' | 'BIGINT' | 'VARCHAR' | 'TIMESTAMP';

/**
 * DuckDB in the memory of this process, for as long as a question takes: it keeps no file of its
 * own, so that nothing waits for it and nothing of it can be damaged.
 */
export class Database {
  private readonly module: typeof DuckDb;
  private readonly instance: DuckDb.DuckDBInstance;
  private readonly connection: DuckDb.DuckDBConnection;
  private readonly spill: string;

  private constructor(
    module: typeof DuckDb,
    instance: DuckDb.DuckDBInstance,
    connection: DuckDb.DuckDBConnection,
    spill: string,
  ) {
    this.module = module;
    this.instance = instance;
    this.connection = connection;
    this.spill = spill;
  }

  /** Throws `BadInput` where the optional package is not installed. */
  static async open(): Promise<Database> {
    const module = await load();
    // What does not fit into memory goes there, and not into the folder that somebody stands in.
    const spill = mkdtempSync(join(tmpdir(), 'orrery-ledger-'));
    const instance = await module.DuckDBInstance.create(':memory:', {
      // Nothing is ever fetched from elsewhere.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: spill,
    });
    return new Database(module, instance, await instance.connect(), spill);
  }

  /** Our own statements; throws what DuckDB throws. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async rows(sql: string): Promise<Value[][]> {
    const found: Value[][] = [];
    for await (const batch of (await this.stream(sql)).batches) found.push(...batch);
    return found;
  }

  async stream(sql: string): Promise<Table> {
    const result = await this.connection.stream(sql);
    return { columns: result.deduplicatedColumnNames(), batches: plainBatches(result) };
  }

  /** Makes a table of rows that are here; a time is in milliseconds since 1970. */
  async fill(table: string, columns: readonly [string, SqlType][], rows: readonly (readonly Plain[])[]): Promise<void> {
    const named = columns.map(([name, type]) => `${quoted(name)} ${type}`);
    await this.run(`CREATE TABLE ${table} (${named.join(', ')})`);
    const appender = await this.connection.createAppender(table.split('.').at(-1)!, table.split('.').at(-2));
    for (const row of rows) {
      for (const [i, [, type]] of columns.entries()) {
        const value = row[i];
        if (value === null) appender.appendNull();
        else if (type === 'DOUBLE') appender.appendDouble(Number(value));
        else if (type === 'BIGINT') appender.appendBigInt(BigInt(value));
        else if (type === 'TIMESTAMP')
          appender.appendTimestamp(new this.module.DuckDBTimestampValue(BigInt(value) * 1000n));
        else appender.appendVarchar(String(value));
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  /**
   * From here on no file is read but these, no setting is changed, and nothing is loaded; `written`
   * are files that may be written besides.
   */
  async shut(files: readonly string[], written: readonly string[] = []): Promise<void> {
    const paths = [...files, ...written].map(text).join(', ');
    await this.run(`SET allowed_paths = [${paths}]`);
    await this.run(`SET allowed_directories = [${text(this.spill)}]`);
    await this.run('SET enable_external_access = false');
    await this.run('SET lock_configuration = true');
  }

  /**
   * Throws the error of DuckDB where it is none, and `BadInput` where it is anything but one query.
   */
  async checkQuery(sql: string): Promise<void> {
    if (sql.trim() === '') throw new BadInput('it is empty');
    const statements = await this.connection.extractStatements(sql);
    if (statements.count !== 1) throw new BadInput(`it has ${statements.count} statements, and one is allowed`);
    const { statementType } = await statements.prepare(0);
    if (statementType !== this.module.StatementType.SELECT)
      throw new BadInput('it is no query: SELECT, FROM, WITH, DESCRIBE and SUMMARIZE read, and nothing is written');
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.spill, { recursive: true, force: true });
  }
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What DuckDB says, in one line and without the lines that point at a place. */
export function inOneLine(error: unknown): string {
  const [said] = (error as Error).message.replace(/^Failed to extract statements: /, '').split(/\n\s*\n?LINE \d+:/, 1);
  return said.trim().replaceAll(/\s*\n\s*/g, '; ');
}

async function load(): Promise<typeof DuckDb> {
  try {
    const module = (await import('@duckdb/node-api')) as typeof DuckDb & { default?: typeof DuckDb };
    return module.default ?? module;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new BadInput(
      `this takes DuckDB, whose package is optional and not installed here: npm install @duckdb/node-api (${why}); \`orrery results\` with its other options works without`,
    );
  }
}

async function* plainBatches(result: DuckDb.DuckDBResult): AsyncGenerator<Value[][]> {
  for await (const rows of result.yieldRowsJs()) yield rows.map((row) => row.map(plain));
}

/** What JSON has no word for is a text: infinities, large whole numbers, times. */
function plain(value: unknown): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return value as Value;
}
