package io.headgate.deploy.simulator.behaviour;

import io.headgate.deploy.simulator.behaviour.Fault.Refused.Cause;
import io.headgate.deploy.simulator.behaviour.Fault.Reset.Point;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The compact text form of a {@link Fault}, {@code name} or {@code name:argument}, as used in files, in scripts and in
 * the {@code x-sim-fault} header. {@code ok} stands for no fault.
 */
public final class FaultText {
    /** All forms, for messages to people. */
    public static final String FORMS = "ok, status:503, status:429;retry-after=2s, status:429;retry-after-date=2s,"
            + " status:429;retry-after-ms=1500ms, status:429;retry-after-past=3600s, status:429;retry-info=2s,"
            + " out-of-money, context-too-long, hang, slow-body:5s, reset-before-read, reset-after-read,"
            + " reset-in-body, half-close, html, truncated-json, wrong-content-type, empty-choices, null-content,"
            + " no-usage, unknown-finish-reason, failed-finish, content-filtered, refusal, wrong-model,"
            + " interleaved-tools, usage-without-choices, crlf, comment-lines, duplicate-terminal, split-characters,"
            + " big-body:64MB, gzip-bomb:256MB, redirect:/elsewhere, huge-headers:64KB, stream-cut:2,"
            + " stalled-stream:2, stream-error:2, ping-flood:10000";

    private FaultText() {}

    /** Reads one fault, or none for {@code ok}. Throws {@link IllegalArgumentException} naming what is allowed. */
    public static Optional<Fault> parse(String text) {
        String stripped = text.strip();
        return stripped.equals("ok") ? Optional.empty() : Optional.of(fault(stripped));
    }

    private static Fault fault(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        boolean bare = argument.isEmpty();
        return switch (name) {
            case "status" -> status(text, argument);
            case "slow-body" -> new Fault.SlowBody(bare ? Duration.ofSeconds(5) : DurationText.parse(argument));
            case "big-body" -> new Fault.BigBody(SizeText.parse(bare ? "64MB" : argument));
            case "gzip-bomb" -> new Fault.GzipBomb(SizeText.parse(bare ? "256MB" : argument));
            case "redirect" -> new Fault.Redirect(bare ? "/elsewhere" : argument);
            case "huge-headers" ->
                new Fault.HugeHeaders(Math.toIntExact(Math.min(SizeText.parse(bare ? "64KB" : argument), 1L << 30)));
            case "stream-cut" -> new Fault.StreamCut(bare ? 2 : count(text, argument));
            case "stream-error" -> new Fault.StreamError(bare ? 2 : count(text, argument));
            case "ping-flood" -> new Fault.PingFlood(bare ? 10_000 : count(text, argument));
            case "stalled-stream" -> new Fault.StalledStream(bare ? 2 : count(text, argument));
            default -> bare ? plain(text) : unreadable(text);
        };
    }

    private static Fault plain(String name) {
        return switch (name) {
            case "hang" -> new Fault.Hang();
            case "reset-before-read" -> new Fault.Reset(Point.BEFORE_READ);
            case "reset-after-read" -> new Fault.Reset(Point.AFTER_READ);
            case "reset-in-body" -> new Fault.Reset(Point.IN_BODY);
            case "half-close" -> new Fault.HalfClose();
            case "html" -> new Fault.Html();
            case "truncated-json" -> new Fault.TruncatedJson();
            case "wrong-content-type" -> new Fault.WrongContentType();
            case "out-of-money" -> new Fault.Refused(Cause.OUT_OF_MONEY);
            case "context-too-long" -> new Fault.Refused(Cause.CONTEXT_TOO_LONG);
            default -> constant(name);
        };
    }

    private static Fault constant(String name) {
        for (Distortion distortion : Distortion.values()) {
            if (name.equals(dashed(distortion))) {
                return new Fault.Distorted(distortion);
            }
        }
        for (Framing framing : Framing.values()) {
            if (name.equals(dashed(framing))) {
                return new Fault.Framed(framing);
            }
        }
        return unreadable(name);
    }

    private static Fault status(String text, String argument) {
        int semicolon = argument.indexOf(';');
        int code = count(text, semicolon < 0 ? argument : argument.substring(0, semicolon));
        if (semicolon < 0) {
            return new Fault.Status(code, null);
        }
        String[] option = argument.substring(semicolon + 1).split("=", -1);
        if (option.length != 2) {
            return unreadable(text);
        }
        for (RetryAfter.Form form : RetryAfter.Form.values()) {
            if (form.text().equals(option[0])) {
                return new Fault.Status(code, new RetryAfter(form, DurationText.parse(option[1])));
            }
        }
        return unreadable(text);
    }

    private static int count(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message(text), e);
        }
    }

    /** Prints what {@link #parse} reads back as an equal fault. */
    public static String print(Fault fault) {
        return switch (fault) {
            case Fault.Status(var code, var retryAfter) ->
                "status:" + code + (retryAfter == null ? "" : print(retryAfter));
            case Fault.Hang() -> "hang";
            case Fault.SlowBody(var over) -> "slow-body:" + DurationText.print(over);
            case Fault.Reset(var point) -> "reset-" + dashed(point);
            case Fault.HalfClose() -> "half-close";
            case Fault.Html() -> "html";
            case Fault.TruncatedJson() -> "truncated-json";
            case Fault.WrongContentType() -> "wrong-content-type";
            case Fault.Distorted(var distortion) -> dashed(distortion);
            case Fault.BigBody(var bytes) -> "big-body:" + SizeText.print(bytes);
            case Fault.GzipBomb(var bytes) -> "gzip-bomb:" + SizeText.print(bytes);
            case Fault.Redirect(var location) -> "redirect:" + location;
            case Fault.HugeHeaders(var bytes) -> "huge-headers:" + SizeText.print(bytes);
            case Fault.StreamCut(var events) -> "stream-cut:" + events;
            case Fault.StreamError(var events) -> "stream-error:" + events;
            case Fault.PingFlood(var pings) -> "ping-flood:" + pings;
            case Fault.Framed(var framing) -> dashed(framing);
            case Fault.Refused(var cause) -> dashed(cause);
            case Fault.StalledStream(var events) -> "stalled-stream:" + events;
        };
    }

    private static String print(RetryAfter retryAfter) {
        return ";" + retryAfter.form().text() + "=" + DurationText.print(retryAfter.time());
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Fault unreadable(String text) {
        throw new IllegalArgumentException(message(text));
    }

    private static String message(String text) {
        return "fault '" + text + "' is unknown or malformed; allowed: " + FORMS;
    }
}
