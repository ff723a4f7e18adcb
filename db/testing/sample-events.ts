/** Events as deciders make them, with as little in them as the tables need; visibly fake. */
import type { CaseEventMap, RefundTaskCreated, DeviceReturnTaskCreated } from '../../domain/cases/events.ts';
import type { NewDomainEvent } from '../../domain/events.ts';
import type { PolicyDecision } from '../../domain/policy/decision.ts';

export const SAMPLE_AT = Date.UTC(2026, 2, 10, 2, 0);

export function contactStarted(contactId: string): NewDomainEvent {
  return {
    stream: `contact/${contactId}`,
    type: 'ContactStarted',
    data: { channel: 'phone', direction: 'inbound', cli: '13800138000', waitedSeconds: null, callbackId: null },
  };
}

/** Only the parts that tables read. */
const decision = {
  deadlines: [{ id: 'D4', dueAt: SAMPLE_AT + 86_400_000 }],
  refunds: [{ amountFen: 29_900 }],
} as unknown as PolicyDecision;

export function cancellationFiled(
  caseId: string,
  data: Partial<CaseEventMap['CancellationFiled']> & { readonly orderNo: string },
): NewDomainEvent {
  return {
    stream: `case/${caseId}`,
    type: 'CancellationFiled',
    data: {
      caseCode: `CD-${caseId}`,
      orderKind: 'terminal_application',
      partyId: 'party-1',
      contactId: 'contact-1',
      intakeChannel: 'phone',
      originChannel: 'online',
      verifiedLevel: 'L2',
      subject: 'self',
      reasonCode: 'not_needed',
      reasonText: '',
      acknowledgement: { packId: 'p', packVersion: '1', feeListVersion: '1', how: 'read_out', at: SAMPLE_AT },
      decision,
      fees: [],
      materials: [],
      contactPreference: { channel: 'phone', hours: null },
      readBackAt: SAMPLE_AT,
      noticeReceivedAt: SAMPLE_AT,
      priorOrderStatus: 'delivered',
      ...data,
    },
  };
}

const taskBase = { clock: 'D10', nextStep: 'refund.approve' };

export function refundTask(caseId: string, taskId: string, dueAt: number | null): NewDomainEvent {
  const data: RefundTaskCreated = {
    ...taskBase,
    taskId,
    ownerRole: 'finance',
    dueAt,
    kind: 'refund',
    componentType: 'deposit',
    amountFen: 19_900,
    method: 'refund',
    payeeType: 'institution',
    reason: { zh: '测试', en: 'test' },
    initialState: 'pending_approval',
  };
  return { stream: `case/${caseId}`, type: 'TaskCreated', data };
}

export function returnTask(caseId: string, taskId: string, terminalSn: string): NewDomainEvent {
  const data: DeviceReturnTaskCreated = {
    ...taskBase,
    taskId,
    ownerRole: 'warehouse',
    dueAt: null,
    kind: 'device_return',
    terminalSn,
    variant: 'return',
  };
  return { stream: `case/${caseId}`, type: 'TaskCreated', data };
}
