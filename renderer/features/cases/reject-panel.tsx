import { useMutation } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { useListed } from '../../ui/listed.ts';
import { useLocalized } from '../../ui/localized.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { showCase } from './use-case-acts.ts';
import { usePolicy } from './use-policy-words.ts';

const PARTS = ['clause', 'remedy', 'appealRoute', 'complaintRoute'] as const;
const BLANK = { reasonCode: '', clause: '', remedy: '', appealRoute: '', complaintRoute: '' };

/**
 * A rejection: the reason from the pack brings its clause, what can be done instead and where to appeal and complain; all can be
 * reworded, none left out. @rule X07
 */
export function RejectPanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const listed = useListed();
  const say = useLocalized();
  const policy = usePolicy();
  const draft = useDraft(`reject:${view.caseId}`, BLANK);
  const said = draft.value;
  const missing = PARTS.filter((part) => said[part].trim() === '');
  const complete = said.reasonCode !== '' && missing.length === 0;
  const reject = useMutation(
    desk.cases.reject.mutationOptions({
      onSuccess: (after) => {
        draft.discard();
        showCase(after);
        onClose(t('reject.done'));
      },
    }),
  );
  const choose = (reasonCode: string): void => {
    const reason = policy?.rejectionReasons.find((one) => one.code === reasonCode);
    if (reason === undefined) return;
    draft.setValue({
      reasonCode,
      clause: say(reason.clause),
      remedy: say(reason.remedy),
      appealRoute: say(reason.appealRoute),
      complaintRoute: say(reason.complaintRoute),
    });
  };
  return (
    <ActPanel
      title={t('reject.title')}
      consequence={t('reject.go')}
      danger
      ready={draft.loaded && complete}
      busy={reject.isPending}
      error={reject.error}
      onGo={() => reject.mutate({ caseId: view.caseId, ...said })}
      onClose={() => onClose()}
    >
      <p className="mute">{t('reject.hint')}</p>
      <label>
        <span className="label">{t('reject.reason')}</span>
        <Select
          className="case-wide"
          showSearch
          optionFilterProp="label"
          placeholder={t('reject.choose')}
          value={said.reasonCode === '' ? null : said.reasonCode}
          onChange={choose}
          loading={policy === undefined}
          options={(policy?.rejectionReasons ?? []).map((one) => ({ value: one.code, label: say(one.name) }))}
        />
      </label>
      <div className="case-reject-parts">
        {PARTS.map((part) => (
          <label key={part}>
            <span className="label">{t(`rejection.${part}`)}</span>
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 4 }}
              maxLength={1000}
              required
              value={said[part]}
              onChange={(event) => draft.setValue({ ...said, [part]: event.target.value })}
            />
          </label>
        ))}
      </div>
      {said.reasonCode !== '' && missing.length > 0 ? (
        <span className="case-warn" role="status">
          {t('reject.missing', { parts: listed(missing.map((part) => t(`rejection.${part}`))) })}
        </span>
      ) : null}
    </ActPanel>
  );
}
