import { useMutation, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { useListed } from '../../ui/listed.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { showCase } from './use-case-acts.ts';

/** Hands the case to a colleague, in whose queue it then stands. */
export function AssignPanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const listed = useListed();
  const colleagues = useQuery(desk.contacts.colleagues.queryOptions());
  const [userId, setUserId] = useState<string | null>(null);
  const others = (colleagues.data ?? []).filter((one) => one.userId !== view.owner.userId);
  const chosen = others.find((one) => one.userId === userId);
  const assign = useMutation(
    desk.cases.assignOwner.mutationOptions({
      onSuccess: (after) => {
        showCase(after);
        onClose(t('assign.done', { name: after.owner.displayName }));
      },
    }),
  );
  return (
    <ActPanel
      title={t('assign.title')}
      consequence={chosen === undefined ? t('assign.goNobody') : t('assign.go', { name: chosen.displayName })}
      ready={chosen !== undefined}
      busy={assign.isPending}
      error={assign.error ?? colleagues.error}
      onGo={() => {
        if (chosen !== undefined) assign.mutate({ caseId: view.caseId, userId: chosen.userId });
      }}
      onClose={() => onClose()}
    >
      <label>
        <span className="label">{t('assign.to', { name: view.owner.displayName })}</span>
        <Select
          className="case-wide"
          showSearch
          optionFilterProp="label"
          placeholder={t('assign.choose')}
          loading={colleagues.isPending}
          value={userId}
          onChange={setUserId}
          options={others.map((one) => ({
            value: one.userId,
            label: `${one.displayName} · ${listed(one.roles.map((role) => t(`common:role.${role}`)))}`,
          }))}
        />
      </label>
    </ActPanel>
  );
}
