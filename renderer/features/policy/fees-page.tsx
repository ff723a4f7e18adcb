import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { desk } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { FeeList } from './fee-list.tsx';
import './policy.css';

/** The published fees: to look up, to print, and to turn the screen and show. @rule P-01 */
export function FeesPage(): ReactNode {
  const policy = useQuery(desk.policy.current.queryOptions());
  return (
    <section className="page">
      <Loaded query={policy}>{(pack) => <Fees policy={pack} />}</Loaded>
    </section>
  );
}

function Fees({ policy }: { readonly policy: PolicyView }): ReactNode {
  const { t } = useTranslation('policy');
  const [shown, setShown] = useState(false);
  useShortcut('ctrl+p', 'policy:fees.print', () => window.print());
  const showButton = useRef<HTMLButtonElement>(null);
  return (
    <>
      <header>
        <h1>{t('fees.title')}</h1>
        <span className="mute grow">{t('fees.version', { version: policy.feeListVersion })}</span>
        <Button ref={showButton} autoFocus onClick={() => setShown(true)}>
          {t('fees.show')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('fees.print')} <Kbd keys="Ctrl P" />
        </Button>
      </header>
      {policy.feeItems.length === 0 ? (
        <EmptyState title={t('fees.empty')} hint={t('fees.emptyHint')} />
      ) : (
        <div className="card">
          <FeeList policy={policy} />
        </div>
      )}
      {shown ? (
        <CustomerView
          policy={policy}
          onClose={() => {
            setShown(false);
            showButton.current?.focus();
          }}
        />
      ) : null}
      <PrintedFees policy={policy} />
    </>
  );
}

/**
 * Covers the whole window, so that nothing of anybody else is in sight while the customer looks. Its one control keeps the focus.
 * No dialog element: one would stay above the lock screen.
 */
function CustomerView({ policy, onClose }: { readonly policy: PolicyView; onClose(): void }): ReactNode {
  const { t } = useTranslation('policy');
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') onClose();
  };
  return (
    // The keys arrive from the button inside, which has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="fees-shown" aria-label={t('fees.title')} onKeyDown={onKeyDown}>
      <FeeList policy={policy} />
      <Button ref={close} size="large" onClick={onClose}>
        {t('fees.close')} <Kbd keys="Esc" />
      </Button>
    </section>
  );
}

/** The same list on paper: beside the application, where the print style sheet looks for it. */
function PrintedFees({ policy }: { readonly policy: PolicyView }): ReactNode {
  const target = document.querySelector('.ant-app');
  return target === null
    ? null
    : createPortal(
        <div className="print-sheet fees-printed" aria-hidden="true">
          <FeeList policy={policy} />
        </div>,
        target,
      );
}
