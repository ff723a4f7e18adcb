import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { Masked } from '../../ui/masked.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import type { LockedParty } from './locked-party.ts';
import { UnlockForm } from './unlock-form.tsx';
import './locks.css';

/** The parties whose verification is locked on every channel, why and since when, and how each can be opened again. @rule 5.6 */
export function LocksPage(): ReactNode {
  const { t } = useTranslation('locks');
  const locked = useQuery(desk.verification.locked.queryOptions());
  const [open, setOpen] = useState<string | null>(null);
  const [done, setDone] = useState('');
  return (
    <section className="page">
      <header>
        <h1>{t('title')}</h1>
        <span className="mute">{t('hint')}</span>
      </header>
      <div className="locks-done" role="status">
        {done}
      </div>
      <Loaded query={locked}>
        {(parties) =>
          parties.length === 0 ? (
            <EmptyState title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <ul className="locks">
              {parties.map((party) => (
                <li key={party.partyId} className="card">
                  <LockLine
                    party={party}
                    open={open === party.partyId}
                    onToggle={() => {
                      setDone('');
                      setOpen(open === party.partyId ? null : party.partyId);
                    }}
                  />
                  {open === party.partyId ? (
                    <UnlockForm
                      party={party}
                      onClose={() => setOpen(null)}
                      onDone={() => {
                        setOpen(null);
                        setDone(t('done', { who: party.personMasked ?? party.merchantMasked ?? '' }));
                      }}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

interface LineProps {
  readonly party: LockedParty;
  readonly open: boolean;
  onToggle(): void;
}

function LockLine({ party, open, onToggle }: LineProps): ReactNode {
  const { t } = useTranslation('locks');
  const record = { type: 'party', partyId: party.partyId } as const;
  return (
    <div className="locks-line">
      <span>
        {party.personMasked === null ? (
          '—'
        ) : (
          <Masked masked={party.personMasked} record={record} field="personName" contactId={null} />
        )}
        <small className="mute">
          {[party.merchantMasked, party.mobileMasked, t(`terms:buyerType.${party.buyerType}`)]
            .filter((part) => part !== null)
            .join(' · ')}
        </small>
      </span>
      <span>
        <b>{t(`because.${party.because}`)}</b>
        <small className="mute">{t('counts', { attempts: party.attempts24h, sessions: party.sessions7d })}</small>
      </span>
      <span>
        {t('since', { time: formatInstant(party.lockedAt) })}
        <small className="mute">{t('callbackFrom', { time: formatInstant(party.callbackFrom) })}</small>
      </span>
      <Button aria-expanded={open} onClick={onToggle}>
        {t('open')}
        <span className="visually-hidden"> {party.personMasked ?? ''}</span>
      </Button>
    </div>
  );
}
