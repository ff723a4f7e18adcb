import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView, TimelineEntry } from '../../../contract/desk-api/contacts.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { formatInstant, formatTimer, useNow } from '../../ui/format.ts';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { useLocalized } from '../../ui/localized.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { DatedWordsField, type DatedWords } from './dated-words.tsx';
import { DoneView } from './done-view.tsx';
import { happeningsOf, suggestedDisposition, wasDropped } from './suggestion.ts';
import './wrap-up.css';

/** Step six: how it ended, what comes next, what was promised until when. */
export function WrapUpStep(): ReactNode {
  const { t } = useTranslation('wrap-up');
  const { contactId } = useWorkspace();
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const policy = useQuery(desk.policy.current.queryOptions({ staleTime: 60_000 }));
  const timeline = useQuery(
    desk.contacts.timeline.queryOptions({ input: { subject: { type: 'contact', contactId }, cursor: null } }),
  );
  return (
    <Loaded query={contact}>
      {(view) =>
        view.wrappedUpAt !== null ? (
          <StepLayout label={t('common:step.wrap-up')} footer={null}>
            <DoneView contact={view} />
          </StepLayout>
        ) : (
          <Loaded query={policy}>
            {({ dispositions }) => (
              <WrapUpForm contact={view} dispositions={dispositions} entries={timeline.data?.entries ?? []} />
            )}
          </Loaded>
        )
      }
    </Loaded>
  );
}

interface WrapUpDraft {
  /** Null: not chosen, so the suggestion stands. */
  readonly disposition: string | null;
  readonly summary: string | null;
  readonly next: DatedWords;
  readonly promise: DatedWords;
}

const NOTHING: DatedWords = { what: '', by: null };
const EMPTY: WrapUpDraft = { disposition: null, summary: null, next: NOTHING, promise: NOTHING };

interface FormProps {
  readonly contact: ContactView;
  readonly dispositions: PolicyView['dispositions'];
  readonly entries: readonly TimelineEntry[];
}

function WrapUpForm({ contact, dispositions, entries }: FormProps): ReactNode {
  const { t } = useTranslation('wrap-up');
  const say = useLocalized();
  const { contactId } = contact;
  const { orderNo } = useWorkspace();
  const cache = useQueryClient();
  const [tried, setTried] = useState(false);
  const draft = useDraft<WrapUpDraft>(`wrap-up:${contactId}`, EMPTY);
  const wrapUp = useMutation(
    desk.contacts.wrapUp.mutationOptions({
      onSuccess: (done) => {
        draft.discard();
        cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), done);
        void cache.invalidateQueries({ queryKey: [['contacts', 'mine']] });
      },
    }),
  );
  if (!draft.loaded) return null;

  const { value } = draft;
  const change = (part: Partial<WrapUpDraft>): void => draft.setValue((old) => ({ ...old, ...part }));
  const dropped = wasDropped(entries);
  const suggestion = suggestedDisposition(contact, entries);
  const disposition = value.disposition ?? dispositions.find(({ code }) => code === suggestion)?.code ?? null;
  const written = [
    ...happeningsOf(contact, orderNo ?? contact.orderNo),
    ...(dropped ? [{ key: 'happened.dropped', values: {} }] : []),
  ].map(({ key, values }) => t(key, values));
  const summary = value.summary ?? t('happened.sentence', { parts: written.join(t('happened.separator')) });
  const needsNext = dispositions.find(({ code }) => code === disposition)?.nextActionRequired ?? false;
  const problems = [
    ...(disposition === null ? ['disposition'] : []),
    ...(summary.trim() === '' ? ['summary'] : []),
    ...(needsNext && value.next.what.trim() === '' ? ['next'] : []),
    ...(value.next.by !== null && value.next.what.trim() === '' ? ['nextWords'] : []),
    ...((value.promise.by === null) === (value.promise.what.trim() === '') ? [] : ['promiseHalf']),
  ];
  const finish = (): void => {
    setTried(true);
    if (problems.length > 0 || disposition === null) return;
    const { next, promise } = value;
    wrapUp.mutate({
      contactId,
      disposition,
      summary: summary.trim(),
      nextAction: next.what.trim() === '' ? null : { what: next.what.trim(), by: next.by },
      promise: promise.what.trim() === '' ? null : { what: promise.what.trim(), by: promise.by },
    });
  };

  return (
    <StepLayout
      label={t('common:step.wrap-up')}
      footer={
        <>
          <span className="step-hint">
            {draft.savedAt === null ? null : t('saved', { at: formatInstant(draft.savedAt, 'time') })}
          </span>
          <MainActionButton
            labelKey={contact.endedAt === null ? 'wrap-up:main.endAndFinish' : 'wrap-up:main.finish'}
            action={finish}
            busy={wrapUp.isPending}
          />
        </>
      }
    >
      <form className="wu" aria-label={t('label')} onSubmit={(event) => event.preventDefault()}>
        <EndOfContact contact={contact} dropped={dropped} />
        <label>
          <span className="label">
            {t('disposition')} <span className="wu-required">{t('required')}</span>
          </span>
          <Select
            autoFocus={mayTakeFocus()}
            showSearch={{ optionFilterProp: 'label' }}
            value={disposition}
            placeholder={t('dispositionHint')}
            style={{ width: 280 }}
            status={tried && disposition === null ? 'error' : ''}
            onChange={(code: string) => change({ disposition: code })}
            options={dispositions.map((one) => ({ value: one.code, label: say(one.name) }))}
          />
        </label>
        <label>
          <span className="label">
            {t('summary')} <span className="wu-required">{t('required')}</span>
          </span>
          <Input.TextArea
            value={summary}
            maxLength={2000}
            autoSize={{ minRows: 3, maxRows: 8 }}
            onChange={(event) => change({ summary: event.target.value })}
          />
          {value.summary === null ? <span className="mute">{t('summaryFromRecord')}</span> : null}
        </label>
        <DatedWordsField kind="next" value={value.next} required={needsNext} onChange={(next) => change({ next })} />
        <DatedWordsField
          kind="promise"
          value={value.promise}
          required={false}
          onChange={(promise) => change({ promise })}
        />
        <div aria-live="assertive">
          {tried && problems.length > 0 ? (
            <Alert
              type="warning"
              showIcon
              title={t('problem.title')}
              description={problems.map((problem) => t(`problem.${problem}`)).join(' ')}
            />
          ) : null}
        </div>
        <RefusalNotice error={wrapUp.error} />
      </form>
    </StepLayout>
  );
}

