// The daemon serves one shell for all pages; everything else is the browser's.
export const ssr = false
