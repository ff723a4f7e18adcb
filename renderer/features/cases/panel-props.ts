import type { CaseView } from '../../../contract/desk-api/cases.ts';

/** What the panel of an act is given: the case, and how to close. */
export interface PanelProps {
  readonly view: CaseView;
  /** Closes the panel; with words to be read out where something was done. */
  onClose(done?: string): void;
}