/** Ends a contact that is still going on, by its end or by a broken line; afterwards counts the time after the call. */
function EndOfContact({ contact, dropped }: { readonly contact: ContactView; readonly dropped: boolean }): ReactNode {
  const { t } = useTranslation('wrap-up');
  const now = useNow();
  const cache = useQueryClient();
  const { contactId, endedAt } = contact;
  const kind = contact.channel === 'walk_in' ? 'walk_in' : 'phone';
  const end = useMutation(
    desk.contacts.end.mutationOptions({
      onSuccess: (ended) => {
        cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), ended);
        void cache.invalidateQueries({ queryKey: [['contacts']] });
      },
    }),
  );
  if (endedAt !== null) {
    return (
      <>
        <div className="wu-times">
          <span>
            {t('times.length')} <b>{formatTimer(endedAt - contact.startedAt)}</b>
          </span>
          {contact.heldMs === 0 ? null : (
            <span>
              {t('times.held')} <b>{formatTimer(contact.heldMs)}</b>
            </span>
          )}
          <span>
            {t('times.after')} <b>{formatTimer(now - endedAt)}</b>
          </span>
        </div>
        {dropped ? (
          <Alert
            type="warning"
            showIcon
            title={t('dropped.title')}
            description={
              <>
                {t('dropped.what')} <Link to="/callbacks">{t('dropped.callback')}</Link>
              </>
            }
          />
        ) : null}
      </>
    );
  }
  return (
    <div className="wu-times">
      <span>
        {t(`times.running.${kind}`)} <b>{formatTimer(now - contact.startedAt)}</b>
      </span>
      <Button loading={end.isPending} onClick={() => end.mutate({ contactId, reason: 'completed' })}>
        {t(`end.completed.${kind}`)}
      </Button>
      <Button loading={end.isPending} onClick={() => end.mutate({ contactId, reason: 'dropped' })}>
        {t(`end.dropped.${kind}`)}
      </Button>
      <RefusalNotice error={end.error} />
    </div>
  );
}
