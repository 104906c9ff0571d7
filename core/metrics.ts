/** Figures for Prometheus. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A registry with the process's own figures (memory, event loop lag, garbage collection). */
export function openMetrics(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

/** How long requests took, in seconds. `route` is the path as defined, so that ids don't make a series each. */
export const requestDurations = (registry: Registry) =>
  new Histogram({
    name: 'svara_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })

export const liveSockets = (registry: Registry) =>
  new Gauge({ name: 'svara_live_sockets', help: 'Open live sockets', registers: [registry] })
