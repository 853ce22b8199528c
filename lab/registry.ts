import type { Desk } from './desk.ts';
import type { Declaration, InstrumentDeclaration, InstrumentHeader, SystemHeader } from './work/protocol.ts';

/**
 * What the page knows of the systems and instruments: lists at once, and of each the rest when it
 * is asked for.
 */
export interface Registry {
  headers: Promise<SystemHeader[]>;
  instruments: Promise<InstrumentHeader[]>;
  /** Asked of the desk once. Rejects for an id that is no system's. */
  declaration(id: string): Promise<Declaration>;
  /** Rejects for ids that are no instrument's, or no system's. */
  instrument(id: string, system?: string): Promise<InstrumentDeclaration>;
}

export function openRegistry(desk: Desk): Registry {
  const asked = new Map<string, Promise<Declaration>>();
  const headers = desk.ask({ kind: 'headers' });
  const instruments = desk.ask({ kind: 'instruments' });
  // Whoever awaits one hears of a failure; nobody may be listening yet.
  headers.catch(() => {});
  instruments.catch(() => {});
  return {
    headers,
    instruments,
    instrument: (id, system) => desk.ask({ kind: 'instrument', id, system }),
    declaration(id) {
      const known = asked.get(id) ?? desk.ask({ kind: 'declaration', system: id });
      asked.set(id, known);
      // One that failed, as the desk was replaced, is asked for anew.
      known.catch(() => asked.delete(id));
      return known;
    },
  };
}
