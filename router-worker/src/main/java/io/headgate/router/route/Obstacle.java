package io.headgate.router.route;

/** Why a candidate cannot serve a request; the first that holds is told. */
enum Obstacle {
    NONE,
    FAILED_BEFORE,
    RETIRED,
    INCAPABLE,
    CAPABILITY_REFUSED,
    QUIRK,
    WINDOW_REFUSED,
    WINDOW_TOO_SHORT,
    PROVIDER_NOT_ASKED_FOR,
    PROVIDER_NOT_ALLOWED,
    REGION_NOT_OF_TENANT,
    REGION_NOT_OF_ROUTE,
    TOO_DEAR,
    UNREACHABLE,
    BREAKER_OPEN,
    TOO_SLOW
}
