import { InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TxnFacts } from '../../../contract/desk-api/orders.ts';
import type { Fen } from '../../../domain/kernel/units.ts';
import { formatFen } from '../../ui/format.ts';

interface Props {
  readonly state: string;
  readonly amountFen: Fen;
  readonly txn: TxnFacts;
  onChange(txn: TxnFacts): void;
}

/** The money is with the acquirer, or in the till: something can go back. */
const CAPTURED: ReadonlySet<string> = new Set([
  'approved_unsettled',
  'settled',
  'partially_refunded',
  'cash_open',
  'cash_posted',
]);
/** A void is still thinkable, and takes the terminal. */
const UNSETTLED = 'approved_unsettled';

/**
 * What the way back of a transaction hangs on: how much, and whether its terminal can be reached; where nothing was captured,
 * whether the payer was debited all the same. @rule R-01
 */
export function TxnQuestions({ state, amountFen, txn, onChange }: Props): ReactNode {
  const { t } = useTranslation('decide');
  const yesNo = (question: 'terminalReachable' | 'payerDebited'): ReactNode => (
    <div>
      <span className="label">{t(`facts.${question}`)}</span>
      <Segmented
        aria-label={t(`facts.${question}`)}
        size="small"
        value={txn[question] ? 'yes' : 'no'}
        onChange={(answer) => onChange({ ...txn, [question]: answer === 'yes' })}
        options={(['yes', 'no'] as const).map((answer) => ({ value: answer, label: t(`facts.answer.${answer}`) }))}
      />
    </div>
  );
  if (!CAPTURED.has(state)) return yesNo('payerDebited');
  return (
    <>
      {state === UNSETTLED ? yesNo('terminalReachable') : null}
      <label>
        <span className="label">{t('facts.requested')}</span>
        <InputNumber<number>
          size="small"
          style={{ width: 150 }}
          suffix={t('facts.yuan')}
          min={0.01}
          precision={2}
          placeholder={t('facts.requestedAll', { amount: formatFen(amountFen) })}
          value={txn.requestedFen === null ? null : txn.requestedFen / 100}
          onChange={(yuan) => onChange({ ...txn, requestedFen: yuan === null ? null : Math.round(yuan * 100) })}
        />
      </label>
    </>
  );
}
