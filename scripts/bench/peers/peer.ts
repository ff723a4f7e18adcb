/** What every peer is given and asked: the same orders, the same questions, the newest hits first. */
import { generatedOrder } from '../../../db/testing/generated-orders.ts';

/** What of an order can be searched for, as a peer keeps it. Newer orders have higher numbers. */
export interface PeerDocument {
  readonly recency: number;
  readonly orderNo: string;
  readonly mobile: string;
  readonly personName: string;
  readonly merchantName: string;
}

/** A whole number of an order, the last characters of a mobile number, or part of a name. */
export type How = 'exact' | 'end' | 'part';

export interface Question {
  readonly name: string;
  readonly how: How;
  /** What is typed the n-th time. */
  readonly typed: (index: number, orders: number) => string;
}

/** What was found of one question, newest first, at most `limit`; null where there is no way to answer. */
export type Hits = readonly unknown[] | null;
export type Ask = (how: How, typed: string, limit: number) => Promise<Hits> | Hits;

export interface Peer {
  readonly ask: Ask;
  /** Bytes on the disk; null for what lives in memory. */
  readonly bytes: number | null;
  close(): Promise<void> | void;
}

/** Takes the orders in, into a folder that is empty before. */
export type BuildPeer = (documents: Iterable<PeerDocument>, folder: string, orders: number) => Promise<Peer>;

const partOfName = (name: string, typed: string): Question => ({ name, how: 'part', typed: () => typed });

function applicationAt(index: number, orders: number) {
  return generatedOrder(((index * 7919) % Math.floor(orders / 2)) * 2);
}

export const QUESTIONS: readonly Question[] = [
  { name: 'exact.orderNo', how: 'exact', typed: (index, orders) => applicationAt(index, orders).order.orderNo },
  {
    name: 'suffix.mobile',
    how: 'end',
    typed: (index, orders) => (applicationAt(index, orders).party.mobile ?? '').slice(-4),
  },
  partOfName('name2.frequent', '张伟'),
  partOfName('name2.rare', '雷兰'),
  partOfName('name3.frequent', '便利店'),
  partOfName('name3.rare', '解玉兰'),
  partOfName('twoFrequentTermsThatNeverMeet', '便利面馆'),
  partOfName('miss.name', '鼹鼠'),
];

export function documentAt(index: number): PeerDocument {
  const { order, party } = generatedOrder(index);
  return {
    recency: index + 1,
    orderNo: order.orderNo,
    mobile: party.mobile ?? '',
    personName: party.personName ?? '',
    merchantName: order.merchantName ?? '',
  };
}

export function* documents(orders: number): Generator<PeerDocument> {
  for (let index = 0; index < orders; index += 1) yield documentAt(index);
}

/** The newest of these, at most `limit`. */
export function newest(hits: readonly number[], limit: number): readonly number[] {
  return hits.toSorted((a, b) => b - a).slice(0, limit);
}

export function reversedText(text: string): string {
  return Array.from(text).toReversed().join('');
}
