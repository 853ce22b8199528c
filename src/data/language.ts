import { BadInput, OutOfRange } from '../numeric/errors.ts';
import type { Random } from '../numeric/random.ts';
import { log } from '../numeric/special.ts';

/** Where a transformer's sequences come from: whole numbers below `vocabulary`. */
export interface Language {
  vocabulary: number;
  /** Nats a token that no model can do without; undefined where nobody knows. */
  entropy?: number;
  /** A sequence of so many tokens. */
  draw(length: number, random: Random): Int32Array;
}

/**
 * A Markov chain in which every word has its own ranking of what may follow, drawn at random, and
 * the k-th of it follows with a probability ∝ 1/k (Zipf's law). Throws `OutOfRange` below two
 * words.
 */
export function zipfMarkov(vocabulary: number, random: Random): Language {
  if (!(Number.isInteger(vocabulary) && vocabulary >= 2))
    throw new OutOfRange('vocabulary', vocabulary, 'a whole number from 2');
  const ranks = Array.from({ length: vocabulary }, (_, k) => 1 / (k + 1));
  const total = ranks.reduce((sum, one) => sum + one, 0);
  const followers = Array.from({ length: vocabulary }, () => random.choose(vocabulary, vocabulary));
  const next = (word: number, random: Random) => {
    let left = total * random.uniform();
    const rank = ranks.findIndex((one) => {
      left -= one;
      return left < 0;
    });
    return followers[word][rank < 0 ? vocabulary - 1 : rank];
  };
  return {
    vocabulary,
    entropy: log(total) - ranks.reduce((sum, one) => sum + one * log(one), 0) / total,
    draw(length, random) {
      const tokens = new Int32Array(length);
      for (let t = 0, word = Math.floor(vocabulary * random.uniform()); t < length; t++, word = next(word, random))
        tokens[t] = word;
      return tokens;
    },
  };
}

/**
 * Pieces of a text, whose different characters are the tokens, in the order in which they first
 * occur. Throws `BadInput` for a text of one character alone.
 */
export function characters(text: string): Language {
  const all = Array.from(text);
  const known = new Map<string, number>();
  for (const one of all) if (!known.has(one)) known.set(one, known.size);
  if (known.size < 2)
    throw new BadInput(
      `text has ${known.size === 0 ? 'no characters' : `one character, ${JSON.stringify(all[0])}`}, but there is nothing to learn below two different ones: give a longer text`,
    );
  const tokens = Int32Array.from(all, (one) => known.get(one)!);
  return {
    vocabulary: known.size,
    draw(length, random) {
      if (length > tokens.length)
        throw new BadInput(
          `text has ${tokens.length} characters, but sequences take ${length}: give a longer text or a shorter length`,
        );
      const from = Math.floor((tokens.length - length + 1) * random.uniform());
      return tokens.slice(from, from + length);
    },
  };
}
