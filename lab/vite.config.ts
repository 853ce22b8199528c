import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The page, as one folder of static files that works under any address. `--mode test` adds the systems of the end-to-end tests. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte()],
  resolve: {
    alias: {
      '#extra-systems': fileURLToPath(
        new URL(mode === 'test' ? './e2e/systems.ts' : './work/no-extra-systems.ts', import.meta.url),
      ),
    },
  },
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL(mode === 'test' ? '../build/lab-test' : '../dist-lab', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server and of strict hosts allows no inline scripts or data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
}));
