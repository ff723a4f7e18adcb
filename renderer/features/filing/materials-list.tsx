import { Checkbox, Radio, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { EvidenceKind } from '../../../domain/cases/shared-events.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { AttachFile } from './attach-file.tsx';
import { useListed } from '../../ui/listed.ts';
import { useLocalized } from '../../ui/localized.ts';
import type { MaterialDraft } from './filing-draft.ts';
import { FIELD, idCardShown } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

interface Props {
  readonly drafts: FilingDrafts;
  readonly contact: ContactView;
  readonly decision: PolicyDecision;
  /** Larger targets. */
  readonly atCounter: boolean;
  /** The end of what was scanned last; null before the first scan. */
  readonly scanned: string | null;
  readonly snsMasked: readonly string[];
}

const STATES = ['received', 'verified', 'missing'] as const;
const EVIDENCE_KIND: Readonly<Record<string, EvidenceKind>> = {
  id_card: 'id_copy',
  contract: 'contract',
  payment_proof: 'receipt',
  device_and_accessories: 'device_photo',
};

/** What the decision asks for, item by item. What is missing does not stop the filing: the case then waits for it. */
export function MaterialsList({ drafts, contact, decision, atCounter, scanned, snsMasked }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const listed = useListed();
  const { materials, idReturned } = drafts.typed.value;
  const put = (materialId: string, item: MaterialDraft): void =>
    drafts.change({ materials: { ...materials, [materialId]: item } });
  return (
    <section className="card filing-block" aria-labelledby="filing-materials-title">
      <header>
        <h2 id="filing-materials-title">{t('materials.title')}</h2>
        <span className="mute">{t('materials.hint')}</span>
      </header>
      {scanned === null ? null : (
        <p role="status">
          {t('materials.scanned', { end: scanned, onRecord: snsMasked.length === 0 ? '—' : listed(snsMasked) })}
        </p>
      )}
      {idCardShown(drafts.typed.value, decision) ? (
        <Checkbox
          id={FIELD.idReturned}
          checked={idReturned}
          onChange={(event) => drafts.change({ idReturned: event.target.checked })}
        >
          <span className={idReturned ? 'filing-ok' : 'filing-warn'}>{t('materials.idReturned')}</span>
        </Checkbox>
      ) : null}
      {decision.bring.length === 0 ? <p className="filing-ok">✓ {t('materials.none')}</p> : null}
      {decision.bring.map((item) => {
        const name = localized(item.name);
        const kept = materials[item.id];
        return (
          <div key={item.id} className="filing-line">
            <Tooltip title={localized(item.note)}>
              <span className="grow filing-material">
                <span>
                  {name} {item.required ? null : <span className="mute">{t('materials.optional')}</span>}
                </span>
                <span className="filing-note mute">{localized(item.note)}</span>
              </span>
            </Tooltip>
            <Radio.Group
              id={FIELD.material(item.id)}
              aria-label={t('materials.state', { name })}
              optionType="button"
              {...(atCounter ? {} : { size: 'small' })}
              value={kept?.state ?? null}
              options={STATES.map((state) => ({ value: state, label: t(`terms:materialState.${state}`) }))}
              onChange={(event) => {
                const state = event.target.value as MaterialDraft['state'];
                put(item.id, { state, evidenceId: state === 'missing' ? null : (kept?.evidenceId ?? null) });
              }}
            />
            {kept === undefined || kept.state === 'missing' ? null : (
              <>
                {kept.evidenceId === null ? null : <span className="filing-ok">✓</span>}
                <AttachFile
                  subject={{ type: 'contact', contactId: contact.contactId }}
                  kind={EVIDENCE_KIND[item.id] ?? 'other'}
                  title={name}
                  evidenceId={kept.evidenceId}
                  onStored={(evidenceId) => put(item.id, { ...kept, evidenceId })}
                />
              </>
            )}
          </div>
        );
      })}
    </section>
  );
}
