import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useState, type ReactNode } from 'react';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { CommunicationForm } from './communication-form.tsx';
import type { Correction } from './correction.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { NoteBox } from './note-box.tsx';
import { subjectKey } from './subject-key.ts';
import { Timeline } from './timeline.tsx';
import './record.css';

/** The right side, always there: what was said and what happened, on the contact or the case in hand. */
export function RecordPanel({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  // A draft as well: what a typed correction corrects comes back with it.
  const correcting = useDraft<Correction | null>(`correcting:${subjectKey(subject)}`, null);
  const [calls, setCalls] = useState(0);
  const correct = (correction: Correction): void => {
    correcting.setValue(correction);
    setCalls((before) => before + 1);
  };
  return (
    <aside className="aside" aria-label={t('label')}>
      <NoteBox subject={subject} correcting={correcting.value} calls={calls} onCorrected={correcting.discard} />
      <Tabs
        className="record-tabs"
        size="small"
        items={[
          {
            key: 'timeline',
            label: t('tab.timeline'),
            children: <Timeline subject={subject} onCorrect={correct} />,
          },
          { key: 'communication', label: t('tab.communication'), children: <CommunicationForm subject={subject} /> },
          { key: 'evidence', label: t('tab.evidence'), children: <EvidenceList subject={subject} /> },
        ]}
      />
    </aside>
  );
}
