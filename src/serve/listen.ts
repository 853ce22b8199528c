import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BadInput } from '../numeric/errors.ts';

/** Only this machine can reach it. */
const HOST = '127.0.0.1';

/**
 * Listens on the loopback address alone and returns the port.
 * @param asked the port that must be used; 0 is any free one
 * @param usual the port that is tried first when none was asked for
 * @throws BadInput when the port asked for cannot be had
 */
export async function listen(server: Server, asked: number | undefined, usual: number): Promise<number> {
  try {
    return await attempt(server, asked ?? usual);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    if (asked === undefined) return attempt(server, 0);
    const trouble = code === 'EADDRINUSE' ? 'is in use' : 'needs permission that you do not have';
    throw new BadInput(`port ${asked} ${trouble}; give another, or leave --port out to take one that is free`);
  }
}

function attempt(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
