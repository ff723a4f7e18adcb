import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContradictionView } from '../../contract/desk-api/contacts.ts';
import { desk, queryClient } from '../app/query.ts';
import { useCommandName } from './command-name.ts';
import { formatInstant } from './format.ts';
import { RefusalNotice, useReadableData } from './refusal.tsx';
import { useDraft } from './use-draft.ts';
import './contradictions.css';

interface Props {
  readonly contradiction: ContradictionView;
  /** Elsewhere than on the page of the case itself. */
  readonly showsCase: boolean;
  onSettled(): void;
}

/** One contradiction: what was recorded, what stands against it, and the words with which it is settled. */
export function ContradictionItem({ contradiction, showsCase, onSettled }: Props): ReactNode {
  const { t } = useTranslation('contradictions');
  const { contradictionId, subject, commandType, broughtBy, foundAt, personMasked } = contradiction;
  const nameOf = useCommandName();
  const draft = useDraft<string>(`contradiction:${contradictionId}`, '');
  const words = draft.value.trim();
  const settle = useMutation(
    desk.contacts.settleContradiction.mutationOptions({
      onSuccess: () => {
        draft.discard();
        for (const name of ['contacts', 'cases', 'work']) void queryClient.invalidateQueries({ queryKey: [[name]] });
        onSettled();
      },
    }),
  );
  const go = (): void => settle.mutate({ subject, contradictionId, words });
  return (
    <div className="contradiction">
      <div className="row">
        <strong>{commandType === null ? t('records') : nameOf(commandType)}</strong>
        <span className="mute">{t('by', { name: broughtBy.displayName, at: formatInstant(foundAt) })}</span>
        {showsCase ? <About contradiction={contradiction} /> : null}
        {showsCase && personMasked !== null ? <span className="mute">{personMasked}</span> : null}
      </div>
      <p>{useContradicted(contradiction)}</p>
      <label>
        <span className="label">{t('words')}</span>
        <Input.TextArea
          rows={2}
          maxLength={2000}
          disabled={!draft.loaded}
          value={draft.value}
          placeholder={t('wordsHint')}
          onChange={(event) => draft.setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.ctrlKey || words === '') return;
            event.preventDefault();
            event.stopPropagation();
            go();
          }}
        />
      </label>
      <RefusalNotice error={settle.error} />
      <div className="row contradiction-foot">
        <Button type="primary" disabled={words === ''} loading={settle.isPending} onClick={go}>
          {t('settle')}
        </Button>
      </div>
    </div>
  );
}

function About({ contradiction: { subject, caseId, caseCode } }: Pick<Props, 'contradiction'>): ReactNode {
  const { t } = useTranslation('contradictions');
  if (caseId !== null)
    return (
      <Link to="/cases/$caseId" params={{ caseId }}>
        {t('case', { code: caseCode ?? '' })}
      </Link>
    );
  if (subject.type !== 'contact') return null;
  return (
    <Link to="/contacts/$contactId/$step" params={{ contactId: subject.contactId, step: 'verify' }}>
      {t('contact')}
    </Link>
  );
}

/** What stood against it, in the words in which it would have been refused. */
function useContradicted({ refusal: { code, data } }: ContradictionView): string {
  const { t, i18n } = useTranslation(['contradictions', 'refusal']);
  const readable = useReadableData();
  if (code === 'order_has_open_case') return t('twoCases', readable(data));
  const what = i18n.exists(`refusal:${code}.what`) ? t(`refusal:${code}.what`, readable(data)) : code;
  return t('against', { what });
}
