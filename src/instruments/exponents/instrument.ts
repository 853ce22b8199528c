import { squared } from '../../numeric/special.ts';
import { impliedDataExponent } from '../../scaling-laws/language-exponent.ts';
import { combineVerdicts } from '../../statistics/equivalence.ts';
import { defineInstrument, type InstrumentContext, type Report } from '../contract.ts';
import { answersOf, valuesOf } from './answers.ts';
import { testHalves } from './back-test.ts';
import { readCorpus } from './corpus.ts';
import { measureCorrelations } from './correlations.ts';
import { measureEntropies } from './entropies.ts';
import { examples } from './examples.ts';
import { drawExponents } from './figure.ts';
import { notesOf } from './notes.ts';
import { parameters } from './parameters.ts';
import { sources } from './sources.ts';
import { contextsTable, correlationsTable, entropiesTable, exponentsTable, trainedTable } from './tables.ts';
import { operationsOf, type TrainedLaw, trainParts } from './training.ts';

export const exponents = defineInstrument({
  id: 'exponents',
  title: 'Exponents of a text',
  question:
    'How do correlations of tokens fall with distance, and their entropy with context, and how fast should a loss then fall with the data?',
  sources,
  inputs: [{ name: 'corpus', description: 'a text (UTF-8, UTF-16 with its mark; also packed by gzip)' }],
  parameters,
  examples,
  run: async ([file], asked, context) => {
    const corpus = await readCorpus(file, asked, context.check);
    const counting = asked.train === 'yes' ? { ...context, progress: firstTenth(context) } : context;
    const correlations = measureCorrelations(corpus, asked, counting);
    const { backTest, test } = testHalves(correlations, asked, counting);
    const entropies = measureEntropies(corpus, asked, counting);
    const { beta } = correlations;
    const { gamma } = entropies;
    const implied = beta.interval && gamma.interval && impliedDataExponent(gamma.interval, beta.interval);
    const trained = asked.train === 'yes' ? trainParts(corpus, asked, context) : undefined;
    const ofNetworks = trained?.entropies?.gamma.interval;
    const impliedByNetworks = beta.interval && ofNetworks && impliedDataExponent(ofNetworks, beta.interval);
    const both = together(backTest, trained);
    return {
      backTest: both,
      answers: answersOf(correlations, entropies, { implied, impliedByNetworks }, trained),
      tables: [
        exponentsTable(beta, gamma, { implied, impliedByNetworks }, trained),
        correlationsTable(correlations, test),
        entropiesTable(entropies),
        ...(trained ? [trainedTable(trained)] : []),
        ...(trained?.entropies ? [contextsTable(trained.entropies)] : []),
      ],
      figure: drawExponents(correlations, entropies, both, test, trained),
      notes: notesOf(corpus, correlations, entropies, trained),
      readings: corpus.readings,
      files: { corpus: { origin: corpus.origin, sha256: corpus.sha256 } },
      values: valuesOf(correlations, entropies, { implied, impliedByNetworks }, trained),
    };
  },
  cost: async ([file], asked) => {
    const { ids, vocabulary } = await readCorpus(file, asked);
    const reading = ids.length * (asked.contexts + 1) * SECONDS.context + 2;
    const blocks = asked.blocks * squared(vocabulary) * 8;
    const bytes = 100 * ids.length + blocks + 2e7;
    if (asked.train === 'no')
      return { seconds: reading, bytes, sentence: `${ids.length} ${asked.tokens}, ${vocabulary} different` };
    const operations = operationsOf(vocabulary, asked);
    return {
      seconds: reading + operations * SECONDS.operation,
      bytes: bytes + 40 * asked.batch * asked.length * (vocabulary + 20 * asked.width * asked.depth),
      sentence: `${ids.length} ${asked.tokens}, and ${asked.parts * asked.trainings} trainings of at most ${asked.steps} steps`,
    };
  },
});

/** Beside training, counting takes next to no time. */
function firstTenth({ progress }: InstrumentContext): InstrumentContext['progress'] {
  return (fraction, doing) => progress(0.1 * fraction, doing);
}

/** On one core: for each token and context, and for each operation of training in WebAssembly. */
const SECONDS = { context: 6e-7, operation: 4e-10 };

/** Both parts of the back-test must hold; one that is broken breaks it. */
function together(halves: Report['backTest'], trained: TrainedLaw | undefined): Report['backTest'] {
  if (!trained) return halves;
  const { verdict, sentence } = trained.backTest;
  return { verdict: combineVerdicts([halves.verdict, verdict]), sentence: `${halves.sentence}. ${sentence}` };
}
