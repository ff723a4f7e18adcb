import { useTranslation } from 'react-i18next';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { useDueWords } from '../../ui/next-steps.tsx';
import { isPaidByUs } from '../../ui/paid-by-us.ts';
import type { Printed } from './printed.ts';

export interface PrintedLine {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The lines that both sheets hold, in words: fees with consent, refunds, materials, and who does what until when. */
export function usePrintedWords({ printed, policy }: Printed) {
  const { t } = useTranslation('printing');
  const localized = useLocalized();
  const dueWords = useDueWords();
  const { decision, fees, materials, reasonCode } = printed.case;
  const reason = policy.reasons.find(({ code }) => code === reasonCode);
  const feeName = (feeItemId: string): string => {
    const known =
      decision?.fees.find((fee) => fee.feeItemId === feeItemId) ??
      policy.feeItems.find((fee) => fee.feeItemId === feeItemId);
    return known === undefined ? feeItemId : localized(known.name);
  };
  const materialName = (materialId: string): string => {
    const known =
      decision?.bring.find((item) => item.id === materialId) ??
      policy.materials.find((item) => item.materialId === materialId);
    return known === undefined ? materialId : localized(known.name);
  };
  return {
    reason: reason === undefined ? '—' : localized(reason.name),
    fees: fees.map((fee): PrintedLine => ({
      key: fee.feeItemId,
      name: feeName(fee.feeItemId),
      value: formatFen(fee.amountFen),
      note:
        fee.answer === 'declined'
          ? t('fee.declined')
          : t('fee.given', {
              how: fee.method === null ? '' : t(`terms:consentMethod.${fee.method}`),
              at: formatInstant(fee.at),
            }),
    })),
    refunds: (decision?.refunds ?? []).map((refund): PrintedLine => ({
      key: refund.componentType,
      name: localized(refund.name),
      value: isPaidByUs(refund.method) ? formatFen(refund.amountFen) : t('notByUs'),
      note: localized(refund.reason),
    })),
    materials: materials.map((item): PrintedLine => ({
      key: item.materialId,
      name: materialName(item.materialId),
      value: t(`terms:materialState.${item.state}`),
      note: '',
    })),
    steps: (decision?.nextSteps ?? []).map((step): PrintedLine => ({
      key: localized(step.what),
      name: t(`next-step:who.${step.who}`),
      value: localized(step.what),
      note: decision === null ? '' : (dueWords(step, decision.deadlines) ?? ''),
    })),
    returnsDevice: decision?.returnsDevice ?? false,
  };
}
