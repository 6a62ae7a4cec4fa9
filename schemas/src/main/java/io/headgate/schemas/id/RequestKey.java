package io.headgate.schemas.id;

/** The identity of a request everywhere in Headgate: its tenant, and its id within the tenant. */
public record RequestKey(TenantId tenant, RequestId request) {
    @Override
    public String toString() {
        return tenant + "/" + request;
    }
}
