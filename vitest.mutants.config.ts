import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants (stryker.config.json): those of `domain/`, and one of the layer above that says what its refusals are
 * for; or those that `MUTANTS_TESTS` names, a pattern, where all of them would take too long or do not reach what is changed.
 */
const named = process.env['MUTANTS_TESTS'];

export default defineConfig({
  test: {
    include: named === undefined ? ['domain/**/*.test.ts', 'db/open/errors.test.ts'] : [named],
    exclude: ['domain/every-parser.test.ts'],
    environment: 'node',
    setupFiles: ['scripts/test/property-seed.ts'],
    env: { PROPERTY_RUNS: '15' },
    testTimeout: 20_000,
    isolate: false,
  },
});
