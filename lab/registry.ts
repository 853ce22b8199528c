import type { Desk } from './desk.ts';
import type { Declaration, SystemHeader } from './work/protocol.ts';

/**
 * What the page knows of the systems: a list at once, and of each the rest when it is asked for.
 */
export interface Registry {
  headers: Promise<SystemHeader[]>;
  /** Asked of the desk once. Rejects for an id that is no system's. */
  declaration(id: string): Promise<Declaration>;
}

export function openRegistry(desk: Desk): Registry {
  const asked = new Map<string, Promise<Declaration>>();
  const headers = desk.ask({ kind: 'headers' });
  // Whoever awaits it hears of a failure; nobody may be listening yet.
  headers.catch(() => {});
  return {
    headers,
    declaration(id) {
      const known = asked.get(id) ?? desk.ask({ kind: 'declaration', system: id });
      asked.set(id, known);
      // One that failed, as the desk was replaced, is asked for anew.
      known.catch(() => asked.delete(id));
      return known;
    },
  };
}
