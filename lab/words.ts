import { parseText, type Run } from '../src/figures/text.ts';

/** A piece of text that is set in one way; `code` is what is typed. */
export interface Piece extends Run {
  code?: boolean;
}

/** What stands in backticks or quotes, and names of files: `x_train.csv` has no subscript. */
const AS_IT_IS = /(`[^`]+`|'[^'\s]+'|[\w-]+\.[a-z][a-z0-9]{1,4}\b)/;

/** Formulas as they are written in plain text, `k^(−α)`, `ρ^|p−q|`, and `` `words to type` ``. */
export function piecesOf(text: string): Piece[] {
  return text.split(AS_IT_IS).flatMap((part, i): Piece[] => {
    if (i % 2 === 1) return [part.startsWith('`') ? { text: part.slice(1, -1), code: true } : { text: part }];
    const braced = part.replace(/\^\(((?:[^()]|\([^()]*\))*)\)/g, '^{$1}').replace(/\^\|([^|]*)\|/g, '^{|$1|}');
    return parseText(braced);
  });
}

/** The first of them, up to a number of characters. */
export function shortened(pieces: Piece[], most: number): Piece[] {
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= most) return pieces;
  const kept: Piece[] = [];
  let room = most - 1;
  for (const piece of pieces) {
    if (room <= 0) break;
    kept.push({ ...piece, text: piece.text.slice(0, room) });
    room -= piece.text.length;
  }
  return [...kept, { text: '…' }];
}

/** Files that were dropped together: none of them is taken, since nobody knows which was meant. */
export function tooManyFiles(names: string[]): string {
  const shown = names.slice(0, 3).join(', ');
  const rest = names.length > 3 ? ' and others' : '';
  return `${names.length} files were dropped together, ${shown}${rest}: drop the one that holds inputs and labels (features and labels in two files are read on the command line, as data=features,labels)`;
}
