import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The fonts that pictures are drawn with on every machine, from the `dejavu-fonts-ttf` package and
 * never from the system.
 */
export function fontFiles(): { plain: string; bold: string; italic: string } {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  return {
    plain: join(folder, 'DejaVuSans.ttf'),
    bold: join(folder, 'DejaVuSans-Bold.ttf'),
    italic: join(folder, 'DejaVuSans-Oblique.ttf'),
  };
}
