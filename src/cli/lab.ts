import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadInput } from '../numeric/errors.ts';
import { listen } from '../serve/listen.ts';
import { makeServer } from '../serve/server.ts';
import { readSite } from '../serve/site.ts';
import { openBrowser } from './browser.ts';
import { readNumber } from './settings.ts';

/** The year in which the first modern orrery was built. */
const PORT = 1704;

const built = fileURLToPath(new URL('../../dist-lab', import.meta.url));

export async function lab(flags: { port?: string; open: boolean; page?: string }): Promise<void> {
  const asked = flags.port === undefined ? undefined : readPort(flags.port);
  const folder = flags.page ?? built;
  if (!existsSync(join(folder, 'index.html')))
    throw new BadInput(
      `the page is not built: there is no ${join(folder, 'index.html')}\nIn a checkout, npm run build:lab builds it.`,
    );
  const server = makeServer(readSite(folder));
  const port = await listen(server, asked, PORT);
  if (asked === undefined && port !== PORT) console.error(`port ${PORT} is taken; using ${port}`);
  const address = `http://127.0.0.1:${port}/`;
  console.log(address);
  console.error('the lab is open on this machine only; Ctrl-C closes it');
  if (flags.open) openBrowser(address, () => console.error('no browser could be opened; open the address yourself'));
  await untilInterrupted(server);
}

function readPort(word: string): number {
  return word === '0'
    ? 0
    : readNumber('--port', word, { low: 1024, high: 65535, whole: true, also: '0 for a free one' });
}

/** Being interrupted is how a server is done, so the exit code stays 0. */
async function untilInterrupted(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.close();
  server.closeAllConnections();
}
