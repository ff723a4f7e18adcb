import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import type { Deadline } from '../../../domain/policy/deadlines.ts';
import { useNow } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { endWords, shareRun, sortedClocks, timeLeft } from './countdown.ts';

/** The clocks: the customer's right large and counting, the duties below it, each saying whose it is and why it ends then. */
export function Clocks({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('decide');
  const [first, ...others] = sortedClocks(decision.deadlines);
  if (first === undefined) return null;
  const running = others.filter((deadline) => deadline.dueAt !== null);
  const later = others.filter((deadline) => deadline.dueAt === null);
  return (
    <section aria-label={t('clock.title')}>
      <BigClock deadline={first} />
      <ClockList deadlines={running} />
      {later.length === 0 ? null : (
        <details className="dc-basis">
          <summary>{t('clock.later', { count: later.length })}</summary>
          <ClockList deadlines={later} />
        </details>
      )}
    </section>
  );
}

function ClockList({ deadlines }: { readonly deadlines: readonly Deadline[] }): ReactNode {
  if (deadlines.length === 0) return null;
  return (
    <ul className="dc-clocks">
      {deadlines.map((deadline) => (
        <SmallClock key={deadline.id} deadline={deadline} />
      ))}
    </ul>
  );
}

function BigClock({ deadline }: { readonly deadline: Deadline }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const now = useNow();
  const end = endWords(deadline);
  const left = deadline.dueAt === null ? null : timeLeft(deadline.dueAt, now);
  const near = deadline.dueAt !== null && deadline.dueAt - now < DAY_MS;
  return (
    <div className="dc-clock card">
      <small className="mute">
        {say(deadline.name)} · {t(`clock.whose.${deadline.whose}`)}
      </small>
      <b className={near ? 'near' : ''}>
        {left === null ? say(deadline.lengthText) : t(`clock.left.${left.key}`, { ...left })}
      </b>
      {end === null ? (
        <div className="mute">{t('clock.from', { start: say(deadline.start) })}</div>
      ) : (
        t('clock.until', end)
      )}
      {left === null ? null : (
        <div className="dc-bar" aria-hidden="true">
          <i style={{ width: `${Math.round(shareRun(deadline, now) * 100)}%` }} />
        </div>
      )}
      <Fineprint deadline={deadline} />
    </div>
  );
}

function SmallClock({ deadline }: { readonly deadline: Deadline }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const end = endWords(deadline);
  return (
    <li>
      <span>
        {say(deadline.name)} <span className="mute">· {t(`clock.whose.${deadline.whose}`)}</span>
      </span>
      <span className="mute">
        {end === null
          ? t('clock.lengthFrom', { length: say(deadline.lengthText), start: say(deadline.start) })
          : t('clock.until', end)}
      </span>
      <Fineprint deadline={deadline} />
    </li>
  );
}

function Fineprint({ deadline }: { readonly deadline: Deadline }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { rolledFrom, hardText, yearUnknown } = deadline;
  return (
    <>
      {rolledFrom === null ? null : <small>{t('clock.rolled', { from: rolledFrom })}</small>}
      {hardText === null ? null : (
        <small className="mute">{t('clock.hard', { length: say(hardText), breach: say(deadline.breach) })}</small>
      )}
      {yearUnknown ? <small className="dc-warn">{t('clock.yearUnknown')}</small> : null}
    </>
  );
}
