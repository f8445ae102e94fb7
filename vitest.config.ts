// Unit tests lie beside their file in services/ and renderer/, tests that cross rooms in test/. Those named *.interop.test.ts need root and real tools.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['services/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.interop.test.ts', '**/*.browser.test.ts'],
    testTimeout: 20_000,
  },
});
