import type { ValidityNote } from '../contract.ts';

/**
 * Notes on a problem, gathered top-down:
 * `const notes = gatherNotes(); notes.strained(samples < 50, 'few-samples', 'few samples', () => …)`.
 */
export interface Notes {
  /**
   * An assumption that these parameters stretch; `message` is asked for only where `condition` is
   * true.
   */
  strained(condition: boolean, id: string, title: string, message: () => string): void;
  /** Something to know, which strains nothing. */
  note(condition: boolean, id: string, title: string, message: () => string): void;
  all: ValidityNote[];
}

export function gatherNotes(): Notes {
  const all: ValidityNote[] = [];
  const at =
    (level: ValidityNote['level']): Notes['note'] =>
    (condition, id, title, message) => {
      if (condition) all.push({ id, title, level, message: message() });
    };
  return { strained: at('strained'), note: at('note'), all };
}
