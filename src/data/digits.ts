import { contentMark } from './checksum.ts';
import { parseCsv } from './csv.ts';
import type { Dataset } from './dataset.ts';
import { packed, sha256 } from './digits.generated.ts';
import { gunzip } from './gzip.ts';

/**
 * The bundled handwritten digits, as `openDataset('digits')` reads them from the file: for systems
 * that learn them unless they are given another, in a worker or on a page, where no file can be
 * read.
 */
export function bundledDigits(): Dataset {
  digits ??= unpack();
  return digits;
}

let digits: Dataset | undefined;

function unpack(): Dataset {
  const name = 'digits.csv.gz';
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const table = parseCsv(gunzip(bytes, name), name);
  return { name, origin: 'digits', sha256, mark: contentMark(table), ...table };
}
