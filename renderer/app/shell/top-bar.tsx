import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { ContactChips } from '../../features/contact/contact-chips.tsx';
import { ContactControls } from '../../features/contact/contact-controls.tsx';
import { SearchBox } from '../../features/search/search-box.tsx';
import { SyncState } from '../../features/sync/sync-state.tsx';
import { useHasRole } from '../session.tsx';
import { UserMenu } from './user-menu.tsx';

/** The contact in progress, the one search box, the state of synchronisation, and who is signed in. */
export function TopBar({
  searchFor,
  onHandOver,
}: {
  readonly searchFor: { text: string } | null;
  onHandOver(contactId: string): void;
}): ReactNode {
  const { t } = useTranslation();
  // An administrator's work does not take them to orders (V-01).
  const maySearch = useHasRole('agent', 'clerk', 'supervisor', 'finance', 'warehouse', 'auditor');
  return (
    <header className="topbar">
      <span className="logo">
        {t('logo.before')}
        <em>{t('logo.accent')}</em>
        {t('logo.after')}
      </span>
      <ContactChips />
      <ContactControls onHandOver={onHandOver} />
      {maySearch ? <SearchBox searchFor={searchFor} /> : <span className="grow" />}
      <SyncState />
      <UserMenu />
    </header>
  );
}
