import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { Barcode } from './barcode.tsx';
import type { Printed } from './printed.ts';
import { usePrintedWords } from './use-printed-words.ts';

/** The slip of a receipt printer (80 mm): the code to quote, what comes back, what to do, whom to ask. */
export function Receipt(content: Printed): ReactNode {
  const { t } = useTranslation('printing');
  const words = usePrintedWords(content);
  const { printed } = content;
  const { case: filed } = printed;
  return (
    <article className="print-receipt">
      <h2>{t('receipt.title')}</h2>
      <Barcode text={filed.caseCode} />
      <p className="print-big">{filed.caseCode}</p>
      <p>
        {t(`terms:caseStatus.${filed.status}`)} · {formatInstant(filed.filedAt)}
      </p>
      <hr />
      <p>{[filed.party.merchantMasked, filed.party.personMasked].filter((name) => name !== null).join(' ')}</p>
      <p>{t('receipt.order', { orderNo: filed.orderNo })}</p>
      <p>{t('receipt.reason', { reason: words.reason })}</p>
      <hr />
      {words.fees.length === 0 ? <p>{t('none.fees')}</p> : null}
      {[...words.fees, ...words.refunds].map((line) => (
        <div key={line.key} className="print-pair">
          <span>
            {line.name}
            <small>{line.note}</small>
          </span>
          <b>{line.value}</b>
        </div>
      ))}
      <p className="print-total">
        {t('total.refund', { amount: formatFen(printed.refundTotalFen), words: printed.refundTotalInWords })}
      </p>
      {words.materials.length === 0 ? null : (
        <>
          <hr />
          {words.materials.map((line) => (
            <div key={line.key} className="print-pair">
              <span>{line.name}</span>
              <span>{line.value}</span>
            </div>
          ))}
        </>
      )}
      <hr />
      {words.steps.map((step) => (
        <p key={step.key}>
          <b>{step.name}</b> {step.value} <small>{step.note}</small>
        </p>
      ))}
      {words.returnsDevice ? <p>{t('returnDevice')}</p> : null}
      {filed.intakeChannel === 'walk_in' ? <p>☐ {t('idReturned')}</p> : null}
      <hr />
      <p>{t('rights', { hotline: printed.hotline })}</p>
      <p>
        <small>
          {filed.branchName} ·{' '}
          {t('printedBy', { at: formatInstant(printed.printedAt), by: printed.printedBy.displayName })}
        </small>
      </p>
    </article>
  );
}
