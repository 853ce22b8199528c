import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';

export interface Writer {
  host: string;
  process: number;
}

export interface Occupation {
  end(): void;
}

/**
 * Says that this process writes into a folder; a process that is there no more occupies nothing.
 * Throws `BadInput` naming the one that does.
 */
export function occupy(folder: string): Occupation {
  const file = join(folder, 'writer.json');
  const own = { host: hostname(), process: process.pid };
  const claim = () => writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  try {
    claim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const other = readWriter(file);
    if (other && isAtWork(other))
      throw new BadInput(
        `${folder} is being written by process ${other.process} on ${other.host}; wait for it${other.host === own.host ? '' : `, or, if that machine is gone, remove ${file}`}`,
      );
    rmSync(file, { force: true });
    claim();
  }
  return { end: () => rmSync(file, { force: true }) };
}

/** Who writes into a folder now, or seems to on another machine; undefined where nobody does. */
export function occupantOf(folder: string): Writer | undefined {
  const writer = readWriter(join(folder, 'writer.json'));
  return writer && isAtWork(writer) ? writer : undefined;
}

function isAtWork(writer: Writer): boolean {
  return writer.host !== hostname() || isAlive(writer.process);
}

/** Undefined where there is none, or where the file was torn as its process was killed. */
function readWriter(file: string): Writer | undefined {
  try {
    const { host, process } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof host === 'string' && Number.isInteger(process) ? { host, process } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
