package io.headgate.api.http.multipart;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads a form with Netty's decoder. Of a file nothing is kept; of fields and part headers at most some 100 KiB.
 *
 * <p>One reader for one body, one thread.
 */
public final class FormReader {
    private static final Pattern FORM = Pattern.compile("(?i)multipart/form-data\\s*;.*");
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i).*;\\s*boundary=(\"[^\"\r\n]{1,70}\"|[^\\s;,\"]{1,70})\\s*(;.*)?");
    private static final int PIECE = 32 * 1024;
    private static final int MAX_PARTS = 20;
    private static final int MAX_HELD = 64 * 1024;

    private final String contentType;

    private FormReader(String contentType) {
        this.contentType = contentType;
    }

    /** Whether a body of this type is a form whose parts can be told apart. */
    public static boolean reads(String contentType) {
        return FORM.matcher(contentType).matches()
                && BOUNDARY.matcher(contentType).matches();
    }

    /** @throws IllegalArgumentException when it is of another type, see {@link #reads} */
    public static FormReader of(String contentType) {
        if (!reads(contentType)) {
            throw new IllegalArgumentException("no multipart/form-data with a boundary");
        }
        return new FormReader(contentType);
    }

    /**
     * Reads the body to its end; of what comes after the last boundary little is borne, and nothing made.
     *
     * @throws MalformedFormException when it is none, or has too many parts, or a field that is too long
     * @throws IOException the stream's own
     */
    public void read(InputStream body, FormParts parts) throws IOException, MalformedFormException {
        PassingParts passing = new PassingParts();
        HttpPostMultipartRequestDecoder decoder = decoder(passing);
        try {
            byte[] piece = new byte[PIECE];
            int held = 0;
            for (int read = body.read(piece); read >= 0; read = body.read(piece, held, PIECE - held)) {
                int length = held + read;
                // Of a line break that is cut in two the decoder takes the first half for content: it gets whole ones.
                held = length > 0 && piece[length - 1] == '\r' ? 1 : 0;
                offer(decoder, new DefaultHttpContent(Unpooled.wrappedBuffer(piece, 0, length - held)), passing, parts);
                piece[0] = '\r';
            }
            if (!offer(decoder, LastHttpContent.EMPTY_LAST_CONTENT, passing, parts)) {
                throw new MalformedFormException("The form ends before its last boundary.");
            }
        } finally {
            decoder.destroy();
        }
    }

    private HttpPostMultipartRequestDecoder decoder(PassingParts passing) throws MalformedFormException {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        try {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
            HttpPostMultipartRequestDecoder decoder =
                    new HttpPostMultipartRequestDecoder(passing, request, StandardCharsets.UTF_8, MAX_PARTS, MAX_HELD);
            decoder.setDiscardThreshold(MAX_HELD);
            return decoder;
        } catch (DecoderException | IllegalArgumentException e) {
            throw new MalformedFormException("The form's content type cannot be read.");
        }
    }

    /** Whether the form is whole, which is known with the last piece of the body. */
    private static boolean offer(
            HttpPostMultipartRequestDecoder decoder, HttpContent piece, PassingParts passing, FormParts parts)
            throws IOException, MalformedFormException {
        boolean ended;
        try {
            decoder.offer(piece);
            ended = takeFields(decoder, passing);
        } catch (TooManyFormFieldsException e) {
            throw new MalformedFormException("The form has more than %d parts.".formatted(MAX_PARTS));
        } catch (RuntimeException e) {
            // Netty's decoder fails in many ways on a form that is none, and its words may quote the form.
            throw new MalformedFormException(
                    "The form cannot be read: its parts are malformed, or larger than is read.");
        }
        passing.handOn(parts);
        return ended;
    }

    private static boolean takeFields(HttpPostMultipartRequestDecoder decoder, PassingParts passing)
            throws IOException {
        try {
            while (decoder.hasNext()) {
                InterfaceHttpData data = decoder.next();
                if (data instanceof Attribute attribute) {
                    passing.field(attribute.getName(), attribute.getValue());
                }
            }
            return false;
        } catch (EndOfDataDecoderException end) {
            return true;
        }
    }
}
