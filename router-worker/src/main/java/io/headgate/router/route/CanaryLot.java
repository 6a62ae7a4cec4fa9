package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Route;

/** Whether a request is one of those that a replacement is tried on. */
final class CanaryLot {
    private CanaryLot() {}

    /** The same for all requests of a session; a share that grows takes requests in, and puts none out. */
    static boolean drawn(Slate slate, Canary canary, Health health) {
        int share = canary.shareAt(slate.now());
        Route route = slate.plan().route();
        if (share == 0 || health.canary(route.alias(), canary).stopped() != null) {
            return false;
        }
        long session = Lots.ofSession(slate.query().request(), route.selection().stickyTag());
        long ofAlias = session ^ route.alias().value().hashCode();
        return Lots.draw(ofAlias, Lots.Purpose.CANARY) * Route.Share.ALL < share;
    }
}
