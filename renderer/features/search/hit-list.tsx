import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { memo, type ReactNode } from 'react';
import type { SearchAnswer, SearchHit } from '../../../contract/desk-api/orders.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';

interface Props {
  readonly hits: readonly SearchHit[];
  readonly chosen: number;
  readonly label: string;
  onChoose(hit: SearchHit): void;
}

export function optionId(label: string, index: number): string {
  return `hit-${label}-${index}`;
}

/** Orders found, newest first, masked; the chosen one follows the arrow keys of the field that drives the list. */
export function HitList({ hits, chosen, label, onChoose }: Props): ReactNode {
  const { t } = useTranslation('search');
  return (
    <div className="hit-list" role="listbox" aria-label={t('results')} id={`hits-${label}`}>
      {hits.map((hit, index) => (
        <button
          key={hit.orderNo}
          id={optionId(label, index)}
          type="button"
          role="option"
          aria-selected={index === chosen}
          tabIndex={-1}
          className="hit"
          onClick={() => onChoose(hit)}
        >
          <HitLine hit={hit} t={t} />
        </button>
      ))}
    </div>
  );
}

interface LineProps {
  readonly hit: SearchHit;
  /** Changes with the language. */
  readonly t: TFunction<'search'>;
}

/** The text of a hit: with every key the list is drawn again, and most hits stay what they were. */
const HitLine = memo(({ hit, t }: LineProps): ReactNode => {
  return (
    <>
      <span>
        <b>{hit.orderNo}</b>
        <small>
          {t(`terms:orderKind.${hit.kind}`)} · {t(`matchedBy.${hit.matchedBy}`)}
        </small>
      </span>
      <span>
        {hit.merchantMasked ?? hit.personMasked ?? '—'}
        <small>{[hit.personMasked, hit.mobileMasked].filter((part) => part !== null).join(' · ')}</small>
      </span>
      <span>
        {t(`terms:orderStatus.${hit.status}`)}
        <small>
          {hit.case === null
            ? (hit.snMasked ?? '')
            : `${hit.case.caseCode} · ${t(`terms:caseStatus.${hit.case.status}`)}`}
        </small>
      </span>
      <span className="right">
        {formatFen(hit.amountFen)}
        <small>{formatInstant(hit.orderedAt, 'minute')}</small>
      </span>
    </>
  );
});
HitLine.displayName = 'HitLine';

/** What the box took the input for, and what was probably meant where an exact identifier finds nothing. */
export function SearchSaid({ answer }: { readonly answer: SearchAnswer }): ReactNode {
  const { t } = useTranslation('search');
  return (
    <div className="search-said" aria-live="polite">
      {t('takenFor')}
      {answer.interpretations.slice(0, 4).map((one) => (
        <span key={`${one.kind}-${one.text}`}>
          {t(`kind.${one.kind}`)}
          {one.partial ? t('partial') : ''}
        </span>
      ))}
      {answer.hits.length === 0 ? (
        <b>{t('nothing')}</b>
      ) : (
        t('found', { count: answer.hits.length, more: answer.more ? '+' : '' })
      )}
    </div>
  );
}
