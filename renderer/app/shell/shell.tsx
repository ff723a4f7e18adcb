import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { ContactStarter, type StartedChannel } from '../../features/contact/contact-starter.tsx';
import { HandOver } from '../../features/contact/hand-over.tsx';
import { RecordPanel } from '../../features/record/record-panel.tsx';
import { watchTyping } from '../../ui/hold-focus.ts';
import { usePersonalPreferences } from '../preferences.tsx';
import { ScanProvider } from '../scan.tsx';
import { useShortcut } from '../shortcuts.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { IdleLock } from './idle-lock.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { SideNav } from './side-nav.tsx';
import { TopBar } from './top-bar.tsx';

/** One window: contact and search on top, my work on the left, the work in the middle, notes and timeline on the right. */
export function Shell(): ReactNode {
  usePersonalPreferences();
  const navigate = useNavigate();
  const { contactId, caseId } = useParams({ strict: false }) as { contactId?: string; caseId?: string };
  const [starting, setStarting] = useState<StartedChannel | null>(null);
  const [handingOver, setHandingOver] = useState<string | null>(null);
  const [searchFor, setSearchFor] = useState<{ text: string } | null>(null);

  useEffect(watchTyping, []);
  useShortcut('f2', 'shortcut.newCall', () => setStarting('phone'));
  useShortcut('f3', 'shortcut.walkIn', () => setStarting('walk_in'));

  const subject =
    contactId !== undefined
      ? ({ type: 'contact', contactId } as const)
      : caseId !== undefined
        ? ({ type: 'case', caseId } as const)
        : null;

  return (
    <ScanProvider fallback={(code) => setSearchFor({ text: code })}>
      <div className={subject === null ? 'shell no-aside' : 'shell'}>
        <TopBar searchFor={searchFor} onHandOver={setHandingOver} />
        <SideNav onStart={setStarting} />
        <main className="workspace" id="work">
          <ConnectionBanner />
          {starting === null ? null : (
            <ContactStarter
              channel={starting}
              onClose={() => setStarting(null)}
              onStarted={(started) => {
                setStarting(null);
                void navigate({
                  to: '/contacts/$contactId/$step',
                  params: { contactId: started, step: 'verify' },
                  search: {},
                });
              }}
            />
          )}
          {handingOver === null || handingOver !== contactId ? null : (
            <HandOver key={handingOver} contactId={handingOver} onClose={() => setHandingOver(null)} />
          )}
          <Outlet />
        </main>
        {subject === null ? null : (
          <RecordPanel key={`${subject.type}:${contactId ?? caseId ?? ''}`} subject={subject} />
        )}
      </div>
      <ShortcutHelp />
      <IdleLock />
    </ScanProvider>
  );
}
