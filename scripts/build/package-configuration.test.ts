import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { packageConfiguration } from './package-configuration.ts';

describe('a packaged application', () => {
  it('is no Node for whoever finds it, and loads only what was packed, unaltered', () => {
    const { electronFuses, asar } = packageConfiguration(manifest.devDependencies.electron);

    expect(asar).toBe(true);
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('leaves out the fuse that an older Electron does not have', () => {
    expect(packageConfiguration('25.1.1').electronFuses).not.toHaveProperty('grantFileProtocolExtraPrivileges');
  });

  it('holds bundles and native modules, and no source', () => {
    const files = packageConfiguration('45.0.0').files as readonly string[];

    expect(files).toContain('dist/**/*');
    expect(files).toContain('!node_modules/**/*');
    expect(files.filter((file) => /desk|domain|renderer|electron\//.test(file))).toEqual([]);
  });
});
