import { useMutation } from '@tanstack/react-query';
import { Alert, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { desk } from '../../app/query.ts';
import { formatFen } from '../../ui/format.ts';
import { useListed } from '../../ui/listed.ts';
import { useLocalized } from '../../ui/localized.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { useMaterialName } from './use-policy-words.ts';
import { showCase } from './use-case-acts.ts';

/**
 * A supervisor's approval: what it sets going is named on the button; out of policy or above the limit it says that somebody else
 * must approve too, and why it is given. @rule 5.0 @rule P-06
 */
export function ApprovePanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const draft = useDraft(`approve:${view.caseId}`, { reason: '' });
  const reason = draft.value.reason.trim();
  const outOfPolicy = view.ifApproved?.outOfPolicy === true;
  const isLast = view.approvals.length + 1 >= view.approvalsNeeded;
  const consequence = useConsequence(view);
  const approve = useMutation(
    desk.cases.approve.mutationOptions({
      onSuccess: (after) => {
        draft.discard();
        showCase(after);
        onClose(t(isLast ? 'approve.done' : 'approve.doneFirst'));
      },
    }),
  );
  const warnings = useWarnings(view);
  return (
    <ActPanel
      title={t('approve.title')}
      consequence={consequence}
      ready={draft.loaded && (!outOfPolicy || reason !== '')}
      busy={approve.isPending}
      error={approve.error}
      onGo={() => approve.mutate({ caseId: view.caseId, reason })}
      onClose={() => onClose()}
    >
      {view.approvalsNeeded > 1 ? (
        <Alert
          type="warning"
          showIcon
          title={t(outOfPolicy ? 'approve.outOfPolicy' : 'approve.aboveLimit', {
            given: view.approvals.length,
            needed: view.approvalsNeeded,
          })}
          description={view.decision === null ? undefined : say(view.decision.approval.why)}
        />
      ) : null}
      {warnings.length === 0 ? null : (
        <div className="case-warn">
          {t('approve.lookAt')}
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </div>
      )}
      <label>
        <span className="label">{t(outOfPolicy ? 'approve.reasonRequired' : 'approve.reason')}</span>
        <Input.TextArea
          rows={2}
          maxLength={1000}
          required={outOfPolicy}
          value={draft.value.reason}
          onChange={(event) => draft.setValue({ reason: event.target.value })}
        />
      </label>
    </ActPanel>
  );
}

/** `批准并生成 2 项退款任务 ¥398.00、1 项退机任务`: by the order as it is now, as the desk worked it out. */
function useConsequence(view: CaseView): string {
  const { t } = useTranslation('cases');
  const listed = useListed();
  const { ifApproved: after, approvals, approvalsNeeded } = view;
  if (approvals.length + 1 < approvalsNeeded) {
    return t('approve.goFirst', { nth: approvals.length + 1, needed: approvalsNeeded });
  }
  if (after === null) return t('approve.goPlain');
  const parts: readonly (readonly [number, string])[] = [
    [after.refundTasks, after.refundFen > 0 ? 'refundTasks' : 'refundTasksNoMoney'],
    [after.returnTasks, 'returnTasks'],
    [after.interceptTasks, 'interceptTasks'],
    [after.unbindTasks, 'unbindTasks'],
  ];
  const tasks = parts
    .filter(([n]) => n > 0)
    .map(([n, key]) => t(`approve.${key}`, { n, amount: formatFen(after.refundFen) }));
  return tasks.length === 0 ? t('approve.goNothing') : t('approve.go', { tasks: listed(tasks) });
}

/** What a reviewer should not overlook: checks that failed, fees the customer declined, items not there. */
function useWarnings(view: CaseView): readonly string[] {
  const { t } = useTranslation('cases');
  const materialName = useMaterialName();
  const failed = view.autoChecks?.checks.filter((one) => !one.passed) ?? [];
  const declined = view.fees.filter((fee) => fee.answer === 'declined');
  const missing = view.materials.filter((item) => item.state === 'missing' || item.state === 'rejected');
  return [
    ...failed.map(({ check }) => t('approve.failedCheck', { check: t(`checks.${check}`) })),
    ...declined.map((fee) => t('approve.declinedFee', { amount: formatFen(fee.amountFen) })),
    ...missing.map((item) =>
      t('approve.missingMaterial', {
        material: materialName(item.materialId),
        state: t(`terms:materialState.${item.state}`),
      }),
    ),
  ];
}
