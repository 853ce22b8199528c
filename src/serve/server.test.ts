// Requests are written on the socket as they are, since a client library would put most of these in
// order first.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from './listen.ts';
import { makeServer } from './server.ts';
import { readSite } from './site.ts';

const SECRET = 'bytes from outside the folder';
const SCRIPT = `console.log(${JSON.stringify('orrery '.repeat(50))});`;
const PAGE = '<!doctype html><title>page</title>';

let parent: string;
let server: Server;
let port: number;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'orrery-serve-'));
  const page = join(parent, 'page');
  mkdirSync(join(page, 'assets/fonts'), { recursive: true });
  mkdirSync(join(page, '.hidden'));
  writeFileSync(join(parent, 'secret.txt'), SECRET);
  const files: Record<string, string | Buffer> = {
    'index.html': PAGE,
    'assets/index-Ab3_d-9Z.js': SCRIPT,
    'assets/index-Ab3_d-9Z.js.br': brotliCompressSync(SCRIPT),
    'assets/index-Ab3_d-9Z.js.gz': gzipSync(SCRIPT),
    'assets/kernels-Ab3_d-9Z.wasm': Buffer.from([0, 97, 115, 109]),
    'assets/fonts/Main-Regular-Ab3_d-9Z.woff2': 'font',
    'assets/index-Ab3_d-9Z.css': 'p{}',
    'plain.css': 'p{}',
    'a word & π.json': '{}',
    'digits.csv': 'a,b',
    'digits.csv.gz': gzipSync('a,b'),
    'icon.svg': '<svg/>',
    'icon.png': 'png',
    'unknown.thing': 'thing',
    '.env': SECRET,
    '.hidden/file.txt': SECRET,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(page, name), content);
  symlinkSync('../secret.txt', join(page, 'link.txt'));
  symlinkSync('../../secret.txt', join(page, 'assets/link.js'));
  symlinkSync('..', join(page, 'outside'));
  symlinkSync('.', join(page, 'loop'));
  symlinkSync('/etc', join(page, 'etc'));
  server = makeServer(readSite(page));
  port = await listen(server, 0, 0);
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(parent, { recursive: true });
});

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Writes text (one byte a character) on a connection of its own and reads to the end. */
function send(text: string, to = port): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(to, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const split = all.indexOf('\r\n\r\n');
      const [first, ...lines] = all.toString('latin1', 0, split).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      resolve({ status: Number(first.split(' ')[1]), headers, body: all.subarray(split + 4) });
    });
  });
}

function get(target: string, headers: Record<string, string> = {}, { method = 'GET', to = port } = {}): Promise<Reply> {
  const lines = Object.entries({ Host: `127.0.0.1:${to}`, Connection: 'close', ...headers });
  return send(`${method} ${target} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n`, to);
}

const statusOf = async (reply: Promise<Reply>) => (await reply).status;

/**
 * Ways to ask for ../secret.txt, /etc/passwd and what symbolic links and hidden names stand for.
 */
