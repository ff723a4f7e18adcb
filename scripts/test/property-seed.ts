/**
 * Properties are tried on the same values in every run, so that a run says something of the change and not of its luck. Other values:
 * `PROPERTY_SEED=7 npm run test:unit`. `PROPERTY_RUNS` tries fewer of them, where the same tests run thousands of times (mutants).
 */
import fc from 'fast-check';

const SEED = 20_261_125;

const runs = process.env['PROPERTY_RUNS'];

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env['PROPERTY_SEED'] ?? SEED),
  ...(runs === undefined ? {} : { numRuns: Number(runs) }),
});
