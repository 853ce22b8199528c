// A real browser on the built page: for the end-to-end tests, the measurements and the pictures.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const MAC = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** The path of a Chromium on this machine, or undefined. The variable CHROMIUM goes first. */
export function findChromium() {
  const { CHROMIUM, PATH = '' } = process.env;
  const found = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return [...(CHROMIUM ? [CHROMIUM] : []), ...found, ...MAC].find(existsSync);
}

export const NO_CHROMIUM =
  'no Chromium found: install it (apt-get install chromium), or give the path of one in the variable CHROMIUM';

/**
 * How it is started: it asks nobody for updates, and runs where there is neither a screen nor a
 * user's session.
 */
export function howToLaunch() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return {
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  };
}

export function launch(more = []) {
  const how = howToLaunch();
  return chromium.launch({ ...how, args: [...how.args, ...more] });
}

/** Serves a built page as `orrery lab` does; the address, and how to close it. */
export async function serve(folder) {
  const { makeServer } = await import('../dist/serve/server.js');
  const { readSite } = await import('../dist/serve/site.js');
  const { listen } = await import('../dist/serve/listen.js');
  const server = makeServer(readSite(folder));
  const port = await listen(server, 0, 0);
  return {
    address: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
