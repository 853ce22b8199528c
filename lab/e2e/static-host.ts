import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * A host of static files as others run them: any page may load from it, and show it in a frame.
 * Each has an origin of its own. `pages` are texts by their path, beside what is in `folder`.
 */
export async function startHost(pages: Record<string, string>, folder?: string) {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://here').pathname;
    const file = folder && join(folder, normalize(path === '/' ? '/index.html' : path));
    const body =
      pages[path] ?? (file && statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined);
    const type = TYPES[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream';
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' });
    response.end(body);
  });
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
