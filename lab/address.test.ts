import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, fileOf, optionsOf } from '../src/fuzz/trial.ts';
import { findInstrument } from '../src/instruments/registry.ts';
import { ridge } from '../src/systems/ridge/system.ts';
import { addressReader } from './address.testing.ts';
import {
  addressOf,
  addressOfInstrument,
  addressOfStep,
  commandOf,
  commandOfInstrument,
  instrumentOf,
  type Place,
  readAddress,
  readInstrumentAddress,
  readStepAddress,
  usualQuestion,
} from './address.ts';
import { descent } from './e2e/systems/descent.ts';
import { tours } from './tours/tours.ts';
import { declare, declareInstrument } from './work/declare.ts';
import type { Question } from './work/protocol.ts';

const declarations = [ridge, descent].map((system) => declare(system, ''));
const [declaration] = declarations;
const read = (hash: string) => readAddress(hash, declarations);
const reasonOf = (hash: string) => {
  const place = read(hash);
  return place.page === 'lost' ? place.reason : `not lost: ${JSON.stringify(place)}`;
};

/** Questions that a page can be at. */
const questions: fc.Arbitrary<Question> = fc.record({
  system: fc.constant(declaration.id),
  settings: fc.dictionary(
    fc.constantFrom(...declaration.parameters.map(({ key }) => key)),
    fc.oneof(
      fc.constantFrom('40:1600:24:log', '1e-3,1e-2', '[1,0.5]', 'optimal', '[[1,0.2],[0.05,0.8]]'),
      fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
    ),
    { noNullPrototype: true },
  ),
  shown: fc.subarray([...Object.keys(declaration.observables), ...Object.keys(declaration.derived)], { minLength: 1 }),
  seed: fc.stringMatching(/^[\x20-\x7e]{1,64}$/),
  margin: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  budget: fc.double({ min: 0, max: 600, noNaN: true }).map((value) => value + 0),
});

