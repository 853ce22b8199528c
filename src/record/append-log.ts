import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Milliseconds; what is younger may be lost with the machine, though not with the process. */
const SYNC = 1000;

/**
 * Lines appended to a file as they come: a process that is killed loses what is in flight and
 * nothing else. A line that was torn is cut off before the next is written. Throws what `node:fs`
 * throws; lines that the disk did not take are tried again with the next.
 */
export class AppendLog {
  private readonly file: number;
  private size: number;
  private synced = performance.now();
  private waiting = '';

  /** What the file has already is kept. */
  constructor(path: string) {
    this.size = existsSync(path) ? wholeLines(readFileSync(path)) : 0;
    this.file = openSync(path, 'a');
    ftruncateSync(this.file, this.size);
  }

  /** Whole lines, each with its line feed. */
  append(lines: string): void {
    this.waiting += lines;
    const bytes = Buffer.from(this.waiting);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.file, bytes, written);
    } catch (error) {
      ftruncateSync(this.file, this.size);
      throw error;
    }
    this.size += bytes.length;
    this.waiting = '';
    if (performance.now() - this.synced >= SYNC) this.sync();
  }

  /** What was appended is on the disk. */
  sync(): void {
    fsyncSync(this.file);
    this.synced = performance.now();
  }

  /** All of it is on the disk. */
  close(): void {
    fsyncSync(this.file);
    closeSync(this.file);
  }

  /** Ends it as it is. */
  abandon(): void {
    closeSync(this.file);
  }
}

/** The length of what ends with a line feed. */
export function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(0x0a) + 1;
}
