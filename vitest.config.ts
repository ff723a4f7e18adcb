import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,contract,db,desk,electron,renderer,hub,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['scripts/test/property-seed.ts'],
    pool: 'forks',
    // What hangs is stopped. How fast something is, is measured by the bench and never by these.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
