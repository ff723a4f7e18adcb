import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { useLocalized } from '../../ui/localized.ts';
import { ManySelect } from '../../ui/many-select.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { showCase } from './use-case-acts.ts';
import { usePolicy } from './use-policy-words.ts';

interface Asked {
  readonly materials: readonly string[];
  readonly message: string;
}

/** Asks the customer for what is lacking; the case waits for it, the legal clocks do not. @rule 5.2 */
export function InfoPanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const policy = usePolicy();
  const lacking = view.materials.filter((item) => item.state === 'missing' || item.state === 'rejected');
  const draft = useDraft<Asked>(`info:${view.caseId}`, {
    materials: lacking.map((item) => item.materialId),
    message: '',
  });
  const { materials, message } = draft.value;
  const request = useMutation(
    desk.cases.requestInfo.mutationOptions({
      onSuccess: (after) => {
        draft.discard();
        showCase(after);
        onClose(t('info.done'));
      },
    }),
  );
  return (
    <ActPanel
      title={t('info.panel')}
      consequence={t('info.go', { n: materials.length })}
      ready={draft.loaded && message.trim() !== ''}
      busy={request.isPending}
      error={request.error}
      onGo={() => request.mutate({ caseId: view.caseId, materials: [...materials], message: message.trim() })}
      onClose={() => onClose()}
    >
      <p className="mute">{t('info.clocks')}</p>
      <label>
        <span className="label">{t('info.materials')}</span>
        <ManySelect
          className="case-wide"
          value={[...materials]}
          onChange={(next) => draft.setValue({ ...draft.value, materials: next })}
          loading={policy === undefined}
          optionFilterProp="label"
          options={(policy?.materials ?? []).map((one) => ({ value: one.materialId, label: say(one.name) }))}
        />
      </label>
      <label>
        <span className="label">{t('info.message')}</span>
        <Input.TextArea
          rows={2}
          maxLength={1000}
          required
          value={message}
          onChange={(event) => draft.setValue({ ...draft.value, message: event.target.value })}
        />
      </label>
    </ActPanel>
  );
}
