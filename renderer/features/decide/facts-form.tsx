import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { DeviceConditionInput } from '../../../contract/desk-api/orders.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { useLocalized } from '../../ui/localized.ts';
import type { Fen } from '../../../domain/kernel/units.ts';
import type { OrderFacts } from '../../ui/use-order-facts.ts';
import { TxnQuestions } from './txn-questions.tsx';

interface Props {
  readonly facts: OrderFacts;
  readonly reasons: PolicyView['reasons'];
  /** Asked only once the customer can have the device in hands. */
  readonly asksDevice: boolean;
  /** Of an acquiring order: what the questions about it depend on. */
  readonly asksTxn: { readonly state: string; readonly amountFen: Fen } | null;
  onChange(facts: OrderFacts): void;
}

const QUESTIONS = ['opened', 'tested', 'damaged'] as const;
const ACTIVATORS = ['unasked', 'customer', 'salesperson'] as const;
const ANSWERS = ['unasked', 'yes', 'no'] as const;

function toAnswer(value: boolean | null): (typeof ANSWERS)[number] {
  return value === null ? 'unasked' : value ? 'yes' : 'no';
}

function fromAnswer(answer: (typeof ANSWERS)[number]): boolean | null {
  return answer === 'unasked' ? null : answer === 'yes';
}

/** What the customer is asked; every answer is weighed at once. Not asked is not the same as no. */
export function FactsForm({ facts, reasons, asksDevice, asksTxn, onChange }: Props): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { device } = facts;
  const change = (part: Partial<DeviceConditionInput>): void => onChange({ ...facts, device: { ...device, ...part } });
  return (
    <form className="dc-facts" aria-label={t('facts.label')} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span className="label">{t('facts.reason')}</span>
        <Select
          autoFocus={mayTakeFocus()}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          style={{ width: 180 }}
          placeholder={t('facts.reasonHint')}
          value={facts.reasonCode}
          onChange={(code: string | undefined) => onChange({ ...facts, reasonCode: code ?? null })}
          options={reasons.map((reason) => ({ value: reason.code, label: say(reason.name) }))}
        />
      </label>
      {asksDevice
        ? QUESTIONS.map((question) => (
            <div key={question}>
              <span className="label">{t(`facts.${question}`)}</span>
              <Segmented
                aria-label={t(`facts.${question}`)}
                size="small"
                value={toAnswer(device[question])}
                onChange={(answer) => change({ [question]: fromAnswer(answer) })}
                options={ANSWERS.map((answer) => ({ value: answer, label: t(`facts.answer.${answer}`) }))}
              />
            </div>
          ))
        : null}
      {asksDevice ? (
        <div>
          <span className="label">{t('facts.activatedBy')}</span>
          <Segmented<(typeof ACTIVATORS)[number]>
            aria-label={t('facts.activatedBy')}
            size="small"
            value={device.activatedBy ?? 'unasked'}
            onChange={(who) => change({ activatedBy: who === 'unasked' ? null : who })}
            options={ACTIVATORS.map((who) => ({
              value: who,
              label: who === 'unasked' ? t('facts.answer.unasked') : t(`terms:activatedBy.${who}`),
            }))}
          />
        </div>
      ) : null}
      {asksTxn === null ? null : (
        <TxnQuestions {...asksTxn} txn={facts.txn} onChange={(txn) => onChange({ ...facts, txn })} />
      )}
    </form>
  );
}
