/** The part of saxen used here; the package brings no types of its own. */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      hook: (
        name: string,
        attributes: () => Record<string, string>,
        decode: (text: string) => string,
        selfClosing: boolean,
      ) => void,
    ): this;
    on(event: 'closeTag', hook: (name: string, decode: (text: string) => string, selfClosing: boolean) => void): this;
    on(event: 'text', hook: (text: string, decode: (text: string) => string) => void): this;
    on(event: 'cdata', hook: (text: string) => void): this;
    on(event: 'error', hook: (error: Error) => void): this;
    write(chunk: string): this;
    /** Answers the error, if one was met. */
    end(): Error | undefined;
    stop(): void;
  }
}
