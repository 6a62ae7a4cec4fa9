package io.headgate.worker.call.exchange;

import java.util.Locale;
import java.util.Map;

/** @param name of a reply's body, in lower case and without parameters; empty when it has none */
record MediaType(String name) {
    static MediaType of(Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        return new MediaType((semicolon < 0 ? type : type.substring(0, semicolon)).strip());
    }

    boolean isJson() {
        return name.equals("application/json") || (name.startsWith("application/") && name.endsWith("+json"));
    }
}
