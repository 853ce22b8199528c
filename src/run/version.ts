import { libraryVersion } from './version.generated.ts';

export { libraryVersion };

/**
 * What a result was computed with: this library, and the runtime where it has a version of its own.
 */
export function versions(): Record<string, string> {
  const { process } = globalThis as { process?: NodeJS.Process };
  return {
    orrery: libraryVersion,
    ...(process?.versions?.node && { node: process.versions.node, v8: process.versions.v8 }),
  };
}
