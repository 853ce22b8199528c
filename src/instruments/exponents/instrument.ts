import { impliedDataExponent } from '../../scaling-laws/language-exponent.ts';
import { defineInstrument } from '../contract.ts';
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
import { correlationsTable, entropiesTable, exponentsTable } from './tables.ts';

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
    const correlations = measureCorrelations(corpus, asked, context);
    const { backTest, test } = testHalves(correlations, asked, context);
    const entropies = measureEntropies(corpus, asked, context);
    const { beta } = correlations;
    const { gamma } = entropies;
    const implied = beta.interval && gamma.interval && impliedDataExponent(gamma.interval, beta.interval);
    return {
      backTest,
      answers: answersOf(correlations, entropies, implied),
      tables: [exponentsTable(beta, gamma, implied), correlationsTable(correlations, test), entropiesTable(entropies)],
      figure: drawExponents(correlations, entropies, backTest, test),
      notes: notesOf(corpus, correlations, entropies),
      readings: corpus.readings,
      files: { corpus: { origin: corpus.origin, sha256: corpus.sha256 } },
      values: valuesOf(correlations, entropies, implied),
    };
  },
});
