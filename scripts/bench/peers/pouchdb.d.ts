/** What the bench uses of PouchDB; the published types ask for an old @types/node. */
declare module 'pouchdb-core' {
  interface Found<T> {
    readonly docs: readonly T[];
  }
  interface Selector {
    readonly selector: Readonly<Record<string, string | { readonly $gte: string; readonly $lt: string }>>;
    readonly limit: number;
  }
  export default class PouchDB<T> {
    static plugin(plugin: object): typeof PouchDB;
    constructor(name: string, options: { readonly adapter: string });
    bulkDocs(documents: readonly (T & { readonly _id: string })[]): Promise<unknown>;
    createIndex(index: { readonly index: { readonly fields: readonly string[] } }): Promise<unknown>;
    find(question: Selector): Promise<Found<T>>;
    close(): Promise<void>;
  }
}
declare module 'pouchdb-find' {
  const plugin: object;
  export default plugin;
}
declare module 'pouchdb-adapter-leveldb' {
  const plugin: object;
  export default plugin;
}
