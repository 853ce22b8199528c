import { type RegisteredId, registered } from './registry.generated.ts';

/** What a list says of a system, without loading it. */
export interface SystemHeader {
  id: RegisteredId;
  title: string;
  strand: string;
  question: string;
}

/** Every system's header, in alphabetical order of ids. */
export const systemHeaders: readonly SystemHeader[] = registered.map(({ id, title, strand, question }) => ({
  ...{ id, title, strand, question },
}));
