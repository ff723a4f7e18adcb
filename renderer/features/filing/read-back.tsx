import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { useDueWords } from '../../ui/next-steps.tsx';
import { isPaidByUs } from '../../ui/paid-by-us.ts';
import { asksForConsent, readBackOf } from './filing-draft.ts';
import { FIELD, isReadBack } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

interface Props {
  readonly drafts: FilingDrafts;
  readonly contact: ContactView;
  readonly decision: PolicyDecision;
  readonly order: OrderView;
  readonly reasons: PolicyView['reasons'];
}

/** What to read back before filing: the order, the reason, the amounts, who does what until when (A20). */
export function ReadBack({ drafts, contact, decision, order, reasons }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const draft = drafts.typed.value;
  const { reasonCode } = drafts.facts.value;
  const sentences = useSentences({ drafts, decision, order, reasons });
  const done = isReadBack({ draft, reasonCode, decision, contact });
  return (
    <section className="card filing-block filing-readback" aria-labelledby="filing-readback-title">
      <header>
        <h2 id="filing-readback-title">{t('readBack.title')}</h2>
        {done && draft.readBack !== null ? (
          <span className="filing-ok">✓ {formatInstant(draft.readBack.at, 'time')}</span>
        ) : draft.readBack !== null ? (
          <span className="filing-warn">{t('readBack.again')}</span>
        ) : null}
        <span className="grow" />
        <Checkbox
          id={FIELD.readBack}
          checked={done}
          disabled={reasonCode === null}
          onChange={(event) =>
            drafts.change({
              readBack: event.target.checked ? { at: Date.now(), of: readBackOf(draft, reasonCode, decision) } : null,
            })
          }
        >
          {t('readBack.done')}
        </Checkbox>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take focus */}
      <blockquote tabIndex={0} aria-label={t('readBack.text')}>
        <div>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </blockquote>
    </section>
  );
}

function useSentences({ drafts, decision, order, reasons }: Omit<Props, 'contact'>): readonly string[] {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const dueWords = useDueWords();
  const reason = reasons.find(({ code }) => code === drafts.facts.value.reasonCode);
  const { fees } = drafts.typed.value;
  const asked = decision.fees.filter(asksForConsent);
  const owed = decision.refunds.filter((refund) => refund.amountFen > 0);
  const paidBack = owed.filter((refund) => isPaidByUs(refund.method));
  const total = paidBack.reduce((sum, refund) => sum + refund.amountFen, 0);
  return [
    t('readBack.order', {
      orderNo: order.orderNo,
      kind: t(`terms:orderKind.${order.kind}`),
      reason: reason === undefined ? '—' : localized(reason.name),
    }),
    ...(asked.length === 0 ? [t('readBack.noFee')] : []),
    ...asked.map((fee) =>
      t(`readBack.fee.${fees[fee.feeItemId]?.answer ?? 'open'}`, {
        name: localized(fee.name),
        amount: formatFen(fee.amountFen),
      }),
    ),
    ...owed.map((refund) =>
      t('readBack.refund', {
        name: localized(refund.name),
        amount: formatFen(refund.amountFen),
        reason: localized(refund.reason),
      }),
    ),
    ...(paidBack.length > 1 ? [t('readBack.total', { amount: formatFen(total) })] : []),
    ...decision.nextSteps.map((step) => {
      const due = dueWords(step, decision.deadlines);
      const line = t(`readBack.step.${step.who}`, { what: localized(step.what) });
      return due === null ? line : t('readBack.withDue', { line, due });
    }),
  ];
}
