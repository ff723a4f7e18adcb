import { defineConfig } from 'vitest/config';

/** The tests that judge mutants of `domain/` (stryker.config.json): its own, and one of the layer above that says what its refusals are for. */
export default defineConfig({
  test: {
    include: ['domain/**/*.test.ts', 'db/open/errors.test.ts'],
    exclude: ['domain/every-parser.test.ts'],
    environment: 'node',
    setupFiles: ['scripts/test/property-seed.ts'],
    testTimeout: 20_000,
    isolate: false,
  },
});
