import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { CommunicationForm } from './communication-form.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { NoteBox } from './note-box.tsx';
import { Timeline } from './timeline.tsx';
import './record.css';

/** The right side, always there: what was said and what happened, on the contact or the case in hand. */
export function RecordPanel({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  return (
    <aside className="aside" aria-label={t('label')}>
      <NoteBox subject={subject} />
      <Tabs
        className="record-tabs"
        size="small"
        items={[
          { key: 'timeline', label: t('tab.timeline'), children: <Timeline subject={subject} /> },
          { key: 'communication', label: t('tab.communication'), children: <CommunicationForm subject={subject} /> },
          { key: 'evidence', label: t('tab.evidence'), children: <EvidenceList subject={subject} /> },
        ]}
      />
    </aside>
  );
}
