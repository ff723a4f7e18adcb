/** What a host says about the window that asks. It is made by the host, never taken from the request's payload. */
export interface DeskRequestContext {
  /** Secret random id of the window or the browser session; who is signed in hangs on it. */
  readonly clientId: string;
  readonly host: 'electron' | 'browser';
}
