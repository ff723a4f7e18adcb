export const SCHEME = 'app';
export const PAGE_HOST = 'desk';
export const PAGE_URL = `${SCHEME}://${PAGE_HOST}/`;
