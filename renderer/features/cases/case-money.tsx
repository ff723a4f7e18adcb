import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { EvidenceViewer } from '../../ui/evidence-viewer.tsx';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { useCaseEvidence } from './use-case-evidence.ts';
import { usePolicy } from './use-policy-words.ts';

/** What goes back and how, and each fee with the customer's own answer to it and what that answer rests on. @rule P-01 @rule R-01 */
export function CaseMoney({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const hasFile = useCaseEvidence(view.caseId);
  const refunds = view.decision?.refunds ?? [];
  if (refunds.length === 0 && view.fees.length === 0) return null;
  return (
    <section aria-label={t('money.title')}>
      <h2 className="section-title">{t('money.title')}</h2>
      <table className="case-table">
        <thead>
          <tr>
            <th scope="col">{t('money.item')}</th>
            <th scope="col">{t('money.basis')}</th>
            <th scope="col" className="case-amount">
              {t('money.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {refunds.map((refund, index) => (
            // The same sort of money can have been paid twice.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${refund.componentType}-${index}`}>
              <td>
                {t('money.back', { name: say(refund.name) })}
                <span className="mute"> · {t(`terms:method.${refund.method}`)}</span>
              </td>
              <td className="mute">{say(refund.reason)}</td>
              <td className="case-amount">{formatFen(refund.amountFen)}</td>
            </tr>
          ))}
          {view.fees.map((fee) => (
            <FeeLine key={fee.feeItemId} fee={fee} decision={view.decision} hasFile={hasFile} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface FeeLineProps {
  readonly fee: CaseView['fees'][number];
  readonly decision: CaseView['decision'];
  hasFile(evidenceId: string): boolean;
}

function FeeLine({ fee, decision, hasFile }: FeeLineProps): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const policy = usePolicy();
  const item =
    decision?.fees.find((one) => one.feeItemId === fee.feeItemId) ??
    policy?.feeItems.find((one) => one.feeItemId === fee.feeItemId);
  const declined = fee.answer === 'declined';
  const [open, setOpen] = useState(false);
  const { evidenceId } = fee;
  const name = item === undefined ? fee.feeItemId : say(item.name);
  return (
    <>
      <tr>
        <td>{name}</td>
        <td>
          {declined ? (
            <span className="case-warn">{t('money.declined')}</span>
          ) : (
            <span className="mute">
              {t('money.consented', {
                how: fee.method === null ? t('money.noMethod') : t(`terms:consentMethod.${fee.method}`),
                time: formatInstant(fee.at, 'short'),
              })}
              {evidenceId === null ? '' : ` · ${t('money.hasEvidence')}`}
              {evidenceId !== null && hasFile(evidenceId) ? (
                <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
                  {t('evidence.view')}
                  <span className="visually-hidden"> {name}</span>
                </Button>
              ) : null}
            </span>
          )}
        </td>
        <td className="case-amount">{declined ? <s>{formatFen(fee.amountFen)}</s> : formatFen(fee.amountFen)}</td>
      </tr>
      {open && evidenceId !== null ? (
        <tr>
          <td colSpan={3}>
            <EvidenceViewer evidenceId={evidenceId} onClose={() => setOpen(false)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
