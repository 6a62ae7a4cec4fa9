package io.headgate.api.batches.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.api.batches.StopCause;
import io.headgate.api.batches.run.EndedLine;
import io.headgate.api.batches.run.Line;
import io.headgate.api.chat.OpenAiFailure;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A line of the output or of the error file: {@code {"id", "custom_id", "response", "error"}}. One with a response and status
 * 200 is output, all others are errors: with a response where the request failed, with an error where it never ran.
 *
 * @param text one line of JSON, with its line break
 */
public record OutputLine(boolean isError, String text) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final StrictJson READER = new StrictJson();

    public static OutputLine of(BatchId batch, EndedLine line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            return new OutputLine(write(json, batch, line), finished(json, text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String finished(JsonGenerator json, StringWriter text) throws IOException {
        json.flush();
        return text + "\n";
    }

    private static boolean write(JsonGenerator json, BatchId batch, EndedLine line) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", "batch_req_" + Line.request(batch, line.number()));
        json.writeStringField("custom_id", line.customId());
        boolean isError = true;
        switch (line.state()) {
            case "completed" -> isError = answered(json, batch, line);
            case "expired" ->
                neverRan(json, StopCause.EXPIRED, "The request did not end within the completion window.");
            case "cancelled" ->
                neverRan(json, StopCause.CANCELLED, "The batch was cancelled before the request ended.");
            default -> failed(json, batch, line, failure(line));
        }
        json.writeEndObject();
        return isError;
    }

    private static boolean answered(JsonGenerator json, BatchId batch, EndedLine line) throws IOException {
        String response = line.response();
        if (response == null) {
            failed(
                    json,
                    batch,
                    line,
                    Failure.of(FailureCode.UNKNOWN, "The answer was deleted before the batch ended."));
            return true;
        }
        response(json, batch, line, 200);
        json.writeFieldName("body");
        body(json, response);
        json.writeEndObject();
        json.writeNullField("error");
        return false;
    }

    /** Line breaks in valid JSON are only between tokens; a provider that sent something else is quoted. */
    private static void body(JsonGenerator json, String response) throws IOException {
        if (READER.read(response) instanceof JsonDocument.Parsed) {
            json.writeRawValue(response.replace('\n', ' ').replace('\r', ' '));
        } else {
            json.writeString(response);
        }
    }

    private static void failed(JsonGenerator json, BatchId batch, EndedLine line, Failure failure) throws IOException {
        OpenAiFailure error = OpenAiFailure.of(failure);
        response(json, batch, line, error.status());
        json.writeObjectFieldStart("body");
        json.writeObjectFieldStart("error");
        json.writeStringField("message", failure.message());
        json.writeStringField("type", error.type());
        json.writeNullField("param");
        json.writeStringField("code", error.code());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeNullField("error");
    }

    private static void response(JsonGenerator json, BatchId batch, EndedLine line, int status) throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status_code", status);
        json.writeStringField("request_id", Line.request(batch, line.number()).value());
    }

    private static void neverRan(JsonGenerator json, StopCause cause, String message) throws IOException {
        json.writeNullField("response");
        json.writeObjectFieldStart("error");
        json.writeStringField("code", cause.code());
        json.writeStringField("message", message);
        json.writeEndObject();
    }

    private static Failure failure(EndedLine line) {
        Failure failure = line.failure();
        return failure == null ? Failure.of(FailureCode.UNKNOWN, "The request failed, and why is not kept.") : failure;
    }
}
