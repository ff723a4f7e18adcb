import { Button, Tooltip, type ButtonProps } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import { useReadableData } from '../../ui/refusal.tsx';

interface Props extends Omit<ButtonProps, 'disabled'> {
  /** What stands against the act; null where it may be done. */
  readonly refusal: Refusal | null;
}

/**
 * A button that, where it can't be used, still takes the focus and says why not and what to do instead, by a tooltip and to
 * screen readers.
 */
export function RefusedButton({ refusal, onClick, children, className, ...rest }: Props): ReactNode {
  const { t } = useTranslation('refusal');
  const describedBy = useId();
  const readableData = useReadableData();
  if (refusal === null) {
    return (
      <Button {...rest} className={className} onClick={onClick}>
        {children}
      </Button>
    );
  }
  const values = readableData(refusal.data);
  const why = `${t(`${refusal.code}.what`, values)}${t('cases:act.sentenceEnd')}${t(`${refusal.code}.instead`, values)}`;
  return (
    <>
      <Tooltip title={why} trigger={['hover', 'focus']}>
        <Button
          {...rest}
          type="default"
          danger={false}
          className={`case-off ${className ?? ''}`}
          aria-disabled
          aria-describedby={describedBy}
        >
          {children}
        </Button>
      </Tooltip>
      <span id={describedBy} className="visually-hidden">
        {why}
      </span>
    </>
  );
}
