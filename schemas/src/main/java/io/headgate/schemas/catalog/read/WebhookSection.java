package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.catalog.Webhook.Format;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import io.headgate.schemas.message.Alert;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code webhooks.<webhook>}. */
final class WebhookSection {
    private static final Field<URI> URL = Field.required("url", BaseUrls.shape(), "Where alerts are posted to.");
    private static final Field<SecretRef> SECRET = Field.optional(
            "secret",
            Secrets.shape(),
            "allowed with format slack, required with json",
            "Where metering finds what posts are signed with, env:NAME or file:/path; never the secret itself.");
    private static final Field<List<String>> KINDS = Field.optional(
            "kinds",
            ListShape.ofDistinct(Scalars.word("kind of alert", kinds())),
            "all",
            "The kinds of alert it is told of; model_mismatch, canary_stopped and capability_refused come without a rule.");
    private static final Field<Format> FORMAT = Field.defaulted(
            "format",
            Scalars.choice("format", Format.class),
            Format.JSON,
            "json",
            "json: the alert, field by field; slack: {\"text\": …} alone.");
    private static final Field<Boolean> ALLOW_PRIVATE = Field.defaulted(
            "allow_private",
            Scalars.flag(),
            false,
            "false",
            "Whether it may be at a loopback or private address: for receivers on your own machines.");

    private WebhookSection() {}

    static MapShape<String, Function<String, Webhook>, Webhook> map() {
        ObjectShape<Function<String, Webhook>> shape = new ObjectShape<>(
                "An address that alerts are posted to.",
                List.of(URL, SECRET, KINDS, FORMAT, ALLOW_PRIVATE),
                WebhookSection::check,
                WebhookSection::build);
        return MapShape.named("<webhook>", AlertSection.ruleName("webhook"), shape, 0);
    }

    private static void check(Values values) {
        boolean slack = values.find(FORMAT).filter(Format.SLACK::equals).isPresent();
        if (!slack && !values.given(SECRET)) {
            values.at(SECRET).problem("required with format json, and not there");
        }
        values.find(URL).ifPresent(url -> {
            new EndpointSection.Draft(url, null, values.at(URL))
                    .check(new EndpointSection.Allowed(
                            values.find(ALLOW_PRIVATE).orElse(false), true, false));
            if (url.getScheme().equals("http") && Reach.of(url.getHost()) == Reach.PUBLIC) {
                values.at(URL).warning("alerts go over the network unencrypted: use https");
            }
        });
    }

    private static Function<String, Webhook> build(Values values) {
        Set<Alert.Kind> kinds = Set.copyOf(values.find(KINDS).orElse(List.of()).stream()
                .map(word -> Alert.Kind.ofWireName(word).orElseThrow())
                .toList());
        return name -> new Webhook(
                name,
                values.get(URL),
                values.find(SECRET).orElse(null),
                kinds,
                values.get(FORMAT),
                values.get(ALLOW_PRIVATE));
    }

    /** All but the one that only readers of a newer release's alerts see. */
    private static List<String> kinds() {
        return Arrays.stream(Alert.Kind.values())
                .filter(kind -> kind != Alert.Kind.OTHER)
                .map(Alert.Kind::wireName)
                .toList();
    }
}
