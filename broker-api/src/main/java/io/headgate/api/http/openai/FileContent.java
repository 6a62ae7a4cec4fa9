package io.headgate.api.http.openai;

import io.headgate.api.files.StoredFile;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A file's content as a reply: bytes to save, whatever a tenant put into them and however it called them. */
final class FileContent {
    private FileContent() {}

    static HttpResponse<StreamedFile> of(StoredFile file, InputStream content) {
        StreamedFile streamed = new StreamedFile(
                content,
                MediaType.APPLICATION_OCTET_STREAM_TYPE,
                file.createdAt().toEpochMilli(),
                file.bytes());
        return HttpResponse.ok(streamed)
                .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(file.filename()))
                .header("x-content-type-options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    /** RFC 6266: the name for old clients in letters and digits alone, and whole, percent-encoded, for the others. */
    private static String disposition(String filename) {
        String plain = filename.replaceAll("[^A-Za-z0-9._-]", "_");
        String whole = URLEncoder.encode(filename, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, whole);
    }
}
