/** An open desk with a gateway, people and an order or two: where the scenarios begin. For tests. */
import type { FilingInput } from '../../contract/desk-api/cases.ts';
import { USUAL_TXN } from '../../contract/desk-api/orders.ts';
import type { ContactView } from '../../contract/desk-api/contacts.ts';
import { transaction } from '../../db/open/database.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { putSetting } from '../../db/queries/settings.ts';
import { application } from '../../domain/cases/testing/filing.ts';
import type { VerificationElement } from '../../domain/contacts/events.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import type { DeskClient, OpenedDesk } from './opened-desk.ts';
import { openTestDesk } from './opened-desk.ts';
import type { SmsInbox } from './sms-inbox.ts';
import { openSmsInbox } from './sms-inbox.ts';

/** Who the orders of the scenarios belong to; every number is made up and passes its check. */
export const OWNER = {
  buyerType: 'micro_merchant',
  personName: '测试张三',
  merchantName: '杭州测试便利店',
  mobile: '13800138000',
  idNo: '110101199003077715',
  uscc: '91350100M000100Y43',
  merchantNo: '102581083986056',
  settlementCardLast4: '7894',
  settlementBank: '中国工商银行',
  region: '浙江省',
  address: '浙江省杭州市西湖区测试路1号',
} as const satisfies Omit<PartyRecord, 'partyId'>;

export interface ScenarioDesk extends OpenedDesk {
  readonly sms: SmsInbox;
  /** Records an order as its newest observation; without a party it is the owner's. */
  haveOrder(order: Order, party?: Omit<PartyRecord, 'partyId'>, at?: UtcMs): void;
}

export async function openScenarioDesk(): Promise<ScenarioDesk> {
  const sms = await openSmsInbox();
  const opened = await openTestDesk({ smsGatewayUrl: sms.url });
  const { db, now } = opened.desk().deps;
  // Scenarios move the clock by hours; nobody has to sign in again for it.
  transaction(db, () => putSetting(db, { key: 'idle_lock_minutes', value: 240, at: now(), by: SYSTEM_USER_ID }));
  return {
    ...opened,
    sms,
    haveOrder: (order, party = OWNER, at = now()) => {
      const { newId } = opened.desk().deps;
      const { partyId: _party, observation: _observation, observedAt: _observedAt, ...stated } = order;
      transaction(db, () => recordOrder(db, { order: stated, party }, { at, source: 'test', newId }), 'orders');
    },
    dispose: async () => {
      await opened.dispose();
      await sms.close();
    },
  };
}

/** What is said or shown, one element each; `null` where the caller does not have it. */
export type Said = Partial<Record<VerificationElement, string | null>>;

/** Answers as the form sends them: what lies on the counter was seen. */
export function answersOf(said: Said) {
  return Object.entries(said).map(([element, value]) => ({
    element: element as VerificationElement,
    value,
    seen: true,
    evidenceId: null,
  }));
}

/** Starts a contact about an order and a verification of its owner in it. */
export async function beginVerifying(
  desk: DeskClient,
  {
    channel = 'phone',
    cli = OWNER.mobile,
    orderNo = application.orderNo,
    subject = 'self',
    purpose = 'cancellation',
  }: {
    channel?: 'phone' | 'walk_in';
    cli?: string | null;
    orderNo?: string;
    subject?: 'self' | 'delegate';
    purpose?: 'cancellation' | 'unlock';
  } = {},
): Promise<ContactView> {
  const { partyId } = (await desk.orders.get({ orderNo, contactId: null })).party;
  const contact = await desk.contacts.start({
    channel,
    direction: 'inbound',
    cli: channel === 'phone' ? cli : null,
    waitedSeconds: null,
    callbackId: null,
  });
  return desk.verification.start({ contactId: contact.contactId, partyId, orderNo, subject, purpose });
}

/** The owner on the line at L2: name, the end of the identity number, and the code that came to the registered mobile. */
export async function verifiedByPhone(
  { sms }: ScenarioDesk,
  desk: DeskClient,
  about: { cli?: string | null; orderNo?: string } = {},
): Promise<ContactView> {
  const { contactId } = await beginVerifying(desk, about);
  await desk.verification.sendCode({ contactId });
  const said = {
    person_name: OWNER.personName,
    id_no_last6: OWNER.idNo.slice(-6),
    sms_code: sms.codeFor(OWNER.mobile),
  };
  const { contact } = await desk.verification.submit({ contactId, elements: answersOf(said) });
  return contact;
}

/** The owner at the counter at L2, with the original identity card. */
export async function verifiedAtCounter(desk: DeskClient, about: { orderNo?: string } = {}): Promise<ContactView> {
  const { contactId } = await beginVerifying(desk, { ...about, channel: 'walk_in' });
  const { contact } = await desk.verification.submit({
    contactId,
    elements: answersOf({ id_card_original: OWNER.idNo }),
  });
  return contact;
}

/** A complete filing, by the policy in force now: what must be brought is there, but for the device. */
export async function filingFor(
  opened: Pick<OpenedDesk, 'desk'>,
  desk: DeskClient,
  { contactId }: Pick<ContactView, 'contactId'>,
  more: Partial<FilingInput> = {},
): Promise<FilingInput> {
  const { orderNo = application.orderNo, reasonCode = 'personal_need_change' } = more;
  const device = more.device ?? { opened: null, tested: null, damaged: null, activatedBy: null };
  const txn = more.txn ?? USUAL_TXN;
  const { bring, packId, packVersion, feeListVersion } = await desk.orders.decide({
    orderNo,
    contactId,
    reasonCode,
    device,
    txn,
  });
  const at = opened.desk().deps.now();
  return {
    contactId,
    orderNo,
    reasonCode,
    reasonText: '店铺转让，不再需要',
    device,
    txn,
    acknowledgement: { packId, packVersion, feeListVersion, how: 'read_out', at },
    fees: [],
    materials: bring
      .filter(({ required }) => required)
      .map(({ id }) => ({
        materialId: id,
        state: id === 'device_and_accessories' ? 'missing' : 'verified',
        evidenceId: null,
      })),
    contactPreference: { channel: 'sms', hours: null },
    readBackAt: at,
    ...more,
  };
}
