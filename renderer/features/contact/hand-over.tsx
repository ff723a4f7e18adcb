import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { useUser } from '../../app/session.tsx';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import './contact.css';

interface Props {
  readonly contactId: string;
  onClose(): void;
}

const TAKES_CONTACTS: ReadonlySet<string> = new Set(['agent', 'clerk', 'supervisor']);

/** F7: a strip, not a dialog. To whom, and what they need to know; without a word nothing is handed over (scenario 40). @rule 5.6 */
export function HandOver({ contactId, onClose }: Props): ReactNode {
  const { t } = useTranslation('contact');
  const user = useUser();
  const cache = useQueryClient();
  const colleagues = useQuery(desk.contacts.colleagues.queryOptions());
  const [toUserId, setToUserId] = useState<string | null>(null);
  const note = useDraft(`hand-over:${contactId}`, '');
  const handOver = useMutation(
    desk.contacts.handOver.mutationOptions({
      onSuccess: async (handed) => {
        note.discard();
        cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), handed);
        await cache.invalidateQueries({ queryKey: desk.contacts.key() });
        onClose();
      },
    }),
  );
  useShortcut('esc', 'common:action.cancel', onClose);
  const others = (colleagues.data ?? []).filter(
    (one) => one.userId !== user.userId && one.roles.some((role) => TAKES_CONTACTS.has(role)),
  );
  const chosen = others.find((one) => one.userId === toUserId);
  const said = note.value.trim();
  const ready = chosen !== undefined && said !== '' && !handOver.isPending;
  if (!note.loaded) return null;
  return (
    <form
      className="starter"
      aria-label={t('handOver.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) handOver.mutate({ contactId, toUserId: chosen.userId, note: said });
      }}
    >
      <strong>{t('handOver.label')}</strong>
      <div className="field">
        <span className="label">{t('handOver.to')}</span>
        <Select
          autoFocus
          aria-label={t('handOver.to')}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('handOver.choose')}
          loading={colleagues.isPending}
          value={toUserId}
          onChange={setToUserId}
          style={{ width: 200 }}
          options={others.map((one) => ({
            value: one.userId,
            label: `${one.displayName} · ${one.roles.map((role) => t(`common:role.${role}`)).join(' / ')}`,
          }))}
        />
      </div>
      <label className="field grow">
        <span className="label">{t('handOver.note')}</span>
        <Input
          value={note.value}
          maxLength={2000}
          required
          placeholder={t('handOver.noteHint')}
          onChange={(event) => note.setValue(event.target.value)}
        />
      </label>
      <Button type="primary" htmlType="submit" disabled={!ready} loading={handOver.isPending}>
        {chosen === undefined ? t('handOver.goNobody') : t('handOver.go', { name: chosen.displayName })}{' '}
        <Kbd keys="↵" />
      </Button>
      <Button type="text" onClick={onClose}>
        {t('common:action.cancel')} <Kbd keys="Esc" />
      </Button>
      <span className="mute">{t('handOver.then')}</span>
      <RefusalNotice error={handOver.error ?? colleagues.error} />
    </form>
  );
}
