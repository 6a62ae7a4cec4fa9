package io.headgate.router.route;

import io.headgate.schemas.message.InferenceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lots that a request draws: the same request draws the same ones, here and on every other machine, and what it draws for
 * one purpose says nothing of what it draws for another.
 */
final class Lots {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double TO_UNIT = 0x1p-53;

    /** What a lot is drawn for. */
    enum Purpose {
        VARIANT,
        MOSTLY,
        EXPLORE,
        PROBE,
        WHOM,
        CANARY
    }

    private Lots() {}

    /** Of a request, by its id. */
    static long ofRequest(InferenceRequest request) {
        return with(of(request.key().tenant().value()), request.key().request().value());
    }

    /** Of all requests of a tenant that have the same value under {@code tag}; of the request alone where it has none. */
    static long ofSession(InferenceRequest request, @Nullable String tag) {
        String session = tag == null ? null : request.context().tags().get(tag);
        return session == null
                ? ofRequest(request)
                : with(of(request.key().tenant().value()), session);
    }

    /** A number from 0 up to, not including, 1. */
    static double draw(long key, Purpose purpose) {
        return (mixed(key + purpose.ordinal() + 1) >>> 11) * TO_UNIT;
    }

    /** The same, for one of several. */
    static double draw(long key, Purpose purpose, String which) {
        return (mixed(with(key + purpose.ordinal() + 1, which)) >>> 11) * TO_UNIT;
    }

    private static long of(String text) {
        return with(FNV_OFFSET, text);
    }

    /** FNV-1a over characters: it needs no bytes. */
    private static long with(long hash, String text) {
        long next = (hash ^ text.length()) * FNV_PRIME;
        for (int i = 0; i < text.length(); i++) {
            next = (next ^ text.charAt(i)) * FNV_PRIME;
        }
        return next;
    }

    /** The finalizer of SplitMix64: every bit of the hash counts for every bit of the lot. */
    private static long mixed(long hash) {
        long z = hash * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
