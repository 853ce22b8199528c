import { DECIMAL_COMMA, NUMBER } from './csv-numbers.ts';

// What a cell may be besides a number.

export const INFINITE = /^[+-]?inf(inity)?$/i;
export const MISSING = /^(nan|[+-]nan|na|<na>|n\/a|#n\/a|nat|null|none|nil|missing|\?|-|\.)$/i;
export const TRUTH = /^(true|false)$/i;

/** A name or a class. */
export function isWord(cell: string): boolean {
  const isOther = [NUMBER, INFINITE, MISSING, DECIMAL_COMMA, TRUTH].some((kind) => kind.test(cell));
  return cell !== '' && !isOther && !/^−[\d.]/.test(cell);
}

/** As a message shows it. */
export function quote(cell: string): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
}