const TRAVERSALS = [
  ...['..', '%2e%2e', '%2E%2e', '.%2e', '%2e.', '%252e%252e', '%25252e%25252e', '%c0%ae%c0%ae', '%e0%80%ae%e0%80%ae']
    .concat(['%u002e%u002e', '%%32%65%%32%65', '...', '....', '..%00', '..;', '..%20', '..%09', '\xc0\xae\xc0\xae'])
    .flatMap((up) =>
      ['/', '%2f', '%252f', '\\', '%5c', '%255c', '%c0%af', '%u2215'].map((slash) => `/${up}${slash}secret.txt`),
    ),
  ...['/assets/../../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'],
  ...['/./../secret.txt', '/../page/../secret.txt', '/....//secret.txt', '/..//secret.txt', '/..././secret.txt'],
  ...['/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/../../../../../../../../etc/passwd', '../secret.txt', '..'],
  ...['//etc/passwd', '///etc/passwd', '/%2fetc%2fpasswd', '/%2Fetc/passwd', '/\\etc\\passwd', 'etc/passwd'],
  ...['/secret.txt%00.html', '/../secret.txt%00.html', '/index.html%00', '/..%00/secret.txt', '/\0/../secret.txt'],
  ...['/link.txt', '/assets/link.js', '/outside/secret.txt', '/outside/', '/loop/index.html', '/etc/passwd'],
  ...['/.env', '/.hidden/file.txt', '/%2eenv', '/assets/../.env', '/./.env', '/..', '/../', '/.', '/%2e%2e'],
  ...['http://evil.example/../secret.txt', 'http://evil.example/', 'file:///etc/passwd', 'file:/etc/passwd'],
  ...['/C:/Windows/win.ini', '/C:%5cWindows%5cwin.ini', '/c|/boot.ini', '/\\\\host\\share\\file', '//host/share/file'],
  ...['/index.html.', '/index.html%20', '/index.html::$DATA', '/INDEX.HTML', '/index.html/', '/index.html/..'],
  ...['/assets', '/assets/', '/%', '/%2', '/%zz', '/%ff%fe', '/index.html%', '/~root/.profile', '/proc/self/environ'],
  ...['/assets%2findex-Ab3_d-9Z.js', '/assets%5cindex-Ab3_d-9Z.js', '/#/../secret.txt', '/;/../secret.txt', '*'],
];

describe('what lies outside the folder', () => {
  it('stays there, however it is asked for', async () => {
    expect(new Set(TRAVERSALS).size).toBeGreaterThanOrEqual(60);
    for (const target of TRAVERSALS) {
      const { status, body } = await get(target);
      expect([400, 403, 404], JSON.stringify(target)).toContain(status);
      expect(body.toString('latin1'), JSON.stringify(target)).not.toMatch(/bytes from outside|root:|PATH=/);
    }
    expect(await statusOf(get('/'))).toBe(200);
  });

  it('would come out of a server that joins the path to the folder', async () => {
    const naive = createServer(({ url }, response) => {
      try {
        response.end(readFileSync(join(parent, 'page', decodeURIComponent(url!))));
      } catch {
        response.writeHead(404).end();
      }
    });
    const itsPort = await listen(naive, 0, 0);
    const replies = [];
    for (const target of TRAVERSALS) replies.push(await get(target, {}, { to: itsPort }));
    naive.close();
    expect(replies.filter(({ body }) => body.includes(SECRET)).length).toBeGreaterThan(10);
  });

  it('stays there for any path, and no path brings the server down', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      '%',
      'secret.txt',
      'page',
      'assets',
    );
    const target = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.webPath(),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(target, async (words) => {
        const { status, body } = await get(`/${words.replaceAll(/[\r\n ]/g, '')}`);
        // An empty path, or one that ends before a query, is the page.
        expect([200, 400, 404]).toContain(status);
        if (status === 200) expect(body.toString()).toBe(PAGE);
        expect(body.toString('latin1')).not.toContain(SECRET);
      }),
      { numRuns: 300 },
    );
    expect(await statusOf(get('/'))).toBe(200);
  });
});

