package io.headgate.deploy.cli.probe;

import io.headgate.deploy.cli.Table;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import io.headgate.worker.probe.ProbeReport;
import io.headgate.worker.probe.Sighting;

/** What was seen of one model, for people. */
final class ProbeText {
    private ProbeText() {}

    static String of(ProbeReport report) {
        StringBuilder text = new StringBuilder("%s at %s/%s: %s\n"
                .formatted(
                        report.target().model(),
                        report.target().provider(),
                        report.target().endpoint(),
                        report.target().providerModel()));
        if (report.unreachable() != null) {
            text.append("does not answer a plain request: %s: %s\n"
                    .formatted(
                            report.unreachable().code().wireName(),
                            report.unreachable().message()));
        }
        Table table = new Table("capability", "declared", "seen", "");
        for (ProbeReport.Line line : report.lines()) {
            table.row(
                    line.capability().wireName(),
                    line.declared() ? "yes" : "no",
                    seen(line.seen()),
                    line.differs() ? "differs" : "");
        }
        if (!table.isEmpty()) {
            text.append(table);
        }
        return text.append("%d calls, %s\n".formatted(report.calls(), cost(report.cost())))
                .toString();
    }

    private static String seen(Sighting seen) {
        return switch (seen) {
            case Sighting.Shown _ -> "yes";
            case Sighting.Ignored _ -> "no: ignored";
            case Sighting.Refused(var failure) ->
                "no: refused, " + failure.code().wireName();
            case Sighting.Unclear(String why) -> "unclear: " + why;
            case Sighting.NotAsked _ -> "not asked";
        };
    }

    private static String cost(Cost cost) {
        return switch (cost) {
            case Cost.Priced(Money amount) ->
                "%s %s"
                        .formatted(
                                amount.amount().stripTrailingZeros().toPlainString(),
                                amount.currency().getCurrencyCode());
            case Cost.Unpriced(String reason) -> "cost unknown: " + reason;
        };
    }
}
