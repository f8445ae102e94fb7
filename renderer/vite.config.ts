// How the console's page is built: into dist/console, every byte from the laptop itself.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  // The names of things must not change between a test and what is shipped.
  clearScreen: false,
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'chrome130',
    // A file put into the page as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3000,
  },
});
