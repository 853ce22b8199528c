import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { atlas } from './atlas-plugin.ts';
import { extraSystems } from './extra-systems.ts';
import { typesOf } from './types-plugin.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the end-to-end tests bring: systems that the page has never heard of. */
const OF_TESTS = ['lab/e2e/systems/descent.ts', 'lab/e2e/systems/slow-fall.ts', 'examples/falling-body'];

/**
 * The page, as one folder of static files that works under any address. The variable ORRERY_SYSTEMS
 * names systems outside the package to build it with, folders or modules separated by commas;
 * `--mode test` adds those of the end-to-end tests.
 */
export default defineConfig(({ mode }) => {
  const named = (process.env.ORRERY_SYSTEMS ?? '').split(',').filter(Boolean);
  const extra = extraSystems(mode === 'test' ? OF_TESTS : named, at('..'));
  return {
    root: at('.'),
    base: './',
    plugins: [svelte(), extra, atlas(at('..')), typesOf(at('embed.ts'), 'embed.d.ts')],
    resolve: {
      alias: [
        // Systems outside the package speak of it by its name.
        { find: /^orrery-lab$/, replacement: at('../src/index.ts') },
        { find: /^orrery-lab\/theory\/(.+)$/, replacement: `${at('../src/systems')}/$1/theory/index.ts` },
        { find: /^orrery-lab\/(.+)$/, replacement: `${at('../src/entries')}/$1.ts` },
      ],
      // One that lies elsewhere declares its parameters with the page's own zod.
      dedupe: ['zod'],
    },
    // Plot moves lines by half a pixel of a coarse screen. Figures here are scaled, which defeats
    // it, and the file that is taken away is to be the record's on every screen.
    define: { 'window.devicePixelRatio': '2' },
    worker: { format: 'es' as const, plugins: () => [extra] },
    build: {
      outDir: at(mode === 'test' ? '../build/lab-test' : '../dist-lab'),
      emptyOutDir: true,
      target: 'es2023',
      // The policy of the server and of strict hosts allows no inline scripts or data: fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        checks: { pluginTimings: false },
        // Beside the page a module for other pages to import, under a name that stays.
        input: { index: at('index.html'), embed: at('embed.ts') },
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js') },
      },
    },
  };
});
