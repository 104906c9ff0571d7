/** In the place of googleapis-common, where its types are made to JSON Schema: its clients are classes, which no JSON is of. */
export type OAuth2Client = never
export type JWT = never
export type Compute = never
export type UserRefreshClient = never
export type BaseExternalAccountClient = never
export type GoogleAuth = never
export type GaxiosResponseWithHTTP2<Data> = { data: Data }
export type GoogleConfigurable = never
export type MethodOptions = never
export type StreamMethodOptions = never
export type GlobalOptions = object
export type BodyResponseCallback<Data> = (data: Data) => void
export type APIRequestContext = never
