import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readPlainText } from './plain-text.ts';

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));

it('reads UTF-8, with one kind of line end', () => {
  expect(readPlainText(bytes('\ufeffé\r\nb\rc'), 'a.txt').text).toBe('é\nb\nc');
});

it('unpacks gzip, and decodes UTF-16 with its mark', () => {
  expect(readPlainText(new Uint8Array(gzipSync('some text')), 'a.gz')).toMatchObject({
    text: 'some text',
    steps: ['unpacked from gzip'],
  });
  expect(readPlainText(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62, 0), 'a.txt').text).toBe('ab');
});

it('names the byte that is not UTF-8, in the middle, at the end, and after longer characters', () => {
  const cases: [Uint8Array, number][] = [
    [Uint8Array.of(0x61, 0xe9, 0x62), 2],
    [Uint8Array.of(...bytes('日本'), 0xff, 0x61), 7],
    [Uint8Array.of(0x61, 0x62, 0xe6), 3],
  ];
  for (const [text, at] of cases) expect(() => readPlainText(text, 'a.txt')).toThrow(`byte ${at} (`);
});

it('refuses what is no text', () => {
  expect(() => readPlainText(bytes(''), 'a.txt')).toThrow('a.txt is empty');
  expect(() => readPlainText(Uint8Array.of(0x61, 0, 0x62), 'a.txt')).toThrow('byte 2 is zero');
});
