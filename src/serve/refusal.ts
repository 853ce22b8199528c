import type { IncomingMessage } from 'node:http';

/** Why a request is not answered, in words for whoever sent it. */
export interface Refusal {
  status: number;
  reason: string;
}

/** The names that this machine has for itself alone. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request comes from the page itself or a person's address bar; anything else is refused.
 * A foreign site can make its own name resolve to 127.0.0.1 (DNS rebinding), but then its name is
 * in Host; and it can send requests here from its own pages, but then the browser says so in Origin
 * and Sec-Fetch-Site.
 */
export function refuse(request: IncomingMessage): Refusal | undefined {
  const { headers, headersDistinct, socket } = request;
  const hosts = LOOPBACK.map((name) => `${name}:${socket.localPort}`);
  const named = headersDistinct.host ?? [];
  if (named.length !== 1) return { status: 400, reason: 'exactly one Host header is needed' };
  if (!hosts.includes(named[0].toLowerCase()))
    return { status: 421, reason: `this server answers to ${hosts.join(', ')} only` };
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`))
    return { status: 403, reason: 'requests from other origins are refused' };
  if (isFromElsewhere(request) && !isTopLevelNavigation(request))
    return { status: 403, reason: 'requests from other sites are refused' };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, reason: 'only GET and HEAD are answered' };
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0)
    return { status: 413, reason: 'requests with a body are refused' };
  return undefined;
}

/** Other ports of this machine are the same site, but not this page. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function isTopLevelNavigation({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}
