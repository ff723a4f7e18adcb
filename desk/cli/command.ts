export type Language = 'zh' | 'en';

/** What a command of the command line works with; a test gives its own. */
export interface CliIo {
  readonly language: Language;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results, on standard output. */
  out(line: string): void;
  /** What is under way and what went wrong, on standard error. */
  err(line: string): void;
  /** A question answered with yes or no; null where nobody is there to answer. */
  confirm: ((question: string) => Promise<boolean>) | null;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How a command ended, as the exit code of the process. */
export const EXIT = { ok: 0, refused: 1, usage: 2, withBadRows: 3, cancelled: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CliCommand {
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  readonly summary: Readonly<Record<Language, string>>;
  run(args: readonly string[], io: CliIo): Promise<ExitCode>;
}

/** Chinese, unless the terminal is set to English or to no language at all (`C`, `POSIX`). */
export function languageOf(env: CliIo['env']): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'zh';
  return /^(?:en|C|POSIX)/u.test(locale) ? 'en' : 'zh';
}
