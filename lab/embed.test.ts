import { describe, expect, it } from 'vitest';
import { ridge } from '../src/systems/ridge/system.ts';
import { addressOf, usualQuestion } from './address.ts';
import { addressOfEmbed, type EmbedOptions, embedCode, pageOfEmbed, readEmbedAddress } from './embed/options.ts';
import { declare } from './work/declare.ts';

const declaration = declare(ridge, '');
const question = { ...usualQuestion(declaration), settings: { samples: '20:400:20:log', noise: '0.5' }, margin: 0.1 };
const reasonOf = (hash: string) => {
  const read = readEmbedAddress(hash, declaration);
  return 'reason' in read ? read.reason : 'none';
};

describe('the address of an embedded figure', () => {
  it('brings back question and options, and leads to the page', () => {
    const all: EmbedOptions[] = [
      { knobs: [], run: true, theme: undefined },
      { knobs: ['ridge', 'noise'], run: false, theme: 'dark' },
    ];
    for (const options of all) {
      const address = addressOfEmbed(question, declaration, options);
      expect(readEmbedAddress(address, declaration)).toEqual({ question, options });
      expect(pageOfEmbed(address)).toBe(addressOf(question, declaration));
    }
    expect(pageOfEmbed('#/embed/ridge?theme=dark')).toBe('#/ridge');
    expect(pageOfEmbed('#/ridge?v=2')).toBeUndefined();
  });

  it.each([
    [
      '#/embed/ridge?v=2&theme=sepia',
      'its theme is ‘sepia’, but must be light or dark; leave it out to follow the reader’s',
    ],
    ['#/embed/ridge?v=2&run=maybe', 'its run is ‘maybe’, but must be yes or no'],
    ['#/embed/ridge?v=2&theme=dark&theme=dark', 'it gives theme twice'],
    ['#/embed/ridge?v=2&wheels=4', 'there is no parameter ‘wheels’'],
    ['#/embed/nothing', 'there is no system ‘nothing’'],
    ['#/embed/', 'it names no system'],
  ])('says what is wrong with %s', (hash, reason) => {
    expect(reasonOf(hash)).toBe(reason);
  });

  it('has sliders for numbers alone', () => {
    expect(reasonOf('#/embed/ridge?v=2&knobs=spectrum')).toMatch(
      /^‘spectrum’ is no number among the parameters of ridge; a slider goes with samples, dimension, ridge/,
    );
  });

  it('stands in code that another page can take as it is', () => {
    const code = embedCode('https://lab.example/orrery/#/ridge', question, declaration);
    expect(code).toContain('src="https://lab.example/orrery/#/embed/ridge?v=2&amp;samples=20:400:20:log&amp;noise=0.5');
    expect(code.match(/"/g)!.length % 2).toBe(0);
  });
});
