import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { refuse } from './refusal.ts';
import type { Site, SiteFile } from './site.ts';

/**
 * On every answer. The page runs its own scripts, workers and WebAssembly, and loads nothing from
 * anywhere else.
 */
const PROTECTION = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Neighbours of a file that hold it compressed, the smaller first. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
];

/**
 * A server of the files of `site`, not yet listening. A client has `patience` milliseconds to say
 * what it wants.
 */
export function makeServer(site: Site, patience = 10_000): Server {
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = answer(site, request);
    response.writeHead(status, { ...PROTECTION, ...headers }).end(body);
  };
  const server = createServer(
    {
      headersTimeout: patience,
      requestTimeout: patience,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: Math.min(patience, 1_000),
      maxHeaderSize: 16_384,
    },
    respond,
  );
  // Also closes connections whose reader has stopped reading.
  server.setTimeout(30_000);
  server.maxConnections = 256;
  // Without this, Node would invite the body of a request that says "Expect: 100-continue".
  server.on('checkContinue', respond);
  return server;
}

interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body?: Buffer;
}

function answer(site: Site, request: IncomingMessage): Answer {
  const refusal = refuse(request);
  if (refusal) return inWords(refusal.status, refusal.reason);
  const path = readPath(request.url!);
  if (path === undefined) return inWords(400, 'this is not a path');
  const file = site.get(path);
  if (!file) return inWords(404, 'there is nothing here; the page is at /');
  const { content, encoding } = choose(site, path, file, request.headers['accept-encoding']);
  const headers = { 'Cache-Control': file.cacheControl, ETag: content.tag, Vary: 'Accept-Encoding' };
  if (isHeld(content.tag, request.headers['if-none-match'])) return { status: 304, headers };
  const described = { ...headers, 'Content-Type': file.type, 'Content-Length': content.bytes.length };
  return {
    status: 200,
    headers: encoding ? { ...described, 'Content-Encoding': encoding } : described,
    body: content.bytes,
  };
}

function inWords(status: number, words: string): Answer {
  const body = Buffer.from(`${words}\n`);
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  return { status, headers: status === 405 ? { ...headers, Allow: 'GET, HEAD' } : headers, body };
}

/**
 * The decoded path that a request asks for, or undefined where it is malformed or a segment hides a
 * separator.
 */
function readPath(target: string): string | undefined {
  const [path] = target.split('?', 1);
  try {
    const segments = path.split('/').map(decodeURIComponent);
    if (segments.some((segment) => /[/\\\0]/.test(segment))) return undefined;
    return path === '/' ? '/index.html' : segments.join('/');
  } catch {
    return undefined;
  }
}

/**
 * The compressed neighbour of a file where there is one and the client takes it, else the file
 * itself.
 */
function choose(site: Site, path: string, file: SiteFile, accepted = ''): { content: SiteFile; encoding?: string } {
  const names = accepted
    .toLowerCase()
    .split(',')
    .map((word) => word.split(';').map((part) => part.trim()))
    .filter(([, quality = 'q=1']) => Number(quality.slice(2)) > 0)
    .map(([name]) => name);
  for (const { name, suffix } of ENCODINGS) {
    const content = names.includes(name) ? site.get(path + suffix) : undefined;
    if (content) return { content, encoding: name };
  }
  return { content: file };
}

/** Whether the client already holds these bytes. */
function isHeld(tag: string, held = ''): boolean {
  return held.split(',').some((word) => ['*', tag].includes(word.trim().replace(/^W\//, '')));
}
