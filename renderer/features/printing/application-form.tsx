import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { Barcode } from './barcode.tsx';
import type { Printed } from './printed.ts';
import { usePrintedWords, type PrintedLine } from './use-printed-words.ts';

/** The application on A4, to be read, signed and kept (A20). */
export function ApplicationForm(content: Printed): ReactNode {
  const { t } = useTranslation('printing');
  const words = usePrintedWords(content);
  const { printed } = content;
  const { case: filed } = printed;
  const heard = filed.acknowledgement;
  return (
    <article className="print-form">
      <header>
        <h2>{t('form.title')}</h2>
        <div className="print-code">
          <Barcode text={filed.caseCode} />
          <span>{filed.caseCode}</span>
        </div>
      </header>
      <dl className="print-facts">
        <Fact name={t('fact.person')} value={filed.party.personMasked} />
        <Fact name={t('fact.merchant')} value={filed.party.merchantMasked} />
        <Fact name={t('fact.mobile')} value={filed.party.mobileMasked} />
        <Fact name={t('fact.subject')} value={t(`subject.${filed.subject}`)} />
        <Fact name={t(`terms:orderKind.${filed.orderKind}`)} value={filed.orderNo} />
        <Fact name={t('fact.filedAt')} value={formatInstant(filed.filedAt)} />
        <Fact name={t('fact.notice')} value={formatInstant(filed.noticeReceivedAt)} />
        <Fact
          name={t('fact.intake')}
          value={`${t(`terms:channel.${filed.intakeChannel}`)} · ${filed.branchName} · ${filed.requestedBy.displayName}`}
        />
        <Fact name={t('fact.reason')} value={words.reason} />
        <Fact name={t('fact.said')} value={filed.reasonText} />
        <Fact
          name={t('fact.policy')}
          value={
            heard === null
              ? null
              : t(`policy.${heard.how}`, {
                  pack: heard.packVersion,
                  fees: heard.feeListVersion,
                  at: formatInstant(heard.at),
                  by: heard.by.displayName,
                })
          }
        />
        <Fact
          name={t('fact.preference')}
          value={
            filed.contactPreference === null
              ? null
              : [t(`terms:preferredChannel.${filed.contactPreference.channel}`), filed.contactPreference.hours]
                  .filter((part) => part !== null)
                  .join(' · ')
          }
        />
      </dl>
      <Lines title={t('section.fees')} lines={words.fees} none={t('none.fees')} />
      <Lines title={t('section.refunds')} lines={words.refunds} none={t('none.refunds')} />
      <p className="print-total">
        {t('total.refund', { amount: formatFen(printed.refundTotalFen), words: printed.refundTotalInWords })}
        {printed.feeTotalFen === 0 ? null : <span> {t('total.fees', { amount: formatFen(printed.feeTotalFen) })}</span>}
      </p>
      <Lines title={t('section.materials')} lines={words.materials} none={t('none.materials')} />
      {words.returnsDevice ? <p>{t('returnDevice')}</p> : null}
      <Lines title={t('section.steps')} lines={words.steps} none={t('none.steps')} />
      <p className="print-small">{t('rights', { hotline: printed.hotline })}</p>
      <p className="print-declare">{t('declare')}</p>
      {filed.intakeChannel === 'walk_in' ? <p className="print-declare">☐ {t('idReturned')}</p> : null}
      <footer className="print-sign">
        <span>{t('sign.customer')}</span>
        <span>{t('sign.clerk')}</span>
        <span>{t('sign.date')}</span>
      </footer>
      <p className="print-small">
        {t('printedBy', { at: formatInstant(printed.printedAt), by: printed.printedBy.displayName })}
      </p>
    </article>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | null }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === null || value === '' ? '—' : value}</dd>
    </div>
  );
}

function Lines({
  title,
  lines,
  none,
}: {
  readonly title: string;
  readonly lines: readonly PrintedLine[];
  readonly none: string;
}): ReactNode {
  return (
    <section>
      <h3>{title}</h3>
      {lines.length === 0 ? (
        <p>{none}</p>
      ) : (
        <table>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <th scope="row">{line.name}</th>
                <td>{line.value}</td>
                {lines.every(({ note }) => note === '') ? null : <td>{line.note}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
