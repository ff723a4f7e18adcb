import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useMainAction } from '../app/workspace/workspace.tsx';
import { Kbd } from './kbd.tsx';
import './step-layout.css';

/** A step of the work: its content scrolls, its footer with the main action stays. */
export function StepLayout({
  label,
  footer,
  children,
}: {
  readonly label: string;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="step" aria-label={label}>
      <div className="step-body">{children}</div>
      <div className="step-foot">{footer}</div>
    </section>
  );
}

/** The step's one main action, by button and by Ctrl+Enter. `labelKey` carries its namespace, as `decide:main.file`. */
export function MainActionButton({
  labelKey,
  action,
  enabled = true,
  busy = false,
}: {
  readonly labelKey: string;
  readonly enabled?: boolean;
  readonly busy?: boolean;
  action(): void;
}): ReactNode {
  const { t } = useTranslation();
  useMainAction(labelKey, action, enabled && !busy);
  return (
    <Button className="main-button" type="primary" disabled={!enabled} loading={busy} onClick={action}>
      {t(labelKey)} <Kbd keys="Ctrl ↵" />
    </Button>
  );
}
