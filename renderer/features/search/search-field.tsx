import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchAnswer, SearchHit } from '../../../contract/desk-api/orders.ts';
import { HubLines } from '../../ui/hub-lines.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { HitList, optionId, SearchSaid } from './hit-list.tsx';
import { useSearch } from './use-search.ts';
import './search.css';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<InputRef>;
  /** Whether the answer is shown now. */
  readonly open: boolean;
  readonly panelClassName: string;
  readonly keyHint?: string;
  /** Offered while nothing is typed, with the same keys. */
  readonly suggested?: { readonly title: string; readonly hits: readonly SearchHit[] };
  onText(text: string): void;
  onOpen?(open: boolean): void;
  onChoose(hit: SearchHit): void;
}

/** The field and its answer: arrows choose, Enter opens. Used by the box on top and by the second step alike. */
export function SearchField({
  label,
  text,
  open,
  autoFocus = false,
  inputRef,
  panelClassName,
  keyHint,
  suggested,
  onText,
  onOpen,
  onChoose,
}: Props): ReactNode {
  const { t } = useTranslation('search');
  const [chosen, setChosen] = useState(0);
  const search = useSearch(text);
  const answer = text.trim() === '' ? undefined : search.data;
  const hits =
    answer === undefined
      ? (suggested?.hits ?? [])
      : answer.hits.length > 0
        ? answer.hits
        : answer.nearMisses.map((miss) => miss.hit);
  const current = Math.min(chosen, Math.max(0, hits.length - 1));
  /** The chosen line stays in sight: there are more than the panel shows. */
  const chooseLine = (index: number): void => {
    setChosen(index);
    document.getElementById(optionId(label, index))?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (hit: SearchHit | undefined): void => {
    if (hit !== undefined && (answer === undefined || !search.isPlaceholderData)) onChoose(hit);
  };
  return (
    <>
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        autoFocus={autoFocus}
        role="combobox"
        aria-label={t('label')}
        aria-expanded={open && answer !== undefined}
        aria-controls={`hits-${label}`}
        aria-activedescendant={open && hits.length > 0 ? optionId(label, current) : undefined}
        autoComplete="off"
        spellCheck={false}
        prefix={<SearchOutlined className="mute" />}
        suffix={keyHint === undefined ? null : <Kbd keys={keyHint} />}
        placeholder={t('placeholder')}
        value={text}
        maxLength={200}
        onFocus={() => onOpen?.(true)}
        onChange={(event) => {
          chooseLine(0);
          onOpen?.(true);
          onText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') chooseLine(Math.min(current + 1, hits.length - 1));
          else if (event.key === 'ArrowUp') chooseLine(Math.max(current - 1, 0));
          else if (event.key === 'Enter' && !event.ctrlKey && !event.nativeEvent.isComposing) choose(hits[current]);
          else if (event.key === 'Escape') onOpen?.(false);
          else return;
          if (event.key !== 'Escape') event.preventDefault();
        }}
      />
      {open && answer === undefined && suggested !== undefined && hits.length > 0 ? (
        <div className={panelClassName}>
          <h3 className="section-title">{suggested.title}</h3>
          <HitList hits={hits} chosen={current} label={label} onChoose={choose} />
        </div>
      ) : null}
      {!open || answer === undefined ? (
        <RefusalNotice error={search.error} />
      ) : (
        <div className={panelClassName}>
          <SearchSaid answer={answer} />
          {answer.hits.length === 0 && answer.nearMisses.length > 0 ? (
            <NearMissTitle misses={answer.nearMisses} />
          ) : null}
          {answer.hits.length === 0 && answer.nearMisses.length === 0 ? (
            <p className="mute">{t('nothingHint')}</p>
          ) : null}
          <HitList hits={hits} chosen={current} label={label} onChoose={choose} />
          {answer.hits.length === 0 ? <HubLines text={text} onChoose={onChoose} /> : null}
        </div>
      )}
    </>
  );
}

/** What was probably meant, each once, and by which slip. */
function NearMissTitle({ misses }: { readonly misses: SearchAnswer['nearMisses'] }): ReactNode {
  const { t } = useTranslation('search');
  const meant = misses.map(({ kind, suggestion, hint }) =>
    t('meant', { kind: t(`kind.${kind}`), suggestion, hint: t(`hint.${hint}`) }),
  );
  return <p>{t('nearMiss', { meant: [...new Set(meant)].join(t('meantJoin')) })}</p>;
}
