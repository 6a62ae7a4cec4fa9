package io.headgate.deploy.cli.prices;

import io.headgate.deploy.cli.Table;
import io.headgate.metering.prices.PriceImport.Outcome;
import io.headgate.metering.prices.RateChange;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import would change, for people. */
final class ImportReport {
    private static final String NOTHING = "–";

    private ImportReport() {}

    static String of(Map<ModelName, Outcome> outcomes) {
        Table changes = new Table("model", "meter", "now", "then", "per cent");
        StringBuilder rest = new StringBuilder();
        outcomes.forEach((model, outcome) -> {
            switch (outcome) {
                case Outcome.Changed changed -> changed.rates().forEach(rate -> row(changes, model, rate));
                case Outcome.Unchanged _ -> rest.append(model).append(": unchanged\n");
                case Outcome.LeftAlone(String reason) ->
                    rest.append(model).append(": left alone, ").append(reason).append('\n');
            }
        });
        return (changes.isEmpty() ? "No price changes.\n" : changes.toString()) + rest;
    }

    private static void row(Table changes, ModelName model, RateChange rate) {
        changes.row(
                model,
                rate.meter(),
                shown(rate.now()),
                shown(rate.then()),
                rate.percent()
                        .map(percent -> (percent.signum() > 0 ? "+" : "") + percent.toPlainString())
                        .orElse(NOTHING));
    }

    private static String shown(@Nullable Money rate) {
        return rate == null ? NOTHING : rate.toString();
    }
}
