import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../app/shortcuts.tsx';
import { useMainAction } from '../../app/workspace/workspace.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly title: string;
  /** What the act does, named on its button. */
  readonly consequence: string;
  readonly danger?: boolean;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly children: ReactNode;
  onGo(): void;
  onClose(): void;
}

/** An act in hand, in place: Ctrl+Enter does it, Esc puts it away and keeps what was typed. */
export function ActPanel({
  title,
  consequence,
  danger = false,
  ready,
  busy,
  error,
  children,
  onGo,
  onClose,
}: Props): ReactNode {
  const { t } = useTranslation('cases');
  const panel = useRef<HTMLElement>(null);
  useMainAction('cases:act.main', onGo, ready && !busy);
  useShortcut('escape', 'cases:act.putAway', onClose);
  useEffect(() => {
    const field =
      panel.current?.querySelector<HTMLElement>('textarea, input:not([type=radio])') ??
      panel.current?.querySelector<HTMLElement>('input, button');
    panel.current?.scrollIntoView({ block: 'nearest' });
    field?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={panel} className="card case-panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
      <RefusalNotice error={error} />
      <div className="row case-panel-foot">
        <Button onClick={onClose}>
          {t('act.putAway')} <Kbd keys="Esc" />
        </Button>
        <Button type="primary" className="main-button" danger={danger} disabled={!ready} loading={busy} onClick={onGo}>
          {consequence} <Kbd keys="Ctrl ↵" />
        </Button>
      </div>
    </section>
  );
}
