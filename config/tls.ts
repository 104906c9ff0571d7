/** The certificate that SIP over TLS and HTTPS show: the operator's own, or one made here. */
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { HubError } from '../core/error.ts'

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}

export interface CertificateNeeds {
  /** The operator's own; used as it is. */
  readonly tls?: CertificateFiles | undefined
  readonly data: string
  readonly sipDomain: string
  /** IP address. */
  readonly listen: string
}

const day = 86_400_000

/**
 * Files of a certificate for the SIP domain, the organisations' domains below it, and the address listened on. A self-signed one
 * is made once, in `data`/tls, and again when it no longer fits or has a month left. Throws HubError `tls.unreadable` for an
 * own file that can't be read, `tls.openssl` where openssl fails.
 */
export async function certificateFiles({ tls, data, sipDomain, listen }: CertificateNeeds): Promise<CertificateFiles> {
  if (tls) {
    for (const file of [tls.certificate, tls.key]) await readable(file)
    return tls
  }
  const folder = join(data, 'tls')
  const files = { certificate: join(folder, 'self-signed.pem'), key: join(folder, 'self-signed.key') }
  if (!(await fits(files, sipDomain, listen))) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await make(files, sipDomain, listen)
  }
  return files
}

async function readable(file: string) {
  try {
    await readFile(file)
  } catch (error) {
    throw new HubError('tls.unreadable', 500, { file, why: error instanceof Error ? error.message : String(error) })
  }
}

async function fits({ certificate, key }: CertificateFiles, domain: string, address: string): Promise<boolean> {
  try {
    await readFile(key)
    const parsed = new X509Certificate(await readFile(certificate))
    return (
      Date.parse(parsed.validTo) > Date.now() + 30 * day &&
      parsed.checkHost(`any.${domain}`) !== undefined &&
      parsed.checkIP(address) !== undefined
    )
  } catch {
    return false // None there, or none that can be read.
  }
}

async function make({ certificate, key }: CertificateFiles, domain: string, address: string) {
  const addresses = [...new Set(['127.0.0.1', address])].filter(value => isIP(value)).map(value => `IP:${value}`)
  const names = [`DNS:${domain}`, `DNS:*.${domain}`, 'DNS:localhost', ...addresses].join(',')
  const fresh = { certificate: `${certificate}.${process.pid}`, key: `${key}.${process.pid}` }
  try {
    // biome-ignore format: an option and its value a line
    await promisify(execFile)('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc',
      '-days', '825',
      '-subj', `/CN=${domain.slice(0, 64)}`, // ub-common-name, RFC 5280 appendix A
      '-addext', `subjectAltName=${names}`,
      '-addext', 'keyUsage=critical,digitalSignature',
      '-addext', 'extendedKeyUsage=serverAuth,clientAuth',
      '-keyout', fresh.key, // openssl makes it 0600
      '-out', fresh.certificate,
    ])
    await rename(fresh.key, key)
    await rename(fresh.certificate, certificate)
  } catch (error) {
    throw new HubError('tls.openssl', 500, { why: error instanceof Error ? error.message : String(error) })
  } finally {
    await rm(fresh.key, { force: true })
    await rm(fresh.certificate, { force: true })
  }
}
