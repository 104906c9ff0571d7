/** Where a rule is shown, as it stood in a publication: /rules/organisation?rule=NAME&version=ID. */

/** `key` is its `ruleKey`: scope, owner and name. The standard's rules stand on everybody's ladder. */
export function ruleAddress(key: string, version: string | undefined): string {
  const [scope = '', ...rest] = key.split('/')
  const owner = scope === 'standard' ? undefined : rest.shift()
  const path = scope === 'standard' || scope === 'organisation' ? '/rules' : `/rules/${scope}/${owner}`
  const query = new URLSearchParams({ rule: rest.join('/'), ...(version !== undefined && { version }) })
  return `${path}?${query}`
}
