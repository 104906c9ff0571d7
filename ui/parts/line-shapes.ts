/** Line state by shape first: 12 by 12. */
export const lineShapes = {
  idle: '<circle cx="6" cy="6" r="4.5"/>',
  ring: '<path d="M6 .5 11.5 6 6 11.5.5 6z"/>',
  call: '<rect x="1.2" y="1.2" width="9.6" height="9.6" rx="1.5"/>',
  shut: '<path fill-rule="evenodd" d="M6 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM3.2 5h5.6v2H3.2z"/>',
  none: '<circle cx="6" cy="6" r="4"/>',
} as const
