import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { ApplicationForm } from './application-form.tsx';
import type { Printed } from './printed.ts';
import { Receipt } from './receipt.tsx';
import './print.css';

const DOCUMENTS = ['application_form', 'receipt'] as const;
type Document = (typeof DOCUMENTS)[number];

/** A case on paper: the form to sign, or the slip the customer takes home. Masked, as for the customer's own copy. */
export function PrintPage(): ReactNode {
  const { t } = useTranslation('printing');
  const { caseId, document: asked } = useParams({ strict: false }) as { caseId: string; document: string };
  const document = DOCUMENTS.find((each) => each === asked);
  if (document === undefined) return <EmptyState title={t('unknown')} />;
  return <Preview caseId={caseId} document={document} />;
}

function Preview({ caseId, document }: { readonly caseId: string; readonly document: Document }): ReactNode {
  const { t } = useTranslation('printing');
  const navigate = useNavigate();
  const printed = useQuery(desk.cases.document.queryOptions({ input: { caseId, document } }));
  const policy = useQuery(desk.policy.current.queryOptions());
  const ready = printed.data !== undefined && policy.data !== undefined;
  const print = (): void => window.print();
  useShortcut('ctrl+p', 'printing:print', print, ready);
  useShortcut('ctrl+enter', 'printing:print', print, ready);
  return (
    <section className="page">
      <header>
        <h1>{t(`title.${document}`)}</h1>
        <Segmented
          aria-label={t('which')}
          value={document}
          options={DOCUMENTS.map((value) => ({ value, label: t(`title.${value}`) }))}
          onChange={(next) =>
            void navigate({ to: '/cases/$caseId/print/$document', params: { caseId, document: next }, replace: true })
          }
        />
        <span className="grow" />
        <Button onClick={() => window.history.back()}>{t('common:action.back')}</Button>
        <Button type="primary" autoFocus disabled={!ready} onClick={print}>
          {t('print')} <Kbd keys="Ctrl P" />
        </Button>
      </header>
      <Loaded query={policy} rows={8}>
        {(pack) => (
          <Loaded query={printed} rows={8}>
            {(content) => {
              const sheet = <Sheet document={document} printed={content} policy={pack} />;
              return (
                <>
                  {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take focus */}
                  <section className="print-preview" tabIndex={0} aria-label={t(`title.${document}`)}>
                    {sheet}
                  </section>
                  <PrintedSheet>{sheet}</PrintedSheet>
                </>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </section>
  );
}

function Sheet({ document, ...content }: { readonly document: Document } & Printed): ReactNode {
  return document === 'receipt' ? <Receipt {...content} /> : <ApplicationForm {...content} />;
}

/** The copy that goes to the printer, beside the shell rather than in it: on paper the shell is not there. */
function PrintedSheet({ children }: { readonly children: ReactNode }): ReactNode {
  const beside = window.document.querySelector('.ant-app') ?? window.document.body;
  return createPortal(
    <div className="print-sheet" aria-hidden="true">
      {children}
    </div>,
    beside,
  );
}
