import { sha256 } from '../../data/parse.ts';
import { readPlainText } from '../../data/plain-text.ts';
import { type TokenKind, tokenise } from '../../data/tokens.ts';
import { BadInput } from '../../numeric/errors.ts';
import { percent } from '../../statistics/sentences.ts';
import type { InputFile } from '../contract.ts';

/** A text as tokens. */
export interface Corpus {
  ids: Int32Array;
  vocabulary: number;
  /** The share of the rest class. */
  rest: number;
  kind: TokenKind;
  readings: string[];
  sha256: string;
  origin: string;
}

export interface CorpusChoices {
  tokens: TokenKind;
  vocabulary: number;
  most: number;
}

/** Fewer tokens say nothing of correlations at a distance. */
export const FEWEST_TOKENS = 2000;

/** Reads a text and cuts it into tokens. Throws `BadInput`. */
export async function readCorpus(file: InputFile, asked: CorpusChoices, check?: () => void): Promise<Corpus> {
  const bytes = await file.bytes();
  const read = asked.tokens === 'bytes' ? asBytes(bytes, file.name) : readPlainText(bytes, file.name);
  const all = tokenise(read, { kind: asked.tokens, vocabulary: asked.vocabulary, most: asked.most, check });
  const { ids } = all;
  if (ids.length < FEWEST_TOKENS)
    throw new BadInput(
      `${file.name} has ${ids.length} ${asked.tokens}, but below ${FEWEST_TOKENS} nothing can be said of correlations at a distance, and some hundred thousand are wanted; give a longer text${asked.tokens === 'words' || asked.tokens === 'pairs' ? ', or tokens=characters' : ''}`,
    );
  const taken = `${all.isCut ? 'the first ' : ''}${ids.length} ${asked.tokens}${all.isCut ? ' (most=… takes more)' : ''}`;
  const told =
    all.rest > 0
      ? `the ${all.vocabulary - 1} most frequent of ${all.different} told apart, ${percent(all.rest, 2)} of the text in one class of the rest`
      : `${all.vocabulary} different`;
  const steps = read.steps.length > 0 ? `; ${read.steps.join('; ')}` : '';
  return {
    ids,
    vocabulary: all.vocabulary,
    rest: all.rest,
    kind: asked.tokens,
    readings: [`${file.name}: ${taken}, ${told}${steps}`],
    sha256: await sha256(bytes),
    origin: file.origin,
  };
}

function asBytes(bytes: Uint8Array, name: string) {
  if (bytes.length === 0) throw new BadInput(`${name} is empty; give a text`);
  return { bytes, text: '', steps: ['its bytes as they are'] };
}
