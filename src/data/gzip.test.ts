import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { crc32 } from './crc32.ts';
import { gunzip, isGzip } from './gzip.ts';

it('unpacks what zlib packs', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const packed = gzipSync(bytes);
      expect(isGzip(packed)).toBe(true);
      expect(gunzip(packed, 'x')).toEqual(bytes);
    }),
  );
});

it('unpacks several members, cut anywhere by the steps it takes', () => {
  const random = Uint8Array.from({ length: 70_000 }, (_, i) => Math.imul(i ^ (i >>> 3), 2654435761) >>> 24);
  for (const first of [65_490, 65_500, 65_505, 65_510, 65_515, 65_520, 65_530, 65_540]) {
    const packed = Buffer.concat([gzipSync(random.subarray(0, first), { level: 0 }), gzipSync('end'), gzipSync('')]);
    expect(Buffer.compare(gunzip(packed, 'x'), gunzipSync(packed))).toBe(0);
  }
});

it('refuses every truncation and every flipped bit of the data and the trailer', () => {
  const whole = gzipSync('1,2\n3,4\n5,6\n1,2\n3,4\n');
  for (let length = 2; length < whole.length; length++) {
    expect(() => gunzip(whole.subarray(0, length), 'x')).toThrow(BadInput);
  }
  for (let at = 10; at < whole.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const bytes = Uint8Array.from(whole);
      bytes[at] ^= 1 << bit;
      // Bits that nothing depends on exist (padding after the last block); then the content must be
      // unharmed.
      try {
        expect(Buffer.from(gunzip(bytes, 'x')).toString()).toBe('1,2\n3,4\n5,6\n1,2\n3,4\n');
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    }
  }
});

it('stops at the limit while unpacking', () => {
  const bomb = gzipSync(new Uint8Array(2e7));
  expect(() => gunzip(bomb, 'bomb.gz', 1e6)).toThrow(/bomb\.gz: unpacks to more than 1\.0 MB/);
});

it('computes the checksum of the standard test string', () => {
  const bytes = new TextEncoder().encode('123456789');
  expect(crc32(bytes)).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4)))).toBe(0xcbf43926);
});
