package io.headgate.router.route;

/**
 * What those who use a model's answers on a route think of them.
 *
 * @param count how many recent ones it is known by; older ones count for less
 * @param mean of their scores, -1 to 1, drawn towards 0 while they are few
 * @param good the share of them that are better than neither good nor bad, 0 to 1; 0 when there are none
 */
public record Opinion(double count, double mean, double good) {
    /** Nobody said anything. */
    public static final Opinion NONE = new Opinion(0, 0, 0);

    public Opinion {
        if (!(count >= 0) || !(mean >= -1 && mean <= 1) || !(good >= 0 && good <= 1)) {
            throw new IllegalArgumentException(
                    "opinion: seen mean %s of %s, %s of them good, allowed -1 to 1 of 0 or more, 0 to 1 good"
                            .formatted(mean, count, good));
        }
    }
}
