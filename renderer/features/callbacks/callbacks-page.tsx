import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { BookCallback } from './book-callback.tsx';
import { CallbackRow } from './callback-row.tsx';
import './callbacks.css';

/** Promised calls, the next one first; a missed one stands out, because it is owed an apology and a new slot (D13). */
export function CallbacksPage(): ReactNode {
  const { t } = useTranslation('callbacks');
  const [mine, setMine] = useState(true);
  const [includeDone, setIncludeDone] = useState(false);
  const [booking, setBooking] = useState(false);
  const list = useQuery(desk.callbacks.list.queryOptions({ input: { mine, includeDone } }));
  return (
    <section className="page">
      <header>
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('whose')}
          value={mine ? 'mine' : 'all'}
          options={[
            { value: 'mine', label: t('mine') },
            { value: 'all', label: t('all') },
          ]}
          onChange={(value) => setMine(value === 'mine')}
        />
        <Checkbox checked={includeDone} onChange={(event) => setIncludeDone(event.target.checked)}>
          {t('includeDone')}
        </Checkbox>
        <span className="grow" />
        <Button aria-expanded={booking} onClick={() => setBooking(!booking)}>
          {t(booking ? 'book.close' : 'book.open')}
        </Button>
      </header>
      {booking ? <BookCallback onBooked={() => setBooking(false)} /> : null}
      <Loaded query={list} rows={8}>
        {(callbacks) =>
          callbacks.length === 0 ? (
            <EmptyState title={t('empty.title')} hint={t('empty.hint')} />
          ) : (
            <ul className="callbacks" aria-label={t('title')}>
              {callbacks
                .toSorted((a, b) => a.slotStart - b.slotStart)
                .map((callback) => (
                  <CallbackRow key={callback.callbackId} callback={callback} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
