import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ApprovePanel } from './approve-panel.tsx';
import { AssignPanel } from './assign-panel.tsx';
import { AttachPanel } from './attach-panel.tsx';
import { InfoPanel } from './info-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { RefusedButton } from './refused-button.tsx';
import { RejectPanel } from './reject-panel.tsx';
import { refusalAgainst } from './use-case-acts.ts';
import { WithdrawPanel } from './withdraw-panel.tsx';

const ACTS = ['approve', 'reject', 'request_info', 'withdraw', 'attach_contact', 'assign_owner'] as const;
type Act = (typeof ACTS)[number];

const PANELS: Readonly<Record<Act, (props: PanelProps) => ReactNode>> = {
  approve: ApprovePanel,
  reject: RejectPanel,
  request_info: InfoPanel,
  withdraw: WithdrawPanel,
  attach_contact: AttachPanel,
  assign_owner: AssignPanel,
};

const KEYS: Readonly<Partial<Record<Act, string>>> = { approve: 'Alt A', reject: 'Alt R' };

interface Props {
  readonly view: CaseView;
  readonly header: ReactNode;
  readonly children: ReactNode;
}

/** The case between its header and the row of what may be done to it; the act in hand opens in place, above the record. */
export function CaseActs({ view, header, children }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const [open, setOpen] = useState<Act | null>(null);
  const [done, setDone] = useState('');
  const Panel = open === null ? null : PANELS[open];
  const toggle = (act: Act): void => {
    setDone('');
    setOpen(open === act ? null : act);
  };
  useShortcut('alt+a', 'cases:act.approve', () => toggle('approve'), refusalAgainst(view, 'approve') === null);
  useShortcut('alt+r', 'cases:act.reject', () => toggle('reject'), refusalAgainst(view, 'reject') === null);
  return (
    <>
      {header}
      <div className="case-body">
        <div className="case-done" role="status">
          {done}
        </div>
        {Panel === null || open === null || refusalAgainst(view, open) !== null ? null : (
          <Panel
            key={open}
            view={view}
            onClose={(words = '') => {
              setDone(words);
              setOpen(null);
            }}
          />
        )}
        {children}
      </div>
      <footer className="case-foot">
        {ACTS.toReversed().map((act) => (
          <RefusedButton
            key={act}
            type={act === 'approve' ? 'primary' : 'default'}
            danger={act === 'reject'}
            refusal={refusalAgainst(view, act)}
            aria-expanded={open === act}
            onClick={() => toggle(act)}
          >
            {t(`act.${act}`)} {KEYS[act] === undefined ? null : <Kbd keys={KEYS[act]} />}
          </RefusedButton>
        ))}
      </footer>
    </>
  );
}