describe('an address', () => {
  it('names a published figure, on top of which other settings go', () => {
    const [preset] = declaration.presets;
    const place = read(`#/ridge?v=2&run.figure=${preset.id}&noise=0.7&run.seed=5`);
    expect(place).toMatchObject({
      page: 'system',
      question: { settings: { ...preset.settings, noise: '0.7' }, seed: '5' },
    });
    expect(reasonOf('#/ridge?v=2&run.figure=nothing')).toBe('there is no published figure ‘nothing’');
  });

  it('is that of a page that is of no system', () => {
    expect(read('#/gallery')).toEqual({ page: 'gallery' });
    expect(read('#/directions')).toEqual({ page: 'directions' });
    expect(read('#/tours')).toEqual({ page: 'tours' });
  });

  it('brings back the question it was made of, to the bit', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const address = addressOf(question, declaration);
        fc.pre(address.length <= 4000);
        expect(read(address)).toEqual({ page: 'system', question });
      }),
      { numRuns: 500 },
    );
  });

  it('survives a browser, which writes it in its own way', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { hash } = new URL(addressOf(question, declaration), 'http://127.0.0.1:1704/');
        fc.pre(hash.length <= 4000);
        expect(read(hash)).toEqual({ page: 'system', question });
      }),
      { numRuns: 500 },
    );
  });

  it('is short where all is as usual', () => {
    expect(addressOf(usualQuestion(declaration), declaration)).toBe('#/ridge?v=2');
    expect(read('#/ridge')).toEqual({ page: 'system', question: usualQuestion(declaration) });
    for (const hash of ['', '#', '#/']) expect(read(hash)).toEqual({ page: 'home' });
  });

  it('of version 1 keeps its settings, and says that its points are drawn anew', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const address = addressOf(question, declaration);
        fc.pre(address.length <= 4000);
        const place = read(address.replace('?v=2', '?v=1'));
        expect(place).toMatchObject({ page: 'system', question });
        expect((place as { remark: string }).remark).toMatch(/points are drawn anew/);
      }),
      { numRuns: 100 },
    );
  });

  it('may ask for two ranges, for derived observables and for claims', () => {
    expect(read('#/ridge?v=2&samples=20:200:5:log&ridge=0.1:1:4')).toMatchObject({
      page: 'system',
      question: { settings: { samples: '20:200:5:log', ridge: '0.1:1:4' } },
    });
    expect(read('#/test-descent?v=2&run.show=halvingStep,falls')).toMatchObject({
      question: { shown: ['halvingStep', 'falls'] },
    });
  });

  it('never throws and never says yes to what it does not know', () => {
    const pieces = fc.constantFrom(
      ...[
        '#/',
        'ridge',
        '?',
        '&',
        '=',
        'v=1',
        'v=2',
        'samples',
        '40:1600:24',
        'run.',
        'run.seed=1',
        'run.show=',
        '%',
        '%00',
        '+',
      ],
      ...[
        '__proto__',
        'constructor',
        'toString',
        'testError',
        '<script>',
        '\u0000',
        '\ud800',
        '../',
        'javascript:',
        '#',
        '1e999',
      ],
    );
    const hashes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `#${text}`),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => `#/ridge?v=2&${text}`),
      fc.array(pieces, { maxLength: 12 }).map((parts) => `#/${parts.join('')}`),
      fc.array(pieces, { maxLength: 12 }).map((parts) => `#/ridge?v=2&${parts.join('')}`),
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    const keys = new Set(declaration.parameters.map(({ key }) => key));
    const known = new Set(declarations.map(({ id }) => id));
    fc.assert(
      fc.property(hashes, (hash) => {
        const place: Place = read(hash);
        if (place.page === 'lost') {
          expect(place.reason.length).toBeGreaterThan(10);
          expect(place.reason.length).toBeLessThan(200);
          expect(place.reason).not.toMatch(/\p{C}/u);
          if (place.system !== undefined) expect(known).toContain(place.system);
        }
        if (place.page !== 'system') return;
        const { system, settings, shown, seed, margin, budget } = place.question;
        expect(known).toContain(system);
        if (system === declaration.id) for (const key of Object.keys(settings)) expect(keys).toContain(key);
        expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
        expect(shown.length).toBeGreaterThan(0);
        expect(seed.length).toBeLessThanOrEqual(64);
        expect(margin).toBeGreaterThan(0);
        expect(budget).toBeLessThanOrEqual(600);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['ridge', 'it is not the address of a page here'],
    ['#ridge', 'it is not the address of a page here'],
    ['#/ridge/', 'it is not the address of a page here'],
    ['#/<script>alert(1)</script>', 'it is not the address of a page here'],
    ['#/nothing', 'there is no system ‘nothing’'],
    ['#/constructor', 'there is no system ‘constructor’'],
    ['#/ridge?samples=20', 'it was made for version unknown of links, and this page reads versions up to 2'],
    ['#/ridge?v=3&new=1', 'it was made for version 3 of links, and this page reads versions up to 2'],
    ['#/ridge?v=toString', 'it was made for version toString of links, and this page reads versions up to 2'],
    ['#/ridge?v=2&v=2', 'it gives v twice'],
    ['#/ridge?v=2&noise=1&noise=2', 'it gives noise twice'],
    ['#/ridge?v=2&wheels=4', 'there is no parameter ‘wheels’'],
    ['#/ridge?v=2&__proto__=4', 'there is no parameter ‘__proto__’'],
    ['#/ridge?v=2&=4', 'there is no parameter ‘’'],
    ['#/ridge?v=2&run.margin=', 'its margin is ‘’, but must be a number from 1e-6 to 1'],
    ['#/ridge?v=2&run.margin=2', 'its margin is ‘2’, but must be a number from 1e-6 to 1'],
    ['#/ridge?v=2&run.margin=NaN', 'its margin is ‘NaN’, but must be a number from 1e-6 to 1'],
    ['#/ridge?v=2&run.budget=1e9', 'its budget is ‘1e9’, but must be from 0 to 600 seconds'],
    ['#/ridge?v=2&run.seed=', 'its seed is not a word of up to 64 characters'],
    ['#/ridge?v=2&run.seed=%E2%98%83', 'its seed is not a word of up to 64 characters'],
    ['#/ridge?v=2&run.show=', 'there is no observable ‘’'],
    ['#/ridge?v=2&run.show=testError,hasOwnProperty', 'there is no observable ‘hasOwnProperty’'],
    ['#/ridge?v=2&run.jobs=4', '‘run.jobs’ means nothing here'],
    [`#/ridge?v=2&spectrum=${'1,'.repeat(3000)}`, 'it has 6021 characters, and links have up to 4000'],
  ])('says what is wrong with %.60s', (hash, reason) => {
    expect(reasonOf(hash)).toBe(reason);
  });

  it('shows a piece of a hostile address short and without control characters', () => {
    const reason = reasonOf(`#/ridge?v=2&${encodeURIComponent('\u202e\u0000\n<b>'.repeat(50))}=1`);
    expect(reason).toMatch(/^there is no parameter ‘�+<b>.*…’$/);
    expect(reason.length).toBeLessThan(80);
  });
});

