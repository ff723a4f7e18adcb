import { FuseState, FuseV1Options, FuseVersion } from '@electron/fuses';
import { expect, it } from 'vitest';
import { wrongFuses } from './package-stage.ts';

const burnt = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: FuseState.DISABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
} as const;

it('names the fuses of a binary that are not as configured, and leaves out those it does not have', () => {
  expect(wrongFuses({ runAsNode: false, onlyLoadAppFromAsar: true }, burnt)).toEqual({ looked: 2, names: [] });
  expect(wrongFuses({ runAsNode: true, onlyLoadAppFromAsar: true }, burnt)).toEqual({
    looked: 2,
    names: ['runAsNode'],
  });
  expect(wrongFuses({ runAsNode: false, onlyLoadAppFromAsar: false }, burnt).names).toEqual(['onlyLoadAppFromAsar']);
  expect(wrongFuses({ runAsNode: false, grantFileProtocolExtraPrivileges: false }, burnt)).toEqual({
    looked: 1,
    names: [],
  });
});
