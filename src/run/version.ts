import { readFileSync } from 'node:fs';

/** The version in package.json, from the sources and from dist/ alike. */
export const libraryVersion: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;
