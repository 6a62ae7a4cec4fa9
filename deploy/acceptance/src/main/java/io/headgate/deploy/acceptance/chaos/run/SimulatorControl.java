package io.headgate.deploy.acceptance.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The simulator's control pages. */
final class SimulatorControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int OK = 200;

    private final URI base;

    SimulatorControl(URI base) {
        this.base = base;
    }

    /** From now on. */
    void behave(String provider, String behaviour) throws IOException, InterruptedException {
        ask(HttpRequest.newBuilder(URI.create(base + "/_sim/behaviour/" + provider))
                .PUT(HttpRequest.BodyPublishers.ofString(behaviour))
                .build());
    }

    /** How many calls all providers have had. */
    long calls() throws IOException, InterruptedException {
        String summary =
                ask(HttpRequest.newBuilder(URI.create(base + "/_sim/summary")).build());
        long calls = 0;
        for (JsonNode provider : JSON.readTree(summary).path("providers")) {
            calls += provider.path("calls").asLong();
        }
        return calls;
    }

    private static String ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw new IOException("%s: %d, %s".formatted(request.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }
}
