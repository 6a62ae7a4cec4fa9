package io.headgate.router.route;

import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Priority;

/**
 * The few requests that go out of their turn, so that something is learned: one of ten to somebody sound of whom nothing is
 * known, where knowing would matter; one of thirty-two to somebody sick, who may have recovered. Never a critical one,
 * nor one that has failed before.
 */
final class Trial {
    static final double EXPLORING = 0.1;
    static final double PROBING = 1.0 / 32;

    private static final int NOBODY = -1;

    private Trial() {}

    /** Number of the candidate to be tried; -1 for nobody. */
    static int of(Slate slate, Ranking ranking) {
        InferenceRequest request = slate.query().request();
        if (slate.able() < 2
                || request.context().priority() == Priority.CRITICAL
                || !slate.query().history().isEmpty()) {
            return NOBODY;
        }
        long key = Lots.ofRequest(request);
        if (Lots.draw(key, Lots.Purpose.PROBE) < PROBING) {
            int sick = pick(slate, ranking, key, true);
            if (sick != NOBODY) {
                return sick;
            }
        }
        return byPerformance(slate.plan().strategy())
                        && !ranking.byCost()
                        && Lots.draw(key, Lots.Purpose.EXPLORE) < EXPLORING
                ? pick(slate, ranking, key, false)
                : NOBODY;
    }

    private static boolean byPerformance(Strategy strategy) {
        return switch (strategy) {
            case FASTEST, BALANCED, MOSTLY -> true;
            case ORDERED, CHEAPEST, WEIGHTED -> false;
        };
    }

    private static int pick(Slate slate, Ranking ranking, long key, boolean sick) {
        int found = 0;
        for (int i = 0; i < slate.size(); i++) {
            found += eligible(slate, ranking, i, sick) ? 1 : 0;
        }
        int wanted = (int) (Lots.draw(key, Lots.Purpose.WHOM) * found);
        for (int i = 0; i < slate.size(); i++) {
            if (eligible(slate, ranking, i, sick) && wanted-- == 0) {
                return i;
            }
        }
        return NOBODY;
    }

    private static boolean eligible(Slate slate, Ranking ranking, int which, boolean sick) {
        if (ranking.heldBack(which)) {
            return false; // a canary's replacement has its share, and no more
        }
        return sick
                ? ranking.sick(which)
                : ranking.sound(which) && !slate.fares(which).known();
    }
}
