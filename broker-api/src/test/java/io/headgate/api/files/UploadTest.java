package io.headgate.api.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.FailureCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.5Z");
    private final MemoryFiles files = new MemoryFiles();

    @Test
    void isKept_whateverTheOrderOfTheParts() throws Exception {
        Upload upload = upload(100, 1000, new UserId("u-1"));
        upload.fileBegins("file", "dir/batch.jsonl");
        content(upload, "{}");
        content(upload, "\n");
        upload.field("purpose", "batch");
        Uploaded uploaded = upload.finish();
        upload.close();

        assertThat(uploaded).isInstanceOfSatisfying(Uploaded.Kept.class, kept -> {
            assertThat(kept.file().filename()).isEqualTo("batch.jsonl");
            assertThat(kept.file().bytes()).isEqualTo(3);
            assertThat(kept.file().user()).isEqualTo(new UserId("u-1"));
            assertThat(kept.file().expiresAt()).isNull();
            assertThat(files.find(ACME, kept.file().id())).contains(kept.file());
        });
        assertThat(files.dropped).hasValue(0);
    }

    @Test
    void expires_whenTheFormSaysSo() {
        Upload upload = begun("{}");
        upload.field("purpose", "batch");
        upload.field("expires_after[anchor]", "created_at");
        upload.field("expires_after[seconds]", "3600");

        assertThat(upload.finish())
                .isInstanceOfSatisfying(
                        Uploaded.Kept.class,
                        kept -> assertThat(kept.file().expiresAt()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "purpose, assistants, purpose",
        "purpose, batch_output, purpose",
        "purpose, '', purpose",
        "expires_after[seconds], 3600, expires_after[anchor]",
        "model, x, model",
        "file, text, file",
    })
    void isRefused_whenAFieldIsWrong(String name, String value, String param) {
        Upload upload = begun("{}");
        if (!name.equals("purpose")) {
            upload.field("purpose", "batch");
        }
        upload.field(name, value);

        refused(upload, FailureCode.INVALID_FIELD, param);
    }

    @ParameterizedTest
    @CsvSource({"3599", "2592001", "-1", "1e9", "99999999999999999999", "''"})
    void isRefused_whenTheExpiryIsOutOfRange(String seconds) {
        Upload upload = begun("{}");
        upload.field("purpose", "batch");
        upload.field("expires_after[anchor]", "created_at");
        upload.field("expires_after[seconds]", seconds);

        refused(upload, FailureCode.INVALID_FIELD, "expires_after[seconds]");
    }

    @Test
    void isRefused_whenAFieldOrTheFileIsThereTwice() {
        Upload fields = begun("{}");
        fields.field("purpose", "batch");
        fields.field("purpose", "batch");
        refused(fields, FailureCode.INVALID_FIELD, "purpose");

        Upload two = begun("{}");
        two.fileBegins("file", "another");
        two.field("purpose", "batch");
        refused(two, FailureCode.INVALID_FIELD, "file");
    }

    @Test
    void isRefused_whenThereIsNoFileOrNothingInIt() {
        Upload none = upload(100, 1000, null);
        none.field("purpose", "batch");
        refused(none, FailureCode.INVALID_FIELD, "file");

        Upload other = upload(100, 1000, null);
        other.fileBegins("document", "a");
        refused(other, FailureCode.INVALID_FIELD, "document");

        Upload empty = begun("");
        empty.field("purpose", "batch");
        refused(empty, FailureCode.INVALID_FIELD, "file");
        empty.close();
        assertThat(files.dropped).hasValue(1);
    }

    @Test
    void isRefused_whenItIsLargerThanAFileMayBe() {
        Upload upload = upload(3, 1000, null);
        upload.fileBegins("file", "a");
        content(upload, "123");
        content(upload, "4");
        content(upload, "5");
        upload.field("purpose", "batch");

        refused(upload, FailureCode.BODY_TOO_LARGE, "file");
        assertThat(files.dropped).hasValue(1);
    }

    @Test
    void isRefused_whenTheTenantHasNoRoomLeft() throws Exception {
        files.create(ACME, Purpose.BATCH, "held", new ByteArrayInputStream(new byte[10]));

        Upload upload = upload(100, 10, null);
        upload.fileBegins("file", "a");
        upload.field("purpose", "batch");

        refused(upload, FailureCode.BODY_TOO_LARGE, "file");
    }

    private void refused(Upload upload, FailureCode code, String param) {
        assertThat(upload.finish()).isInstanceOfSatisfying(Uploaded.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(code);
            assertThat(refused.param()).isEqualTo(param);
            assertThat(refused.failure().allowed()).isNotBlank();
        });
    }

    private Upload begun(String content) {
        Upload upload = upload(100, 1000, null);
        upload.fileBegins("file", "a.jsonl");
        content(upload, content);
        return upload;
    }

    private Upload upload(long maxFile, long maxTenant, @Nullable UserId user) {
        return new Upload(files, ACME, user, new UploadLimits(maxFile, maxTenant), InstantSource.fixed(NOW));
    }

    private static void content(Upload upload, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        upload.content(bytes, 0, bytes.length);
    }
}
