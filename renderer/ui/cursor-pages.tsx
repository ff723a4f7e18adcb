import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface CursorPages {
  /** What to ask the desk for now; null for the first page. */
  readonly cursor: string | null;
  /** 1 for the first page. */
  readonly page: number;
  forward(next: string): void;
  back(): void;
  /** To the first page: after a filter changed. */
  restart(): void;
}

/** Pages of a list whose answers name only the page after them: the way back is remembered here. */
export function useCursorPages(): CursorPages {
  const [trail, setTrail] = useState<readonly string[]>([]);
  return {
    cursor: trail.at(-1) ?? null,
    page: trail.length + 1,
    forward: (next) => setTrail((old) => [...old, next]),
    back: () => setTrail((old) => old.slice(0, -1)),
    restart: () => setTrail([]),
  };
}

interface Props {
  readonly pages: CursorPages;
  /** The cursor after the page shown; null on the last page, undefined while it is read. */
  readonly next: string | null | undefined;
}

/** Back and forward with the number of the page; nothing where one page is all there is. */
export function PageButtons({ pages, next }: Props): ReactNode {
  const { t } = useTranslation();
  if (pages.page === 1 && typeof next !== 'string') return null;
  return (
    <nav className="row" aria-label={t('paging.label')}>
      <Button size="small" disabled={pages.page === 1} onClick={pages.back}>
        {t('paging.previous')}
      </Button>
      <span aria-live="polite">{t('paging.page', { page: pages.page })}</span>
      <Button
        size="small"
        disabled={typeof next !== 'string'}
        onClick={() => (typeof next === 'string' ? pages.forward(next) : undefined)}
      >
        {t('paging.next')}
      </Button>
    </nav>
  );
}
