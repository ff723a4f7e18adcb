import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TaskView } from '../../../contract/desk-api/cases.ts';
import { formatFen } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

/** What a task is about in one line and a reason: money with its way back, or a device by its number. */
export function TaskSubject({ task }: { readonly task: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const localized = useLocalized();
  const { refund, device } = task;
  if (refund !== null) {
    return (
      <div>
        <b>{formatFen(refund.amountFen)}</b> {t(`terms:component.${refund.componentType}`)} ·{' '}
        {t(`terms:method.${refund.method}`)} · {t(`terms:refundState.${refund.state}`)}
        <div className="mute">{localized(refund.reason)}</div>
      </div>
    );
  }
  if (device === null) return t(`terms:taskKind.${task.kind}`);
  return (
    <div>
      <b>{device.snMasked === '' ? t('noSn') : device.snMasked}</b> · {t(`terms:deviceVariant.${device.variant}`)}
    </div>
  );
}

/** What happens next and who must act, in a sentence. */
export function TaskNextStep({ task }: { readonly task: TaskView }): ReactNode {
  const { t } = useTranslation('next-step');
  return <span>{t(task.nextStep)}</span>;
}