describe('a damaged address', async () => {
  const reader = await addressReader();

  it('is a page that has it, or a reason in words', async () => {
    for (let index = 0; index < 1500; index++)
      expect(
        await faultOf(reader, fileOf(reader, 'test', index), optionsOf(reader, 'test', index), () => 0),
        `number ${index}`,
      ).toBeUndefined();
  });
});

describe('the command of a question', () => {
  it('quotes for a shell what the shell would read', () => {
    const question = { ...usualQuestion(declaration), settings: { spectrum: '[1, 0.5]' }, seed: "it's $HOME; `x`" };
    expect(commandOf(question, declaration)).toBe(
      "npx orrery run ridge 'spectrum=[1, 0.5]' --seed 'it'\\''s $HOME; `x`' --budget 20 --budget-by estimate --engine wasm",
    );
  });
});

describe('the address of a step', () => {
  const reasonOf = (hash: string) => {
    const place = readStepAddress(hash, tours);
    return place.page === 'lost' ? place.reason : `not lost: ${hash}`;
  };

  it('is one for each step of each tour, and the first one goes without a number', () => {
    for (const tour of tours) {
      for (const i of tour.steps.keys())
        expect(readStepAddress(addressOfStep(tour.id, i + 1), tours)).toEqual({ page: 'tour', tour, number: i + 1 });
      expect(readStepAddress(`#/tour/${tour.id}`, tours)).toEqual({ page: 'tour', tour, number: 1 });
    }
  });

  it('says what is wrong with it', () => {
    expect(reasonOf('#/tour/nowhere/1')).toBe('there is no tour ‘nowhere’');
    expect(reasonOf('#/tour/more-data/0')).toBe('it asks for step 0, and the tour has steps 1 to 6');
    for (const hash of [
      '#/tour/',
      '#/tour/more-data/1/2',
      '#/tour/more-data/1e9',
      '#/tour/<b>/1',
      '#/tour/more-data/1?v=2',
    ])
      expect(reasonOf(hash)).toBe('it is not the address of a page here');
  });
});

describe('the address of an instrument', async () => {
  const fit = declareInstrument(await findInstrument('fit'));
  const reasonOf = (hash: string) => {
    const place = readInstrumentAddress(hash, fit);
    return place.page === 'lost' ? place.reason : `not lost: ${JSON.stringify(place)}`;
  };

  it('brings back its settings', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('compute', 'lossColumn', 'law'), fc.string({ minLength: 1, maxLength: 60 }), {
          noNullPrototype: true,
        }),
        (settings) => {
          const address = addressOfInstrument(fit, settings);
          expect(instrumentOf(address)).toEqual({ id: 'fit', system: undefined });
          expect(readInstrumentAddress(address, fit)).toEqual({ page: 'instrument', settings });
        },
      ),
    );
  });

  it('names the system that it is made for', () => {
    const of = { ...fit, id: 'confront', system: 'ridge' };
    expect(instrumentOf(addressOfInstrument(of, {}))).toEqual({ id: 'confront', system: 'ridge' });
    expect(commandOfInstrument(of, ['my file.csv'], { ridge: '0.1' })).toBe(
      "npx orrery confront ridge 'my file.csv' ridge=0.1",
    );
    expect(commandOfInstrument({ ...fit, id: 'mup-check' }, ['log.csv'], {})).toBe('npx orrery mup check log.csv');
  });

  it('says what is wrong with it', () => {
    expect(instrumentOf('#/instruments/Fit')).toBeUndefined();
    expect(reasonOf('#/instruments/fit?v=2&computes=1')).toBe('there is no parameter ‘computes’');
    expect(reasonOf('#/instruments/fit?v=2&law=power&law=kaplan')).toBe('it gives law twice');
    expect(reasonOf('#/instruments/fit?v=9&law=power')).toContain('version 9');
    expect(reasonOf(`#/instruments/fit?v=2&law=${'a'.repeat(5000)}`)).toContain('characters');
  });
});
