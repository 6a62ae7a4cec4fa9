package io.headgate.router.route;

import org.jspecify.annotations.Nullable;

/**
 * The candidates that can serve a request, and which of them its tenant's limits have room for. The limits are asked about
 * a candidate when it may be chosen, and once. For one thread.
 */
final class Shortlist {
    private static final String ROOM = "";

    private final Slate slate;
    private final Headroom headroom;
    private final Doors doors;
    /** By rank, once asked; none where nothing is limited. */
    private final @Nullable String[] answers;

    /** @param doors asked only by who can wait before them */
    Shortlist(Slate slate, Headroom headroom, Doors doors) {
        this.slate = slate;
        this.headroom = headroom;
        this.doors = doors;
        this.answers = new @Nullable String[headroom == Headroom.BOUNDLESS ? 0 : slate.able()];
    }

    Slate slate() {
        return slate;
    }

    /** How many can serve; their ranks begin at 0. */
    int size() {
        return slate.able();
    }

    /** Whether there is room for the candidate at a rank. */
    boolean fits(int rank) {
        if (answers.length == 0) {
            return true;
        }
        String answer = answers[rank];
        if (answer == null) {
            String against = headroom.against(slate.candidate(slate.at(rank)).target(), slate.reservation(rank));
            answer = against == null ? ROOM : against;
            answers[rank] = answer;
        }
        return answer.equals(ROOM);
    }

    /** Why there is no room at a rank; null when there is, or nobody asked. */
    @Nullable
    String refusal(int rank) {
        return rank < answers.length && !ROOM.equals(answers[rank]) ? answers[rank] : null;
    }

    /** What holds the request back before the candidate at a rank; null when nothing does. */
    Doors.@Nullable Shut shut(int rank) {
        return doors == Doors.OPEN
                ? null
                : doors.at(slate.candidate(slate.at(rank)).target().provider());
    }

    /** The first rank with room; -1 when there is none. */
    int first() {
        for (int rank = 0; rank < size(); rank++) {
            if (fits(rank)) {
                return rank;
            }
        }
        return -1;
    }

    /** The choice of the candidate at a rank; those before it are passed over for their queues, or for want of room. */
    RouteDecision.Chosen choose(int rank) {
        Tariff tariff = slate.tariff(rank);
        return new RouteDecision.Chosen(
                slate.candidate(slate.at(rank)).target(),
                tariff == null ? null : tariff.price(),
                slate.reservation(rank),
                () -> Explanation.of(this, rank),
                () -> Dearest.of(slate, rank));
    }
}
