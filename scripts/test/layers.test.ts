import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLayers } from './layers.ts';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'layers-')));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

/** A checkout in which each file imports what stands beside its name. */
async function checkout(imports: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [file, specifiers] of Object.entries(imports)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    const lines = specifiers.map((specifier, index) => `import { thing as thing${index} } from '${specifier}';`);
    await writeFile(join(root, file), `${lines.join('\n')}\nexport const thing = 1;\n`);
  }
}

const ruleOf = (violation: string): string | undefined => violation.split(':')[0];

describe('the layer rules', () => {
  it('let imports point downward', async () => {
    await checkout({
      'domain/orders/order.ts': [],
      'contract/desk-api/contract.ts': ['../../domain/orders/order.ts'],
      'db/open/open.ts': ['../../contract/desk-api/contract.ts', '../../domain/orders/order.ts'],
      'desk/views/case.ts': ['../../db/open/open.ts', '../../domain/orders/order.ts'],
      'desk/browser-host/main.ts': ['../views/case.ts'],
      'electron/desk-process/main.ts': ['../../desk/views/case.ts'],
      'renderer/features/search/page.tsx': ['../../ui/table.tsx', '../../../contract/desk-api/contract.ts'],
      'renderer/ui/table.tsx': ['../../domain/orders/order.ts'],
      'scripts/seed.ts': ['../desk/views/case.ts'],
      'e2e/flow.ts': ['../scripts/seed.ts'],
    });

    const report = await checkLayers(root);

    expect(report).toEqual({ modules: 10, dependencies: 12, violations: [] });
  });

  it.each([
    ['domain-sees-itself', 'domain/a.ts', '../contract/b.ts'],
    ['contract-sees-domain', 'contract/a.ts', '../db/b.ts'],
    ['db-sees-contract-and-domain', 'db/a.ts', '../desk/b.ts'],
    ['desk-sees-downward', 'desk/a.ts', '../renderer/b.ts'],
    ['hosts-are-siblings', 'desk/commands/a.ts', '../browser-host/b.ts'],
    ['hosts-are-siblings', 'electron/desk-process/a.ts', '../../desk/browser-host/b.ts'],
    ['hosting-opens-no-database', 'desk/keys/a.ts', '../../db/b.ts'],
    ['desk-process-sees-desk', 'electron/desk-process/a.ts', '../../renderer/b.ts'],
    ['electron-main-holds-no-sql-and-no-rules', 'electron/main/a.ts', '../../domain/cases/b.ts'],
    ['electron-main-holds-no-sql-and-no-rules', 'electron/preload/a.ts', '../../db/b.ts'],
    ['renderer-sees-domain-and-desk-api', 'renderer/a.ts', '../desk/b.ts'],
    ['renderer-sees-domain-and-desk-api', 'renderer/a.ts', '../contract/hub-protocol/b.ts'],
    ['features-do-not-meet', 'renderer/features/search/a.ts', '../filing/b.ts'],
    ['ui-knows-no-feature', 'renderer/ui/a.ts', '../features/search/b.ts'],
    ['nothing-imports-scripts-or-e2e', 'desk/a.ts', '../scripts/b.ts'],
    ['hub-sees-domain-and-protocol', 'hub/api/a.ts', '../../db/b.ts'],
    ['hub-sees-domain-and-protocol', 'hub/api/a.ts', '../../contract/desk-api/b.ts'],
    ['hub-builds-files-with-db', 'hub/bootstrap/a.ts', '../../desk/b.ts'],
    ['hub-builds-files-with-db', 'hub/store/sqlite/a.ts', '../../../desk/b.ts'],
    ['nothing-imports-scripts-or-e2e', 'hub/a.ts', '../e2e/b.ts'],
  ])('bite, as %s, when %s imports %s', async (rule, from, specifier) => {
    await checkout({ [from]: [specifier], [join(dirname(from), specifier)]: [] });

    const { violations } = await checkLayers(root);

    expect(violations.map(ruleOf)).toContain(rule);
  });

  it.each([
    ['sqlite-only-in-db', 'desk/a.ts', 'better-sqlite3'],
    ['electron-only-in-electron', 'desk/a.ts', 'electron'],
    ['postgres-only-in-hub', 'db/a.ts', 'pg'],
    ['react-only-in-renderer', 'domain/a.ts', 'react'],
    ['no-io-in-domain-nor-renderer', 'domain/a.ts', 'node:fs'],
    ['no-io-in-domain-nor-renderer', 'renderer/a.tsx', 'node:crypto'],
    ['resolvable', 'db/a.ts', './missing.ts'],
  ])('bite, as %s, when %s imports %s', async (rule, from, specifier) => {
    await checkout({ [from]: [specifier] });

    const { violations } = await checkLayers(root);

    expect(violations.map(ruleOf)).toContain(rule);
  });

  it('bite on a circle, type-only imports included', async () => {
    await checkout({ 'domain/b.ts': ['./a.ts'] });
    await writeFile(
      join(root, 'domain/a.ts'),
      "import type { thing } from './b.ts';\nexport type Other = typeof thing;\n",
    );

    const { violations } = await checkLayers(root);

    expect(violations.map(ruleOf)).toContain('no-circles');
  });

  it('see nothing in an empty checkout, which the caller must not take for a pass', async () => {
    const report = await checkLayers(root);

    expect(report).toEqual({ modules: 0, dependencies: 0, violations: [] });
  });
});
