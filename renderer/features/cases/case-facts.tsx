import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { formatInstant } from '../../ui/format.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { Masked } from '../../ui/masked.tsx';
import { useOpenContacts } from './use-case-acts.ts';
import { useReasonName } from './use-policy-words.ts';

/** The column beside: who and why, what the system checked, who approved, and the contacts that belong to the case. */
export function CaseFacts({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <div className="case-side">
      <Filing view={view} />
      <Checks view={view} />
      <Approvals view={view} />
      <Contacts view={view} />
    </div>
  );
}

interface FactProps {
  readonly view: CaseView;
}

function Filing({ view }: FactProps): ReactNode {
  const { t } = useTranslation('cases');
  const reasonName = useReasonName();
  const contactId = useOpenContacts().find((one) => one.party?.partyId === view.party.partyId)?.contactId ?? null;
  const { party, acknowledgement, contactPreference } = view;
  const pairs: readonly (readonly [string, ReactNode])[] = [
    ['party', <Party key="party" party={party} contactId={contactId} />],
    [
      'reason',
      <>
        {view.reasonCode === null ? '' : reasonName(view.reasonCode)}
        {view.reasonText === '' ? null : <q>{view.reasonText}</q>}
      </>,
    ],
    ['verified', <LevelBadge key="level" level={view.verifiedLevel} />],
    ['subject', t(`facts.${view.subject}`)],
    ['channel', t(`terms:channel.${view.intakeChannel}`)],
    ['origin', view.originChannel === null ? '—' : t(`terms:origin.${view.originChannel}`)],
    ['notice', formatInstant(view.noticeReceivedAt)],
    ['filed', `${formatInstant(view.filedAt)} · ${view.requestedBy.displayName}`],
    ['owner', `${view.owner.displayName} · ${view.branchName}`],
    [
      'acknowledged',
      acknowledgement === null
        ? '—'
        : t(`facts.${acknowledgement.how}`, {
            version: acknowledgement.packVersion,
            fees: acknowledgement.feeListVersion,
            by: acknowledgement.by.displayName,
            time: formatInstant(acknowledgement.at, 'short'),
          }),
    ],
    [
      'preference',
      contactPreference === null
        ? '—'
        : [t(`terms:preferredChannel.${contactPreference.channel}`), contactPreference.hours ?? ''].join(' '),
    ],
  ];
  return (
    <section className="card" aria-label={t('facts.title')}>
      <dl className="case-pairs">
        {pairs.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`facts.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="row case-print">
        {(['application_form', 'receipt'] as const).map((document) => (
          <Link key={document} to="/cases/$caseId/print/$document" params={{ caseId: view.caseId, document }}>
            {t(`print.${document}`)}
          </Link>
        ))}
      </div>
    </section>
  );
}

function Party({
  party,
  contactId,
}: {
  readonly party: CaseView['party'];
  readonly contactId: string | null;
}): ReactNode {
  const { t } = useTranslation('cases');
  const record = { type: 'party', partyId: party.partyId } as const;
  return (
    <>
      {party.personMasked === null ? null : (
        <Masked masked={party.personMasked} record={record} field="personName" contactId={contactId} />
      )}
      {party.merchantMasked === null ? null : (
        <div>
          <Masked masked={party.merchantMasked} record={record} field="merchantName" contactId={contactId} />
        </div>
      )}
      {party.mobileMasked === null ? null : (
        <div>
          <Masked masked={party.mobileMasked} record={record} field="mobile" contactId={contactId} />
        </div>
      )}
      <span className="mute">{t(`terms:buyerType.${party.buyerType}`)}</span>
      {party.locked ? <div className="case-late">{t('facts.partyLocked')}</div> : null}
    </>
  );
}

function Checks({ view }: FactProps): ReactNode {
  const { t } = useTranslation('cases');
  if (view.autoChecks === null) return null;
  return (
    <section className="card" aria-label={t('checks.title')}>
      <h2 className="section-title">{t('checks.title')}</h2>
      <ul className="case-lines">
        {view.autoChecks.checks.map(({ check, passed }) => (
          <li key={check}>
            <span className={`case-sign ${passed ? 'pass' : 'fail'}`} aria-hidden="true">
              {passed ? '✓' : '✕'}
            </span>
            <span className="grow">{t(`checks.${check}`)}</span>
            <span className={passed ? 'mute' : 'case-late'}>{t(passed ? 'checks.passed' : 'checks.failed')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Approvals({ view }: FactProps): ReactNode {
  const { t } = useTranslation('cases');
  if (view.approvals.length === 0 && view.ifApproved === null) return null;
  return (
    <section className="card" aria-label={t('approvals.title')}>
      <h2 className="section-title">
        {t('approvals.title')} {view.approvals.length}/{view.approvalsNeeded}
      </h2>
      {view.approvals.length === 0 ? <span className="mute">{t('approvals.none')}</span> : null}
      <ul className="case-lines">
        {view.approvals.map((approval) => (
          <li key={approval.by.userId} className="case-approval">
            <span>
              {approval.by.displayName} · {t(`common:role.${approval.role}`)} · {formatInstant(approval.at, 'short')}
            </span>
            {approval.outOfPolicy ? <span className="case-warn">{t('approvals.outOfPolicy')}</span> : null}
            {approval.reason === '' ? null : <q>{approval.reason}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contacts({ view }: FactProps): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <section className="card" aria-label={t('contacts.title')}>
      <h2 className="section-title">{t('contacts.title')}</h2>
      {view.contacts.length === 0 ? <span className="mute">{t('contacts.none')}</span> : null}
      <ul className="case-lines">
        {view.contacts.map((contact) => (
          <li key={contact.contactId}>
            <Link
              to="/contacts/$contactId/$step"
              params={{ contactId: contact.contactId, step: 'file' }}
              search={{ order: view.orderNo }}
            >
              {t(`terms:channel.${contact.channel}`)} {formatInstant(contact.startedAt, 'short')}
            </Link>
            <span className="mute">{contact.by.displayName}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
