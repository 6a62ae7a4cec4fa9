package io.headgate.api.http.access;

import io.headgate.api.access.Scope;

/** Who may use a route. */
public sealed interface RouteRule {
    /** Everybody, unasked. */
    record Public() implements RouteRule {}

    /** Callers with this scope. */
    record Needs(Scope scope) implements RouteRule {}

    /** Nobody: it names no scope, which somebody forgot. */
    record Closed() implements RouteRule {}

    /** There is no such route; callers who are known are told so. */
    record None() implements RouteRule {}
}
