export interface SystemHeader {
  id: string;
  title: string;
  strand: string;
  question: string;
}
export function writeRegistry(root: string): void;
/** Throws where the module at the path does not give its header in plain words. */
export function readHeader(file: string): SystemHeader;
