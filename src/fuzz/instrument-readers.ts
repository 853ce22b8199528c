import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import type { Bytes } from '../data/parse.ts';
import { readMeasured } from '../instruments/confront/measured.ts';
import { type OwnAsked, parametersOf } from '../instruments/confront/parameters.ts';
import type { InputFile } from '../instruments/contract.ts';
import { readCorpus } from '../instruments/exponents/corpus.ts';
import { parameters as ofExponents } from '../instruments/exponents/parameters.ts';
import { parameters as ofFit } from '../instruments/fit/parameters.ts';
import { readRuns } from '../instruments/fit/runs.ts';
import { readMeasured as readMeasuredCurve } from '../instruments/forecast/measured.ts';
import { parameters as ofForecast } from '../instruments/forecast/parameters.ts';
import { readTable } from '../instruments/forecast/read.ts';
import { readArchitecture } from '../instruments/mup/architecture.ts';
import { readLog } from '../instruments/mup-check/log.ts';
import { parameters as ofLog } from '../instruments/mup-check/parameters.ts';
import { readFit } from '../instruments/plan/read-fit.ts';
import { readForecast } from '../instruments/plan/read-forecast.ts';
import { readSaved } from '../instruments/plan/saved-report.ts';
import { allInstruments } from '../instruments/registry.ts';
import { parseReferenceFile } from '../run/reference-cases.ts';
import { findSystem } from '../systems/registry.ts';
import { hostileText } from './hostile.ts';
import { pick } from './mutate.ts';
import { must, type Reader } from './reader.ts';

/**
 * What each instrument reads, with its own examples as seeds, and the reader of reference cases.
 * `root` is the repository.
 */
export async function instrumentReaders(root: URL): Promise<Reader[]> {
  const examples = new Map(
    (await allInstruments()).map(({ id, examples }) => [
      id,
      examples.flatMap(({ files }) => files.map(({ text }) => strToU8(text).slice(0, 50_000))),
    ]),
  );
  const seeds = (id: string, ...more: Uint8Array[]) => [...(examples.get(id) ?? []), ...more];
  const ridge = await findSystem('ridge');
  const record = (name: string) => readFileSync(new URL(`src/record/fixtures/schema-1/${name}`, root));
  const [manifest, points] = [record('manifest.json'), record('points.csv')];
  const tables = { makers: [hostileText] };
  const asked = parametersOf(ridge).parse({}) as OwnAsked;
  return [
    { ...tables, name: 'fit', seeds: seeds('fit'), read: (bytes) => readRuns(file(bytes), ofFit.parse({})) },
    {
      ...tables,
      name: 'forecast',
      seeds: seeds('forecast'),
      read: (bytes, random) =>
        random.uniform() < 0.5 ? readTable(file(bytes), ofForecast.parse({})) : readMeasuredCurve(file(bytes)),
    },
    { name: 'plan', seeds: seeds('plan'), read: (bytes) => readPlanned(file(bytes)) },
    {
      name: 'mup',
      seeds: seeds('mup'),
      read: (bytes, random) => readArchitecture(file(bytes), pick(random, [{}, { width: 512 }, { depth: 2048 }])),
    },
    {
      ...tables,
      name: 'mup-check',
      seeds: seeds('mup-check'),
      read: (bytes) => readLog(file(bytes), ofLog.parse({}), check),
    },
    {
      name: 'exponents',
      seeds: seeds('exponents').map((text) => text.slice(0, 6000)),
      read: (bytes) => readCorpus(file(bytes), ofExponents.parse({}), check),
    },
    {
      ...tables,
      name: 'confront',
      seeds: seeds('confront', points),
      read: (bytes) => readMeasured(file(bytes, manifest), ridge, asked),
    },
    {
      name: 'the manifest beside points',
      seeds: [manifest],
      read: async (bytes) => {
        const { record } = await readMeasured(file(points, bytes), ridge, asked);
        must(record !== undefined && Number.isInteger(record.looks) && !Array.isArray(record.settings), 'no record');
        must(record!.margin === undefined || record!.margin > 0, `a margin of ${record!.margin}`);
      },
    },
    {
      name: 'reference cases',
      seeds: [readFileSync(new URL('reference/ridge.json', root))],
      read: (bytes) => {
        const cases = parseReferenceFile(new TextDecoder().decode(bytes), 'fuzz.json');
        must(
          cases.every(({ formula, inputs }) => typeof formula === 'string' && typeof inputs === 'object'),
          'a case without its formula',
        );
      },
    },
  ];
}

function check(): void {}

function file(bytes: Uint8Array, beside?: Uint8Array): InputFile {
  const copy = async (of: Uint8Array): Promise<Bytes> => Uint8Array.from(of);
  return {
    ...{ name: 'fuzz.csv', origin: 'fuzz.csv', bytes: () => copy(bytes) },
    ...(beside && { beside: () => copy(beside) }),
  };
}

async function readPlanned(given: InputFile): Promise<void> {
  const saved = await readSaved(given);
  if (saved.instrument === 'fit') readFit(saved);
  else {
    const { at, fewest, farthest } = readForecast(saved);
    must(
      [fewest, farthest].map(at).every(({ error }) => error > 0),
      'a forecast without an error',
    );
  }
}
