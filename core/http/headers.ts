/** What browsers are told to forbid: OWASP Secure Headers, and a strict Content Security Policy (CSP level 3). */
import type { IncomingMessage } from 'node:http'
import helmet from 'koa-helmet'
import type { RequestStep } from './context.ts'
import { ownOrigin, type Site } from './origin.ts'

export function securityHeaders(site: Site): RequestStep[] {
  // Safari before 15.4 doesn't count a WebSocket to the page's own host as 'self'.
  const webSocket = (request: IncomingMessage) => ownOrigin(request, site)?.replace(/^http/, 'ws') ?? "'self'"
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'"],
          mediaSrc: ["'self'", 'blob:'],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          connectSrc: ["'self'", request => webSocket(request)],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
      strictTransportSecurity: site.secure ? { maxAge: 31_536_000 } : false,
    }),
    (context, next) => {
      // The app is a phone; nothing embedded in it is.
      context.set('Permissions-Policy', 'microphone=(self), camera=(self), display-capture=(self), geolocation=()')
      return next()
    },
  ]
}
