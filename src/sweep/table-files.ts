import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { csvHeader, csvLines, type PointRow, type SweptColumn, toColumns } from '../record/points.ts';

/** Rows of a group, which are held at once. */
const GROUP = 20_000;

/** `points.csv` and `points.parquet`, written as their rows come, and there when all have come. */
export class PointsFiles {
  private readonly folder: string;
  private readonly sweeps: SweptColumn[];
  private readonly csv: Part;
  private readonly parquetPart: string;
  private parquet: ParquetWriter | undefined;
  private rows: PointRow[] = [];
  private isBegun = false;

  constructor(folder: string, sweeps: SweptColumn[]) {
    this.folder = folder;
    this.sweeps = sweeps;
    this.csv = new Part(join(folder, 'points.csv'));
    this.parquetPart = join(folder, 'points.parquet.part');
  }

  add(rows: readonly PointRow[]): void {
    this.rows.push(...rows);
    if (this.rows.length >= GROUP) this.flush();
  }

  finish(): void {
    this.flush();
    this.csv.finish();
    this.parquet!.finish();
    renameSync(this.parquetPart, join(this.folder, 'points.parquet'));
  }

  abandon(): void {
    this.csv.abandon();
    rmSync(this.parquetPart, { force: true });
  }

  private flush(): void {
    if (this.rows.length === 0 && this.isBegun) return;
    const columns = toColumns(this.rows, this.sweeps);
    if (!this.isBegun) this.csv.write(csvHeader(columns));
    this.isBegun = true;
    this.csv.write(csvLines(columns));
    const typed = columns.map(({ name, type, values }) => ({ name, type, data: values, nullable: true }));
    this.parquet ??= new ParquetWriter({
      writer: fileWriter(this.parquetPart),
      schema: schemaFromColumnData({ columnData: typed }),
      createdBy: 'orrery',
    });
    this.parquet.write({ columnData: typed.map(({ name, data }) => ({ name, data })), rowGroupSize: GROUP });
    this.rows = [];
  }
}

/** Bytes of text that are compressed at once. */
const MEMBER = 1 << 20;

/** Lines in gzip, a member after the other, which are one file. */
export class ZippedLines {
  private readonly part: Part;
  private lines: string[] = [];
  private held = 0;

  constructor(path: string) {
    this.part = new Part(path);
  }

  add(line: string): void {
    this.lines.push(line, '\n');
    this.held += line.length + 1;
    if (this.held >= MEMBER) this.flush();
  }

  finish(): void {
    this.flush();
    this.part.finish();
  }

  abandon(): void {
    this.part.abandon();
  }

  private flush(): void {
    this.part.write(gzipSync(this.lines.join('')));
    this.lines = [];
    this.held = 0;
  }
}

/** A file that takes its name when it is whole. */
export class Part {
  private readonly path: string;
  private readonly file: number;
  private isOpen = true;

  constructor(path: string) {
    this.path = path;
    this.file = openSync(`${path}.part`, 'w');
  }

  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    let written = 0;
    while (written < bytes.length) written += writeSync(this.file, bytes, written);
  }

  finish(): void {
    fsyncSync(this.file);
    this.close();
    renameSync(`${this.path}.part`, this.path);
  }

  /** Nothing for one that is finished. */
  abandon(): void {
    this.close();
    rmSync(`${this.path}.part`, { force: true });
  }

  private close(): void {
    if (this.isOpen) closeSync(this.file);
    this.isOpen = false;
  }
}
