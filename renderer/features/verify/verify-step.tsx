import { Alert, Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { useNow } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { ElementsForm, type SubmitOutcome } from './elements-form.tsx';
import { isExpired, reaches, targetOf } from './levels.ts';
import { MandateForm } from './mandate-form.tsx';
import { OtherOutcomes } from './other-outcomes.tsx';
import { OutcomeBar } from './outcome.tsx';
import { PartyPicker } from './party-picker.tsx';
import { RecheckForm } from './recheck-form.tsx';
import { ScriptCard, type ScriptStage } from './script-card.tsx';
import { SessionStart } from './session-start.tsx';
import { useContact } from './use-contact.ts';
import './verify.css';

/** Step one: who is this, and how sure may we be. Every screen of it says what to do next, also when nothing matched. */
export function VerifyStep(): ReactNode {
  const { query, show } = useContact();
  return (
    <Loaded query={query} rows={6}>
      {(contact) => <Verification contact={contact} show={show} />}
    </Loaded>
  );
}

interface Situation {
  readonly stage: ScriptStage;
  /** The session can hear something now. */
  readonly running: boolean;
  readonly reached: boolean;
}

/** Nobody will be verified here now: what is left is to note the request, or to wrap up. */
const OVER: ReadonlySet<ScriptStage> = new Set(['failed', 'refused', 'locked']);

function situationOf(contact: ContactView, expired: boolean): Situation {
  const view = contact.verification;
  const reached = reaches(view.level, targetOf(view)) && view.state !== 'none' && !view.recheckNeeded;
  if (view.partyLocked && view.purpose !== 'unlock') return { stage: 'locked', running: false, reached: false };
  if (view.state === 'failed') return { stage: 'failed', running: false, reached: false };
  if (view.state === 'refused') return { stage: 'refused', running: false, reached: false };
  if (contact.party === null) return { stage: 'party', running: false, reached: false };
  if (view.state === 'none' || expired) return { stage: 'start', running: false, reached: false };
  if (reached) return { stage: 'verified', running: true, reached };
  if (view.state === 'pending_material') return { stage: 'material', running: true, reached };
  return { stage: view.subject === 'delegate' ? 'delegate' : 'elements', running: true, reached };
}

function Verification({
  contact,
  show,
}: {
  readonly contact: ContactView;
  show(contact: ContactView): void;
}): ReactNode {
  const { t } = useTranslation('verify');
  const { orderNo, goTo } = useWorkspace();
  const now = useNow();
  const [outcome, setOutcome] = useState<SubmitOutcome | 'recheck_matched' | null>(null);
  const [picking, setPicking] = useState(false);
  const view = contact.verification;
  const expired = isExpired(view, now);
  const { stage, running, reached } = situationOf(contact, expired);
  const atCounter = contact.channel === 'walk_in';
  const live = contact.endedAt === null;
  const choosesParty = contact.party === null || picking;
  const after = (next: ContactView, result: SubmitOutcome | 'recheck_matched' | null = null): void => {
    setOutcome(result);
    show(next);
  };
  const cardShown = atCounter && view.matched.includes('id_card_original');
  const nextStep = orderNo === null ? 'find' : 'decide';
  const stepsUp = stage === 'verified' && view.purpose !== 'unlock';

  return (
    <StepLayout
      label={t('common:step.verify')}
      footer={
        reached ? (
          <>
            {cardShown ? <span className="vf-caution step-hint">{t('idCard.giveBack')}</span> : null}
            <MainActionButton
              labelKey={`verify:next.${cardShown ? 'cardReturned' : 'plain'}.${nextStep}`}
              action={() => goTo(nextStep)}
            />
          </>
        ) : live && OVER.has(stage) ? (
          <MainActionButton
            labelKey={orderNo === null ? 'verify:next.wrapUp' : 'verify:next.intake'}
            action={() => goTo(orderNo === null ? 'wrap-up' : 'file')}
          />
        ) : (
          <>
            <span className="step-hint">{t(view.level === 'L0' ? 'footer.lowLevel' : 'footer.someLevel')}</span>
            <Button onClick={() => goTo(nextStep)}>{t(`footer.goOn.${nextStep}`)}</Button>
          </>
        )
      }
    >
      <div className="vf">
        <div className="vf-main">
          {contact.party === null ? null : (
            <PartyLine contact={contact} picking={picking} onChange={live ? () => setPicking(!picking) : null} />
          )}
          {stage === 'locked' || (contact.party === null && view.state === 'none') ? null : (
            <OutcomeBar contact={contact} outcome={outcome} expired={expired} />
          )}
          {!live ? <Alert type="info" showIcon title={t('ended')} /> : null}
          {live && choosesParty ? (
            <PartyPicker
              contact={contact}
              onLinked={(linked) => {
                setPicking(false);
                after(linked);
              }}
            />
          ) : null}
          {live && !choosesParty ? (
            <Session
              contact={contact}
              stage={stage}
              running={running}
              stepsUp={stepsUp}
              atCounter={atCounter}
              after={after}
            />
          ) : null}
        </div>
        <div className="vf-side">
          <ScriptCard stage={choosesParty && stage !== 'refused' ? 'party' : stage} atCounter={atCounter} />
          {live && !reached && stage !== 'failed' && stage !== 'refused' && stage !== 'locked' ? (
            <OtherOutcomes contactId={contact.contactId} inSession={running} onDone={(next) => after(next)} />
          ) : null}
        </div>
      </div>
    </StepLayout>
  );
}

interface SessionProps {
  readonly contact: ContactView;
  readonly stage: ScriptStage;
  readonly running: boolean;
  readonly stepsUp: boolean;
  readonly atCounter: boolean;
  after(contact: ContactView, outcome?: SubmitOutcome | 'recheck_matched'): void;
}

/** The session of a chosen party: to be started, asked through, checked again, or over. */
function Session({ contact, stage, running, stepsUp, atCounter, after }: SessionProps): ReactNode {
  const { t } = useTranslation('verify');
  const [more, setMore] = useState(false);
  const view = contact.verification;
  const partyId = contact.party?.partyId;
  if (partyId === undefined) return null;
  const noChannel = view.askable.length === 0;
  if (noChannel) return <Alert type="warning" showIcon title={t('channel.title')} description={t('channel.instead')} />;
  if (stage === 'failed') {
    return (
      <Alert
        type="warning"
        showIcon
        title={t('failed.title')}
        description={<Instead of={['general', 'visit', 'callback']} />}
      />
    );
  }
  if (!running) {
    return (
      <>
        {stage === 'refused' ? (
          <Alert
            type="info"
            showIcon
            title={t('refused.title')}
            description={<Instead of={['general', 'visit', 'written']} />}
          />
        ) : null}
        <SessionStart
          contactId={contact.contactId}
          partyId={partyId}
          view={view}
          atCounter={atCounter}
          onStarted={(next) => after(next)}
        />
      </>
    );
  }
  if (view.recheckNeeded) {
    return (
      <RecheckForm
        contact={contact}
        onRechecked={(matched, next) => after(next, matched ? 'recheck_matched' : 'not_matched')}
      />
    );
  }
  const delegate = view.subject === 'delegate';
  // Who a delegate is stands in the mandate alone: before it is on record there is nothing to ask.
  const asks = (stage !== 'verified' || more) && (!delegate || view.mandate !== null);
  return (
    <>
      {view.purpose === 'unlock' ? (
        <Alert
          type="info"
          showIcon
          title={t('unlock.title')}
          description={t(view.reach.length === 0 && view.matched.length === 0 ? 'unlock.noProofHere' : 'unlock.how')}
        />
      ) : null}
      {asks ? (
        <ElementsForm
          contact={contact}
          upTo={stage === 'verified' ? 'L3' : targetOf(view)}
          main={stage !== 'verified'}
          onOutcome={(outcome, next) => after(next, outcome)}
        />
      ) : null}
      {stepsUp && view.level === 'L2' && !delegate ? (
        <div>
          <Button size="small" aria-expanded={more} onClick={() => setMore(!more)}>
            {t('stepUp.open')}
          </Button>{' '}
          <span className="mute">{t('stepUp.what')}</span>
        </div>
      ) : null}
      {delegate ? <MandateForm contact={contact} onRecorded={(next) => after(next)} /> : null}
    </>
  );
}

function Instead({ of }: { readonly of: readonly string[] }): ReactNode {
  const { t } = useTranslation('verify');
  return (
    <ul className="vf-instead">
      {of.map((way) => (
        <li key={way}>{t(`instead.${way}`)}</li>
      ))}
    </ul>
  );
}

/** Whom the contact is about, masked, and always said to be unproven until it is proven. */
function PartyLine({
  contact,
  picking,
  onChange,
}: {
  readonly contact: ContactView;
  readonly picking: boolean;
  readonly onChange: (() => void) | null;
}): ReactNode {
  const { t } = useTranslation('verify');
  const { party, verification } = contact;
  if (party === null) return null;
  return (
    <div className="vf-party">
      <b>{party.personMasked ?? party.merchantMasked ?? '—'}</b>
      <span>{party.personMasked === null ? null : party.merchantMasked}</span>
      <span className="mute">
        {t(`terms:buyerType.${party.buyerType}`)}
        {party.mobileMasked === null ? null : ` · ${party.mobileMasked}`}
      </span>
      {verification.level === 'L0' ? <Tag color="warning">{t('party.candidateTag')}</Tag> : null}
      {onChange === null ? null : (
        <Button size="small" type="text" aria-expanded={picking} onClick={onChange}>
          {t(picking ? 'party.keep' : 'party.change')}
        </Button>
      )}
    </div>
  );
}
