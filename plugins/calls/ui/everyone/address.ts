/** Everybody's calls, for whom may see them. */
export const everyonesAddress = '/calls/everyone'
