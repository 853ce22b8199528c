import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AnySystem } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import type { Parameters } from './plan.ts';

/**
 * What a point is, in 64 hexadecimal digits: the SHA-256 of the canonical JSON of the system's id
 * and the parameters that have an effect beside the others, at their scaled sizes. Numbers count by
 * value, files by their checksum. It says nothing of where the point stands in a plan, so that its
 * trials are the same alone, in a list, in a family, in a sweep or on another machine.
 */
export function pointKey(system: AnySystem, parameters: Parameters): string {
  const inert = inertParameters(system, parameters);
  const effective = Object.fromEntries(Object.entries(parameters).filter(([key]) => !(key in inert)));
  return bytesToHex(sha256(utf8ToBytes(canonicalJson([system.id, effective]))));
}

/**
 * JSON with sorted keys and without spaces: equal values give equal text. What is undefined is left
 * out; files are their checksum.
 */
export function canonicalJson(value: unknown): string {
  if (ArrayBuffer.isView(value)) return canonicalJson(Array.from(value as unknown as ArrayLike<number>));
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    if ('sha256' in value) return JSON.stringify({ sha256: value.sha256 });
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
  }
  // −0 and 0 are one value, and JSON has no word for infinities.
  if (typeof value === 'number') return Number.isFinite(value) ? String(value + 0) : JSON.stringify(String(value));
  return JSON.stringify(value);
}
