/** Two libraries that keep their index in memory, set up for Chinese as their manuals say. */
import { Charset, Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import { newest, reversedText, type BuildPeer, type PeerDocument } from './peer.ts';

/** Single Chinese characters and runs of anything else: neither library knows how to cut Chinese into words. */
const characters = (text: string): string[] => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];

interface Indexed extends PeerDocument {
  readonly mobileFromEnd: string;
}

/** Which documents do contain the text: characters that are all there need not stand together. */
function containing(names: ReadonlyMap<number, string>, hits: Iterable<number>, typed: string): number[] {
  return [...hits].filter((recency) => names.get(recency)?.includes(typed) === true);
}

// oxlint-disable-next-line require-await -- other peers answer later
export const buildMiniSearch: BuildPeer = async (documents) => {
  const index = new MiniSearch<Indexed>({
    idField: 'recency',
    fields: ['orderNo', 'mobileFromEnd', 'personName', 'merchantName'],
    tokenize: characters,
  });
  const names = new Map<number, string>();
  for (const document of documents) {
    index.add({ ...document, mobileFromEnd: reversedText(document.mobile) });
    names.set(document.recency, `${document.personName}\n${document.merchantName}`);
  }
  const hitsOf = (typed: string, fields: readonly (keyof Indexed)[], prefix: boolean): number[] =>
    index.search(typed, { fields: [...fields], prefix, combineWith: 'AND' }).map(({ id }) => Number(id));
  return {
    bytes: null,
    close: () => undefined,
    ask(how, typed, limit) {
      if (how === 'exact') return newest(hitsOf(typed, ['orderNo'], false), limit);
      if (how === 'end') return newest(hitsOf(reversedText(typed), ['mobileFromEnd'], true), limit);
      return newest(containing(names, hitsOf(typed, ['personName', 'merchantName'], false), typed), limit);
    },
  };
};

// oxlint-disable-next-line require-await -- other peers answer later
export const buildFlexSearch: BuildPeer = async (documents, _, orders) => {
  const byNumber = new Index({ tokenize: 'strict', encoder: Charset.Exact });
  const byMobile = new Index({ tokenize: 'forward', encoder: Charset.Exact });
  const byName = new Index({ tokenize: 'strict', encoder: Charset.CJK });
  const names = new Map<number, string>();
  for (const { recency, orderNo, mobile, personName, merchantName } of documents) {
    byNumber.add(recency, orderNo);
    byMobile.add(recency, reversedText(mobile));
    byName.add(recency, `${personName} ${merchantName}`);
    names.set(recency, `${personName}\n${merchantName}`);
  }
  const all = { limit: orders };
  const hitsOf = (index: Index, typed: string): number[] => index.search(typed, all).map(Number);
  return {
    bytes: null,
    close: () => undefined,
    ask(how, typed, limit) {
      if (how === 'exact') return newest(hitsOf(byNumber, typed), limit);
      if (how === 'end') return newest(hitsOf(byMobile, reversedText(typed)), limit);
      return newest(containing(names, hitsOf(byName, typed), typed), limit);
    },
  };
};
