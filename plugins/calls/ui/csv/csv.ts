/**
 * Comma-separated values (RFC 4180) that Excel opens by a double click: in UTF-8 with a byte order mark, without which it takes å for Ã¥, and with
 * what the language's Excel takes for the separator. Where a decimal has a comma, as in Swedish, that is a semicolon.
 */
export const separatorIn = { sv: ';', en: ',' } as const

/**
 * A name that somebody gave herself abroad may begin like a formula, and would be one when the file is opened: an apostrophe in front makes it
 * text (OWASP, CSV Injection). Full-width signs count too.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

const cell = (text: string): string => `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** The first row has the names of the columns. */
export const csvOf = (rows: readonly (readonly string[])[], separator: string): string =>
  `\uFEFF${rows.map(row => `${row.map(cell).join(separator)}\r\n`).join('')}`
