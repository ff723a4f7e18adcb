/**
 * The demonstration's cases, each told with the desk's own commands at its own time: nothing here is written that the rules
 * would not have allowed somebody to do.
 */
import { v7 as uuidv7 } from 'uuid';
import { getOrder } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { scheduleCallback } from '../../domain/callbacks/schedule-callback.ts';
import { approveCase } from '../../domain/cases/approve-case.ts';
import { fileCancellation } from '../../domain/cases/file-cancellation.ts';
import { fileIntake } from '../../domain/cases/file-intake.ts';
import { lapseCase } from '../../domain/cases/lapse-case.ts';
import { logCaseCommunication } from '../../domain/cases/log-case-communication.ts';
import { rejectCase } from '../../domain/cases/reject-case.ts';
import { requestInfo } from '../../domain/cases/request-info.ts';
import { withdrawCase } from '../../domain/cases/withdraw-case.ts';
import { addContactNote } from '../../domain/contacts/add-contact-note.ts';
import type { ContactChannel, VerificationElement } from '../../domain/contacts/events.ts';
import { linkParty } from '../../domain/contacts/link-party.ts';
import { recordElements } from '../../domain/contacts/record-elements.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { startVerification } from '../../domain/contacts/start-verification.ts';
import { wrapUpContact } from '../../domain/contacts/wrap-up-contact.ts';
import { SYSTEM_USER_ID, type Actor } from '../../domain/kernel/actor.ts';
import type { CommandDefinition } from '../../domain/kernel/command.ts';
import { MINUTE_MS, type UtcMs } from '../../domain/kernel/units.ts';
import type { Order } from '../../domain/orders/order.ts';
import { evaluatePolicy } from '../../domain/policy/evaluate.ts';
import { executeCommand, type CommandDesk } from '../commands/execute.ts';

/** The desk without its clock: a story brings its own. */
export type DemoDesk = Omit<CommandDesk, 'now' | 'changed'>;

/** A number on no record, in the range kept for the demonstration. */
export const UNKNOWN_CALLER = '19900009901';

const UNKNOWN_CONDITION = { opened: null, tested: null, damaged: null, activatedBy: null } as const;
const PROOF: Readonly<Record<'phone' | 'walk_in', readonly VerificationElement[]>> = {
  phone: ['person_name', 'id_no_last6', 'sms_code'],
  walk_in: ['id_card_original'],
};

export interface Filing {
  readonly orderNo: string;
  readonly by: Actor;
  readonly at: UtcMs;
  readonly channel: 'phone' | 'walk_in';
  readonly reasonCode: string;
  readonly said: string;
  /** Materials of these ids are still missing. */
  readonly missing?: readonly string[];
  readonly condition?: {
    readonly opened: boolean;
    readonly tested: boolean;
    readonly damaged: boolean;
    readonly activatedBy: 'customer' | 'salesperson' | null;
  };
  /** The answer to every fee there is. */
  readonly feeAnswer?: 'given' | 'declined';
}

/** Tells stories on a desk. */
export class DemoTeller {
  readonly #desk: DemoDesk;

  constructor(desk: DemoDesk) {
    this.#desk = desk;
  }

