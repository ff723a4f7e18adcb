import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,contract,db,desk,electron,renderer,hub,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['scripts/test/property-seed.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    reporters: ['default'],
  },
});
