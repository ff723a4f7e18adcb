import { mayAct } from '../../domain/permissions.ts';
import type { Act } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import type { ImportService } from '../import/import-service.ts';
import { preferencesOf } from '../services/preferences.ts';
import type { SignedIn } from '../services/sessions.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

/** Order files, for whoever may import them; the bad rows leave the desk, so taking them is audited. */
export function createImportsRouter(deps: DeskDeps, imports: ImportService, { signedIn }: Procedures) {
  const allow = ({ actor }: SignedIn, act: Act = 'import_orders'): void => void valueOf(mayAct(act, actor));
  return {
    inspect: signedIn.imports.inspect.handler(async ({ context, input }) => {
      allow(context.user);
      return valueOf(await imports.inspect(input));
    }),
    fields: signedIn.imports.fields.handler(({ context, input }) => {
      allow(context.user);
      return imports.fields(input.kind);
    }),
    start: signedIn.imports.start.handler(async ({ context, input }) => {
      allow(context.user);
      return valueOf(await imports.start({ ...input, by: context.user.userId }));
    }),
    get: signedIn.imports.get.handler(({ context, input }) => {
      allow(context.user);
      return valueOf(imports.get(input.runId));
    }),
    list: signedIn.imports.list.handler(({ context }) => {
      allow(context.user);
      return imports.list();
    }),
    cancel: signedIn.imports.cancel.handler(async ({ context, input }) => {
      allow(context.user);
      return valueOf(await imports.cancel(input.runId));
    }),
    resume: signedIn.imports.resume.handler(({ context, input }) => {
      allow(context.user);
      return valueOf(imports.resume(input.runId));
    }),
    discard: signedIn.imports.discard.handler(async ({ context, input }) => {
      allow(context.user);
      return valueOf(await imports.discard(input.runId));
    }),
    report: signedIn.imports.report.handler(({ context, input }) => {
      allow(context.user);
      return valueOf(imports.report(input.runId, input));
    }),
    badRows: signedIn.imports.badRows.handler(async ({ context, input }) => {
      allow(context.user, 'export_bad_rows');
      const language = preferencesOf(deps, context.user).locale;
      deps.audit({ act: 'bad_rows_exported', userId: context.user.userId, record: `import/${input.runId}` });
      return valueOf(await imports.badRows(input.runId, language));
    }),
    discardUpload: signedIn.imports.discardUpload.handler(async ({ context, input }) => {
      allow(context.user);
      await imports.discardUpload(input.uploadId);
      return {};
    }),
  };
}
