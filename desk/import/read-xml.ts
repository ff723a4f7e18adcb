import { Parser } from 'saxen';
import { UnreadableFile } from './row-source.ts';
import { localName } from './xml-name.ts';

/** Characters that one text, tag or comment may have: thirty times what a cell can hold. */
const LONGEST_TOKEN = 1_000_000;

export interface XmlHooks {
  /** `name` is without its prefix. */
  openTag(
    name: string,
    attributes: () => Record<string, string>,
    decode: (text: string) => string,
    selfClosing: boolean,
  ): void;
  closeTag?(name: string): void;
  /** Text as it reads, of CDATA too; one text may come in parts. */
  text?(text: string): void;
}

/** Takes XML as it arrives. Both throw `UnreadableFile`, whatever is wrong with it. */
export interface XmlReader {
  write(chunk: string): void;
  end(): void;
}

/**
 * A reader of XML from outside: entities and declarations of its own mean nothing to it. The parser keeps what is not yet complete and looks through it again with every chunk, so
 * what goes on without an end is refused before that takes for ever.
 */
export function readXml(hooks: XmlHooks): XmlReader {
  let unfinished = 0;
  const parser = new Parser();
  parser.on('openTag', (tag, attributes, decode, selfClosing) => {
    unfinished = 0;
    hooks.openTag(localName(tag), attributes, decode, selfClosing);
  });
  parser.on('closeTag', (tag) => {
    unfinished = 0;
    hooks.closeTag?.(localName(tag));
  });
  parser.on('text', (text, decode) => hooks.text?.(decode(text)));
  parser.on('cdata', (text) => hooks.text?.(text));
  parser.on('error', (error) => {
    throw error;
  });
  return {
    write: (chunk) => {
      unfinished += chunk.length;
      guarded(() => parser.write(chunk));
      if (unfinished > LONGEST_TOKEN) throw new UnreadableFile('record_too_long');
    },
    end: () => guarded(() => parser.end()),
  };
}

function guarded(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
  }
}

/** A text grown by a part. Of many parts it can become longer than any one of them may be. */
export function grown(text: string, part: string): string {
  if (text.length + part.length > LONGEST_TOKEN) throw new UnreadableFile('record_too_long');
  return text + part;
}
