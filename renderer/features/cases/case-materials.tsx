import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { MATERIAL_STATES, type MaterialItem } from '../../../domain/cases/events.ts';
import { desk } from '../../app/query.ts';
import { useEvidenceName } from '../../ui/evidence-name.ts';
import { EvidenceViewer } from '../../ui/evidence-viewer.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { RefusedButton } from './refused-button.tsx';
import { useCaseEvidence } from './use-case-evidence.ts';
import { refusalAgainst, showCase } from './use-case-acts.ts';
import { useMaterialName } from './use-policy-words.ts';

const TAG_COLOUR = { received: 'default', verified: 'success', missing: 'warning', rejected: 'error' } as const;

/** What the case needs from the customer, how each item stands, and the form to take one in, with the file that shows it. */
export function CaseMaterials({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  const name = useMaterialName();
  const hasFile = useCaseEvidence(view.caseId);
  const [open, setOpen] = useState<string | null>(null);
  const [viewing, setViewing] = useState<string | null>(null);
  const refusal = refusalAgainst(view, 'receive_material');
  const asked = view.status === 'needs_info' ? (view.infoRequested?.materials ?? []) : [];
  const items: readonly MaterialItem[] = [
    ...view.materials,
    ...asked
      .filter((materialId) => !view.materials.some((item) => item.materialId === materialId))
      .map((materialId) => ({ materialId, state: 'missing' as const, evidenceId: null })),
  ];
  return (
    <section aria-label={t('materials.title')}>
      <h2 className="section-title">{t('materials.title')}</h2>
      {items.length === 0 ? <p className="mute">{t('materials.none')}</p> : null}
      <ul className="case-lines">
        {items.map((item) => (
          <li key={item.materialId} className="case-material">
            <span className="grow">
              {name(item.materialId)}{' '}
              {asked.includes(item.materialId) ? <span className="case-warn">{t('materials.asked')}</span> : null}
            </span>
            {item.evidenceId === null ? null : hasFile(item.evidenceId) ? (
              <Button
                size="small"
                type="link"
                aria-expanded={viewing === item.materialId}
                onClick={() => setViewing(viewing === item.materialId ? null : item.materialId)}
              >
                {t('evidence.view')}
                <span className="visually-hidden"> {name(item.materialId)}</span>
              </Button>
            ) : (
              <span className="mute">{t('materials.hasEvidence')}</span>
            )}
            <Tag color={TAG_COLOUR[item.state]}>{t(`terms:materialState.${item.state}`)}</Tag>
            <RefusedButton
              size="small"
              refusal={refusal}
              aria-expanded={open === item.materialId}
              onClick={() => setOpen(open === item.materialId ? null : item.materialId)}
            >
              {t('materials.record')}
              <span className="visually-hidden"> {name(item.materialId)}</span>
            </RefusedButton>
            {viewing === item.materialId && item.evidenceId !== null ? (
              <div className="case-material-file">
                <EvidenceViewer evidenceId={item.evidenceId} onClose={() => setViewing(null)} />
              </div>
            ) : null}
            {open === item.materialId ? (
              <MaterialForm caseId={view.caseId} item={item} onDone={() => setOpen(null)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FormProps {
  readonly caseId: string;
  readonly item: MaterialItem;
  onDone(): void;
}

function MaterialForm({ caseId, item, onDone }: FormProps): ReactNode {
  const { t } = useTranslation('cases');
  const [state, setState] = useState<MaterialItem['state']>(item.state === 'received' ? 'verified' : 'received');
  const [evidenceId, setEvidenceId] = useState(item.evidenceId);
  const nameOf = useEvidenceName();
  const evidence = useQuery(desk.evidence.list.queryOptions({ input: { subject: { type: 'case', caseId } } }));
  const receive = useMutation(
    desk.cases.receiveMaterial.mutationOptions({
      onSuccess: (view) => {
        showCase(view);
        onDone();
      },
    }),
  );
  return (
    <form
      className="case-inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        receive.mutate({ caseId, item: { materialId: item.materialId, state, evidenceId } });
      }}
    >
      <Segmented
        aria-label={t('materials.state')}
        value={state}
        onChange={setState}
        options={MATERIAL_STATES.map((one) => ({ value: one, label: t(`terms:materialState.${one}`) }))}
      />
      <Select
        className="grow"
        aria-label={t('materials.evidence')}
        placeholder={t('materials.evidence')}
        allowClear
        loading={evidence.isPending}
        value={evidenceId}
        onChange={(next: string | undefined) => setEvidenceId(next ?? null)}
        options={(evidence.data ?? []).map((one) => ({
          value: one.evidenceId,
          label: nameOf(one),
        }))}
        notFoundContent={t('materials.noEvidence')}
      />
      <Button htmlType="submit" type="primary" loading={receive.isPending}>
        {t('materials.save')}
      </Button>
      <RefusalNotice error={receive.error} />
    </form>
  );
}
