package io.headgate.router.route;

import io.headgate.schemas.money.Price;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Whom a request was spared: the candidate expected to be the dearest of those that could have served it. */
final class Dearest {
    private Dearest() {}

    /**
     * Its price, which may be the chosen one's own.
     *
     * @param rank the chosen one's
     * @return null where nobody else could serve for a price in the same currency
     */
    static @Nullable Price of(Slate slate, int rank) {
        Tariff own = slate.tariff(rank);
        if (own == null || slate.able() < 2) {
            return null;
        }
        Currency currency = own.price().currency();
        Sums sums = new Sums(2);
        Price dearest = null;
        int comparable = 0;
        for (int other = 0; other < slate.able(); other++) {
            Tariff tariff = slate.tariff(other);
            if (tariff == null || !tariff.price().currency().equals(currency)) {
                continue;
            }
            // The dearest so far is the first sum; a new one is reckoned in the second, and takes its place.
            int at = dearest == null ? 0 : 1;
            sums.clear(at);
            slate.reckon(sums, at, other);
            if (!sums.priced(at)) {
                continue;
            }
            comparable++;
            if (at == 0 || sums.compare(1, 0) > 0) {
                dearest = tariff.price();
                sums.clear(0);
                slate.reckon(sums, 0, other);
            }
        }
        return comparable < 2 ? null : dearest;
    }
}
