import { AudioMutedOutlined, AudioOutlined, PauseOutlined, PhoneOutlined, SwapOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { useHasRole } from '../../app/session.tsx';
import { useShortcut } from '../../app/shortcuts.tsx';
import { formatTimer, useNow } from '../../ui/format.ts';
import { useRefusalWords } from '../../ui/refusal.tsx';

interface Props {
  onHandOver(contactId: string): void;
}

/** What can be done with the contact on the screen at any step of it: hold, recording, a colleague. */
export function ContactControls({ onHandOver }: Props): ReactNode {
  const mayHaveContacts = useHasRole('agent', 'clerk', 'supervisor');
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const mine = useQuery(
    desk.contacts.mine.queryOptions({ input: { includeEnded: true }, enabled: mayHaveContacts }),
  ).data;
  const contact = mine?.find((one) => one.contactId === contactId && one.wrappedUpAt === null);
  if (contact === undefined) return null;
  return <Controls key={contact.contactId} contact={contact} onHandOver={onHandOver} />;
}

function Controls({ contact, onHandOver }: Props & { readonly contact: ContactView }): ReactNode {
  const { t } = useTranslation('contact');
  const now = useNow();
  const cache = useQueryClient();
  const { contactId, heldSince, recordingPaused } = contact;
  const after = {
    onSuccess: (changed: ContactView) => {
      cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), changed);
      return cache.invalidateQueries({ queryKey: desk.contacts.key() });
    },
  };
  const hold = useMutation(desk.contacts.hold.mutationOptions(after));
  const resume = useMutation(desk.contacts.resume.mutationOptions(after));
  const pause = useMutation(desk.contacts.pauseRecording.mutationOptions(after));
  const record = useMutation(desk.contacts.resumeRecording.mutationOptions(after));

  const live = contact.endedAt === null;
  const spoken = live && contact.channel === 'phone';
  const held = heldSince !== null;
  const toggleHold = (): void => (held ? resume : hold).mutate({ contactId });
  const toggleRecording = (): void => {
    if (recordingPaused) record.mutate({ contactId });
    else pause.mutate({ contactId, reason: 'card_data' });
  };
  const where = contact.channel === 'phone' ? 'phone' : 'visit';
  const holdLabel = `contact:control.${held ? 'resume' : 'hold'}.${where}`;
  const recordingLabel = `contact:control.${recordingPaused ? 'resumeRecording' : 'pauseRecording'}`;
  useShortcut('f4', holdLabel, toggleHold, live);
  useShortcut('f6', recordingLabel, toggleRecording, spoken);
  useShortcut('f7', 'contact:control.handOver', () => onHandOver(contactId));

  return (
    <div className="contact-controls" role="group" aria-label={t('control.label')}>
      {live ? (
        <Control
          label={t(holdLabel)}
          keys="F4"
          icon={held ? <PhoneOutlined /> : <PauseOutlined />}
          active={heldSince === null ? null : formatTimer(now - heldSince)}
          busy={hold.isPending || resume.isPending}
          onPress={toggleHold}
        />
      ) : null}
      {spoken ? (
        <Control
          label={t(recordingLabel)}
          keys="F6"
          icon={recordingPaused ? <AudioOutlined /> : <AudioMutedOutlined />}
          active={recordingPaused ? t('control.notRecording') : null}
          busy={pause.isPending || record.isPending}
          onPress={toggleRecording}
        />
      ) : null}
      <Control
        label={t('control.handOver')}
        keys="F7"
        icon={<SwapOutlined />}
        active={null}
        busy={false}
        onPress={() => onHandOver(contactId)}
      />
      <span className="visually-hidden" role="status">
        {[
          held ? t(`chip.held.${where === 'phone' ? 'phone' : 'walk_in'}`) : '',
          recordingPaused ? t('control.notRecording') : '',
        ]
          .join(' ')
          .trim()}
      </span>
      <Refused error={[hold, resume, pause, record].find((each) => each.error !== null)?.error} />
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  /** What the button shows while what it began goes on; null otherwise. */
  readonly active: string | null;
  readonly busy: boolean;
  onPress(): void;
}

function Control({ label, keys, icon, active, busy, onPress }: ControlProps): ReactNode {
  return (
    <Tooltip title={`${label} ${keys}`}>
      <Button
        className={active === null ? '' : 'on'}
        type={active === null ? 'text' : 'default'}
        icon={<span aria-hidden="true">{icon}</span>}
        aria-disabled={busy}
        onClick={() => {
          if (!busy) onPress();
        }}
      >
        <span className="visually-hidden">{label} </span>
        {active}
      </Button>
    </Tooltip>
  );
}

function Refused({ error }: { readonly error: unknown }): ReactNode {
  const words = useRefusalWords();
  if (error === null || error === undefined) return null;
  const { what, instead } = words(error);
  return (
    <span className="contact-refused" role="alert" title={instead}>
      {what}
    </span>
  );
}
