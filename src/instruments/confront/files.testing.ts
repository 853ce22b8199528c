import type { InputFile } from '../contract.ts';

/** A file of this text, with others in its folder. */
export function fileOf(name: string, text: string, folder: Record<string, string> = {}): InputFile {
  const bytes = (content: string) => new Uint8Array(new TextEncoder().encode(content));
  return {
    ...{ name, origin: name },
    bytes: async () => bytes(text),
    beside: async (other) => (other in folder ? bytes(folder[other]) : undefined),
  };
}
