package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Limited;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The last that was told of each limit. */
final class Quotas {
    private Quotas() {}

    /** In each of its windows. */
    static Map<Window, QuotaTold> lastByWindow(List<QuotaTold> told) {
        return last(told, QuotaTold::inWindow);
    }

    /** In the window that is present to it. */
    static Map<Limited, QuotaTold> lastByLimit(List<QuotaTold> told) {
        return last(told, QuotaTold::limited);
    }

    private static <K> Map<K, QuotaTold> last(List<QuotaTold> told, Function<QuotaTold, K> by) {
        Map<K, QuotaTold> last = new HashMap<>();
        told.forEach(state -> last.merge(
                by.apply(state), state, (before, after) -> after.order() >= before.order() ? after : before));
        return last;
    }
}
