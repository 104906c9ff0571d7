/** An https server at localhost that this process trusts: the Graph client sends its token over nothing else. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { promisify } from 'node:util'

export async function listenTrusted(listener: RequestListener) {
  const folder = await mkdtemp(join(tmpdir(), 'svara-graph-'))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  // biome-ignore format: an option and its value a line
  await promisify(execFile)('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc',
    '-days', '2',
    '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost',
    '-keyout', key,
    '-out', certificate,
  ])
  const cert = await readFile(certificate, 'utf8')
  const server = createServer({ cert, key: await readFile(key) }, listener)
  await rm(folder, { recursive: true })
  const trusted = getCACertificates()
  setDefaultCACertificates([...trusted, cert])
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return {
    origin: `https://localhost:${typeof address === 'object' ? address?.port : ''}`,
    async stop() {
      setDefaultCACertificates(trusted)
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
