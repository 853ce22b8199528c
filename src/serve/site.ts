import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file held in memory, with the headers that belong to it. */
export interface SiteFile {
  bytes: Buffer;
  type: string;
  /** Strong entity tag: a digest of the bytes, in quotes. */
  tag: string;
  cacheControl: string;
}

/**
 * Every file that may be served, by the decoded path of its URL ("/assets/app.js"). A request is a
 * lookup here and never a path on the disk.
 */
export type Site = ReadonlyMap<string, SiteFile>;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.gz': 'application/gzip',
};

/** What Vite writes: a name with eight characters of the content's hash. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.[a-z0-9.]+$/;

/**
 * Reads a folder into memory, so that a page being looked at stays whole while the folder is built
 * anew. Takes ordinary files only: no symbolic links, wherever they point, and nothing whose name
 * begins with a dot.
 */
export function readSite(folder: string): Site {
  const site = new Map<string, SiteFile>();
  const walk = (inside: string) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = `${inside}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) site.set(path, readSiteFile(folder, path));
    }
  };
  walk('');
  return site;
}

function readSiteFile(folder: string, path: string): SiteFile {
  const bytes = readFileSync(join(folder, path));
  return {
    bytes,
    type: TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    cacheControl: HASHED.test(path) ? 'max-age=31536000, immutable' : 'no-cache',
  };
}
