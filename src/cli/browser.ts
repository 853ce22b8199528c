import { spawn } from 'node:child_process';

/** Opens an address in the person's browser; calls `failed` where that cannot be done. */
export function openBrowser(address: string, failed: () => void): void {
  const opener = findOpener(process.platform, address);
  if (!opener) {
    failed();
    return;
  }
  const [command, ...words] = opener;
  // In a process group of its own, since some openers become the browser, which Ctrl-C here shall
  // not close.
  const child = spawn(command, words, { stdio: 'ignore', detached: true });
  child.once('error', failed);
  child.once('exit', (code) => {
    if (code) failed();
  });
  child.unref();
}

function findOpener(platform: NodeJS.Platform, address: string): string[] | undefined {
  if (platform === 'darwin') return ['open', address];
  // `start` is a word of cmd; its first quoted word would be the window's title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', address];
  // Without a display, xdg-open would start a browser in the terminal.
  const { DISPLAY, WAYLAND_DISPLAY, BROWSER } = process.env;
  return DISPLAY || WAYLAND_DISPLAY || BROWSER ? ['xdg-open', address] : undefined;
}
