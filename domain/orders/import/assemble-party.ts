import type { BuyerType, PartyRecord } from '../order.ts';
import { readCard, readMerchantNo, readMobile, readResidentId, readText, readUscc, readWord } from './read-cell.ts';
import type { RowReader } from './row-reader.ts';

/** Any one of these says who it is. */
const NAMING = ['personName', 'merchantName', 'mobile', 'idNo', 'uscc', 'merchantNo'] as const;

/** Whom the row is about; null where nothing names anybody, which is noted unless a wrong value was. */
export function readParty(reader: RowReader): Omit<PartyRecord, 'partyId'> | null {
  const text = (field: string): string | null => reader.read(field, (cell, { maxLength }) => readText(cell, maxLength));
  const statedBuyerType = reader.read('buyerType', (cell) => readWord(cell, 'buyerType'));
  const party = {
    personName: text('personName'),
    merchantName: text('merchantName'),
    mobile: reader.read('mobile', readMobile),
    idNo: reader.read('idNo', (cell) => readResidentId(cell, reader.now)),
    uscc: reader.read('uscc', readUscc),
    merchantNo: reader.read('merchantNo', readMerchantNo),
    settlementCardLast4: reader.read('settlementCard', readCard)?.last4 ?? null,
    settlementBank: text('settlementBank'),
    region: text('region'),
    address: text('address'),
  };
  if (NAMING.every((field) => party[field] === null)) {
    if (!NAMING.some((field) => reader.wasNoted(field))) reader.noteRow('no_party');
    return null;
  }
  return { buyerType: statedBuyerType ?? buyerTypeFrom(party), ...party };
}

/** A code that begins with 92 is a sole trader's (GB 32100: 9 business, 2 sole trader); a merchant without a code is a micro merchant. */
function buyerTypeFrom({
  uscc,
  merchantNo,
  merchantName,
}: Pick<PartyRecord, 'uscc' | 'merchantNo' | 'merchantName'>): BuyerType {
  if (uscc !== null) return uscc.startsWith('92') ? 'sole_trader' : 'company';
  return merchantNo === null && merchantName === null ? 'consumer' : 'micro_merchant';
}