describe('who may ask', () => {
  it('is whoever addresses this machine by a loopback name', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])
      expect(await statusOf(get('/', { Host: `${host}:${port}` })), host).toBe(200);
  });

  it('is nobody who uses another name, as after DNS rebinding', async () => {
    const foreign = [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `0.0.0.0:${port}`,
    ].concat(
      ['127.0.0.1', 'localhost', `127.0.0.1:${port}1`, `localhost.evil.example:${port}`, `evil@127.0.0.1:${port}`],
      [
        `127.0.0.1:${port}@evil.example`,
        `127.1:${port}`,
        `2130706433:${port}`,
        `[::ffff:127.0.0.1]:${port}`,
        '',
        'null',
      ],
      [`127.0.0.1:${port}, evil.example`, `localhost.:${port}`, `http://127.0.0.1:${port}`],
    );
    for (const host of foreign) {
      const { status, body } = await get('/', { Host: host });
      expect([400, 421], host).toContain(status);
      expect(body.toString(), host).not.toContain('page');
    }
  });

  it('is nobody who gives no Host, or two', async () => {
    expect(await statusOf(send('GET / HTTP/1.1\r\nConnection: close\r\n\r\n'))).toBe(400);
    expect(await statusOf(send('GET / HTTP/1.0\r\n\r\n'))).toBe(400);
    const twice = `Host: 127.0.0.1:${port}\r\nHost: evil.example\r\n`;
    expect(await statusOf(send(`GET / HTTP/1.1\r\n${twice}Connection: close\r\n\r\n`))).toBe(400);
  });

  it('is no page of another origin', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(await statusOf(get('/', { Origin: `http://${host}:${port}` })), host).toBe(200);
    const foreign = [
      'http://evil.example',
      `https://127.0.0.1:${port}`,
      'http://127.0.0.1',
      'null',
      '',
      'file://',
    ].concat(
      [`http://127.0.0.1:${port}.evil.example`, `http://evil.example:${port}`, `http://127.0.0.1:${port}/`],
      [`http://127.0.0.1:${port}, http://evil.example`, `http://127.0.0.1:${port + 1}`],
    );
    for (const origin of foreign) expect(await statusOf(get('/', { Origin: origin })), origin).toBe(403);
  });

  it('is no part of another site, though a link may lead here', async () => {
    const ask = (site: string, mode: string, dest: string) =>
      statusOf(get('/', { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest }));
    for (const site of ['cross-site', 'same-site']) {
      expect(await ask(site, 'no-cors', 'script')).toBe(403);
      expect(await ask(site, 'cors', 'empty')).toBe(403);
      expect(await ask(site, 'navigate', 'iframe')).toBe(403);
      expect(await ask(site, 'navigate', 'document')).toBe(200);
    }
    expect(await ask('same-origin', 'cors', 'worker')).toBe(200);
    expect(await ask('none', 'navigate', 'document')).toBe(200);
  });

  it('asks with GET or HEAD and no body', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND']) {
      const { status, headers } = await get('/', {}, { method });
      expect(status, method).toBe(405);
      expect(headers.allow).toBe('GET, HEAD');
    }
    expect(await statusOf(get('/', { 'Content-Length': '5' }))).toBe(413);
    expect(await statusOf(get('/', { 'Transfer-Encoding': 'chunked' }))).toBe(413);
    expect(await statusOf(get('/', { 'Content-Length': '5', Expect: '100-continue' }))).toBe(413);
    expect(await statusOf(get('/', { 'Content-Length': '0' }))).toBe(200);
    expect((await get('/', {}, { method: 'CONNECT' })).body).toHaveLength(0);
  });
});

describe('hostile clients', () => {
  it('are shut out when their headers are too long or make no sense', async () => {
    expect(await statusOf(get('/', { Cookie: 'x'.repeat(20_000) }))).toBe(431);
    expect(await statusOf(send('nonsense\r\n\r\n'))).toBe(400);
    const smuggled = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect([400, 413]).toContain(await statusOf(send(smuggled)));
    expect(await statusOf(get('/'))).toBe(200);
  });

  it('are shut out when they never come to the end', async () => {
    const impatient = makeServer(new Map(), 50);
    const itsPort = await listen(impatient, 0, 0);
    expect(await statusOf(send('GET / HTTP/1.1\r\nHost: ', itsPort))).toBe(408);
    impatient.close();
  });
});