  /** One command at one time. The demonstration is broken where it is refused, and says so. */
  tell<P>(at: UtcMs, actor: Actor, definition: CommandDefinition<string, P>, payload: P): void {
    const done = executeCommand({ ...this.#desk, now: () => at }, actor, definition, { payload });
    if (!done.ok)
      throw new Error(`The demonstration's ${definition.type} was refused: ${JSON.stringify(done.refusal)}`);
  }

  order(orderNo: string): Order {
    const order = getOrder(this.#desk.db, orderNo);
    if (order === null) throw new Error('A story names an order that is not there.');
    return order;
  }

  /** A contact with the order's customer, who proves nothing yet: on the phone from the registered number, or from another. */
  meet(by: Actor, at: UtcMs, channel: 'phone' | 'walk_in', order: Order, from?: string): string {
    const registered = getParty(this.#desk.db, order.partyId)?.mobile ?? null;
    const cli = channel === 'phone' ? (from ?? registered) : null;
    const contactId = uuidv7();
    this.tell(at, by, startContact, {
      contactId,
      channel: channel satisfies ContactChannel,
      direction: 'inbound',
      cli,
      waitedSeconds: 40,
      callbackId: null,
    });
    this.tell(at + 10_000, by, linkParty, { contactId, partyId: order.partyId, orderNo: order.orderNo, how: 'search' });
    return contactId;
  }

  verify(
    contactId: string,
    by: Actor,
    at: UtcMs,
    order: Order,
    elements: readonly VerificationElement[],
    result: 'match' | 'mismatch' = 'match',
  ): void {
    this.tell(at, by, startVerification, {
      contactId,
      sessionId: uuidv7(),
      partyId: order.partyId,
      orderNo: order.orderNo,
      subject: 'self',
      purpose: 'cancellation',
    });
    this.tell(at + 30_000, by, recordElements, {
      contactId,
      partyId: order.partyId,
      checks: elements.map((element) => ({ element, result, evidenceId: null })),
    });
  }

  /** Contact, verification, filing, wrap-up. Answers the case and its contact. */
  file(story: Filing): { caseId: string; contactId: string } {
    const { by, at, channel } = story;
    const order = this.order(story.orderNo);
    const contactId = this.meet(by, at, channel, order);
    this.verify(contactId, by, at + MINUTE_MS, order, PROOF[channel]);
    this.tell(at + 2 * MINUTE_MS, by, addContactNote, {
      contactId,
      noteId: uuidv7(),
      text: story.said,
      corrects: null,
    });

    const filedAt = at + 4 * MINUTE_MS;
    const condition = story.condition ?? UNKNOWN_CONDITION;
    const decision = evaluatePolicy({
      pack: this.#desk.pack,
      calendar: this.#desk.calendar,
      order,
      now: filedAt,
      noticeAt: at,
      intakeChannel: channel,
      reasonCode: story.reasonCode,
      hasOpenCase: null,
      deviceCondition: condition,
      terminalReachable: true,
    });
    const caseId = uuidv7();
    const given = story.feeAnswer !== 'declined';
    this.tell(filedAt, by, fileCancellation, {
      caseId,
      contactId,
      partyId: order.partyId,
      orderNo: order.orderNo,
      intakeCaseIds: [],
      reasonCode: story.reasonCode,
      reasonText: story.said,
      noticeAt: at,
      deviceCondition: condition,
      terminalReachable: true,
      payerDebited: false,
      requestedFen: null,
      acknowledgement: {
        packId: decision.packId,
        packVersion: decision.packVersion,
        feeListVersion: decision.feeListVersion,
        how: 'read_out',
        at: filedAt - MINUTE_MS,
      },
      fees: decision.fees
        .filter((fee) => fee.paidTo === 'us' && fee.amountFen > 0)
        .map((fee) => ({
          feeItemId: fee.feeItemId,
          amountFen: fee.amountFen,
          answer: given ? ('given' as const) : ('declined' as const),
          method: given ? ('voice' as const) : null,
          evidenceId: null,
          at: filedAt - MINUTE_MS,
        })),
      materials: decision.bring.map((item) => ({
        materialId: item.id,
        state: story.missing?.includes(item.id) === true ? ('missing' as const) : ('received' as const),
        evidenceId: null,
      })),
      contactPreference: { channel: 'sms', hours: '9:00-18:00' },
      readBackAt: filedAt - MINUTE_MS / 2,
    });
    this.wrapUp(contactId, by, at + 6 * MINUTE_MS, 'filed', '等待审核并告知客户结果');
    return { caseId, contactId };
  }

  wrapUp(contactId: string, by: Actor, at: UtcMs, disposition: string, next: string): void {
    this.tell(at, by, wrapUpContact, {
      contactId,
      disposition,
      summary: '演示：已按流程处理并复述确认。',
      nextAction: { what: next, by: at + 24 * 60 * MINUTE_MS },
      promise: null,
    });
  }

  approve(caseId: string, by: Actor, at: UtcMs, reason = ''): void {
    this.tell(at, by, approveCase, { caseId, reason });
  }

  reject(caseId: string, by: Actor, at: UtcMs, reasonCode: string): void {
    const words = this.#desk.pack.rejectionReasons.find((reason) => reason.code === reasonCode);
    const rule = this.#desk.pack.rules.find((one) => one.id === words?.ruleId);
    if (words === undefined || rule === undefined) throw new Error('The pack has no such reason of rejection.');
    this.tell(at, by, rejectCase, {
      caseId,
      reasonCode,
      clause: rule.clause.zh,
      remedy: words.remedy.zh,
      appealRoute: words.appealRoute.zh,
      complaintRoute: words.externalRoute.zh,
    });
  }

  /** The customer calls again, proves who they are, and takes the request back. */
  withdraw(caseId: string, orderNo: string, by: Actor, at: UtcMs, reason: string): void {
    const order = this.order(orderNo);
    const contactId = this.meet(by, at, 'phone', order);
    this.verify(contactId, by, at + MINUTE_MS, order, PROOF.phone);
    this.tell(at + 3 * MINUTE_MS, by, withdrawCase, { caseId, contactId, partyId: order.partyId, reason });
    this.wrapUp(contactId, by, at + 5 * MINUTE_MS, 'withdrawn', '无需跟进');
  }

  askFor(caseId: string, by: Actor, at: UtcMs, materials: readonly string[]): void {
    this.tell(at, by, requestInfo, {
      caseId,
      materials: [...materials],
      message: '请补交所列材料，可到店或通过官方渠道上传。',
    });
  }

  chase(caseId: string, by: Actor, at: UtcMs): void {
    this.tell(at, by, logCaseCommunication, {
      caseId,
      communicationId: uuidv7(),
      type: 'call',
      direction: 'inbound',
      summary: '客户来电催问进度，已说明预计时间。',
      disposition: null,
      promise: null,
      isChaser: true,
      happenedAt: at,
    });
  }

  /** Somebody who could not be verified and wanted no callback; time has ended the request since. */
  takeDownInVain(orderNo: string, by: Actor, at: UtcMs, endedAt: UtcMs): void {
    const order = this.order(orderNo);
    const contactId = this.meet(by, at, 'phone', order, UNKNOWN_CALLER);
    const caseId = uuidv7();
    this.tell(at + 2 * MINUTE_MS, by, fileIntake, {
      caseId,
      contactId,
      orderNo,
      reasonCode: 'personal_need_change',
      reasonText: '客户称不想要了，说好第二天带证件再来。',
      materialsRequested: ['id_card'],
      callbackId: null,
      noCallbackBecause: '客户说自己再打来',
      noticeAt: at,
    });
    this.wrapUp(contactId, by, at + 4 * MINUTE_MS, 'material_requested', '等客户带证件核身');
    this.tell(endedAt, { userId: SYSTEM_USER_ID, roles: [], branchId: '', deskId: by.deskId }, lapseCase, { caseId });
  }

  /** Somebody who could not be verified: taken down, nothing told, a callback booked. */
  takeDown(orderNo: string, by: Actor, at: UtcMs, slotStart: UtcMs): void {
    const order = this.order(orderNo);
    const contactId = this.meet(by, at, 'phone', order, UNKNOWN_CALLER);
    const callbackId = uuidv7();
    this.tell(at + MINUTE_MS, by, scheduleCallback, {
      callbackId,
      partyId: order.partyId,
      contactId,
      caseId: null,
      topic: 'verification',
      numberSource: 'registered',
      statedNumber: null,
      slotStart,
      ownerUserId: by.userId,
      note: '核身材料未带齐，约定回电。',
    });
    this.tell(at + 2 * MINUTE_MS, by, fileIntake, {
      caseId: uuidv7(),
      contactId,
      orderNo,
      reasonCode: 'budget',
      reasonText: '客户称预算有变，证件不在手边。',
      materialsRequested: ['id_card'],
      callbackId,
      noCallbackBecause: null,
      noticeAt: at,
    });
    this.wrapUp(contactId, by, at + 4 * MINUTE_MS, 'callback_booked', '按约回电核身');
  }
}
