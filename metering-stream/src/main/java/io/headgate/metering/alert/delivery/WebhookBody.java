package io.headgate.metering.alert.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Webhook;
import io.headgate.schemas.message.Alert;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a webhook is told, as JSON in UTF-8. Numbers are text: they are exact, and JSON's readers often are not. */
final class WebhookBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookBody() {}

    static byte[] of(Alert alert, Webhook.Format format) {
        ObjectNode body = switch (format) {
            case JSON -> json(alert);
            case SLACK -> JSON.createObjectNode().put("text", text(alert));
        };
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@code Headgate: budget raised: tenant acme: 81 % …}; with what Slack takes for markup escaped, since a client may
     * have named a project {@code <!channel>}.
     */
    static String text(Alert alert) {
        String message =
                alert.message().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "Headgate: %s %s: %s".formatted(alert.kind().wireName(), state(alert), message);
    }

    private static ObjectNode json(Alert alert) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", alert.id())
                .put("state", state(alert))
                .put("kind", alert.kind().wireName())
                .put("rule", alert.rule());
        Alert.Scope scope = alert.scope();
        body.putObject("scope")
                .put("tenant", text(scope.tenant()))
                .put("project", scope.project())
                .put("alias", text(scope.alias()))
                .put("provider", text(scope.provider()))
                .put("model", text(scope.model()));
        body.put("message", alert.message());
        measured(body, alert.measured());
        window(body, alert.window());
        return body.put("at", alert.at().toString()).put("text", text(alert));
    }

    private static void measured(ObjectNode body, Alert.@Nullable Measurement measured) {
        if (measured == null) {
            body.putNull("measured");
            return;
        }
        body.putObject("measured")
                .put("seen", plain(measured.seen()))
                .put("threshold", measured.threshold() == null ? null : plain(measured.threshold()))
                .put("unit", measured.unit());
    }

    private static void window(ObjectNode body, Alert.@Nullable Window window) {
        if (window == null) {
            body.putNull("window");
            return;
        }
        body.putObject("window")
                .put("start", window.start().toString())
                .put("end", window.end().toString());
    }

    private static String state(Alert alert) {
        return alert.state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