describe('answers', () => {
  it('protect the page, whatever they say', async () => {
    for (const target of ['/', '/assets/index-Ab3_d-9Z.js', '/nothing', '/%']) {
      const { headers } = await get(target);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|http/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await get('/', { Host: 'evil.example' })).headers['x-content-type-options']).toBe('nosniff');
  });

  it('give the page at / with any query, and nothing at unknown paths', async () => {
    for (const target of ['/', '/?system=ridge&samples=1:2', '/index.html', '/?/../secret.txt'])
      expect((await get(target)).body.toString(), target).toBe(PAGE);
    const missing = await get('/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers['content-type']).toContain('text/plain');
    expect(missing.body.toString()).toContain('the page is at /');
    expect((await get('/a%20word%20&%20%CF%80.json')).body.toString()).toBe('{}');
  });

  it('answer HEAD as GET without the body', async () => {
    const [head, whole] = [await get('/', {}, { method: 'HEAD' }), await get('/')];
    expect(head.body).toHaveLength(0);
    expect({ ...head.headers, date: '' }).toEqual({ ...whole.headers, date: '' });
    expect(whole.headers['content-length']).toBe(String(PAGE.length));
  });

  it('name the type of what they carry', async () => {
    const types = {
      '/': 'text/html; charset=utf-8',
      '/assets/index-Ab3_d-9Z.js': 'text/javascript; charset=utf-8',
      '/assets/index-Ab3_d-9Z.css': 'text/css; charset=utf-8',
      '/assets/kernels-Ab3_d-9Z.wasm': 'application/wasm',
      '/assets/fonts/Main-Regular-Ab3_d-9Z.woff2': 'font/woff2',
      '/a%20word%20&%20%CF%80.json': 'application/json',
      '/digits.csv': 'text/csv; charset=utf-8',
      '/digits.csv.gz': 'application/gzip',
      '/icon.svg': 'image/svg+xml',
      '/icon.png': 'image/png',
      '/unknown.thing': 'application/octet-stream',
    };
    for (const [target, type] of Object.entries(types))
      expect((await get(target)).headers['content-type'], target).toBe(type);
  });

  it('are compressed where the client takes it and there is a compressed neighbour', async () => {
    const ask = (accepted?: string) =>
      get('/assets/index-Ab3_d-9Z.js', accepted === undefined ? {} : { 'Accept-Encoding': accepted });
    const [brotli, gzip, plain] = [await ask('gzip, deflate, br, zstd'), await ask('gzip'), await ask()];
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    expect(plain.body.toString()).toBe(SCRIPT);
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    for (const { headers } of [brotli, gzip, plain])
      expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'text/javascript; charset=utf-8' });
    expect(new Set([brotli, gzip, plain].map(({ headers }) => headers.etag)).size).toBe(3);
    expect((await ask('br;q=0, gzip;q=0.5')).headers['content-encoding']).toBe('gzip');
    expect((await ask('identity, brx')).headers).not.toHaveProperty('content-encoding');
    // A file that is compressed in its own right is handed over as it is.
    expect((await get('/digits.csv.gz', { 'Accept-Encoding': 'gzip' })).headers).not.toHaveProperty('content-encoding');
  });

  it('are kept for ever under a hashed name, else asked for again', async () => {
    const control = async (target: string) => (await get(target)).headers['cache-control'];
    expect(await control('/assets/index-Ab3_d-9Z.js')).toBe('max-age=31536000, immutable');
    expect(await control('/assets/fonts/Main-Regular-Ab3_d-9Z.woff2')).toContain('immutable');
    for (const target of ['/', '/plain.css', '/digits.csv']) expect(await control(target)).toBe('no-cache');
    expect(await control('/nothing')).toBe('no-store');
  });

  it('say 304 to whoever holds the same bytes', async () => {
    const { etag } = (await get('/')).headers;
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { status, headers, body } = await get('/', { 'If-None-Match': held });
      expect(status, held).toBe(304);
      expect(headers).toMatchObject({ etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
      expect(body).toHaveLength(0);
    }
    expect(await statusOf(get('/', { 'If-None-Match': '"other"' }))).toBe(200);
  });
});

describe('listening', () => {
  it('is on the loopback address alone', () => {
    expect(server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  it('takes another port when the usual one is in use, but never instead of one that was asked for', async () => {
    const second = makeServer(new Map());
    await expect(listen(second, port, 0)).rejects.toThrow(`port ${port} is in use`);
    expect(await listen(second, undefined, port)).not.toBe(port);
    second.close();
  });
});
