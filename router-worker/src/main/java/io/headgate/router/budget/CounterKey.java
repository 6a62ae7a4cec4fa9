package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a counter counts. The amount of a limit is not in it, nor its zone: a limit that is changed keeps what was spent.
 *
 * @param currency of a cost, null otherwise
 */
public record CounterKey(
        Measure measure, Window window, @Nullable Currency currency) {}
