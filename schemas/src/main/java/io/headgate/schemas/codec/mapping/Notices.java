package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.NoticeKind;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.Notice;
import org.apache.avro.Schema;

/** What clients may want to know before the end. */
public final class Notices implements Mapping<Notice, io.headgate.schemas.avro.Notice> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Notice.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Notice toAvro(Notice notice) {
        return new io.headgate.schemas.avro.Notice(
                notice.key().tenant().value(),
                notice.key().request().value(),
                avro(notice.kind()),
                notice.message(),
                notice.until(),
                notice.at(),
                notice.original() == null ? null : notice.original().value());
    }

    @Override
    public Notice toDomain(io.headgate.schemas.avro.Notice notice) {
        return new Notice(
                Parts.key(notice.getTenant(), notice.getRequestId()),
                domain(notice.getKind()),
                notice.getMessage(),
                notice.getUntil(),
                notice.getAt(),
                notice.getOriginal() == null ? null : new RequestId(notice.getOriginal()));
    }

    private static NoticeKind avro(Notice.Kind kind) {
        return switch (kind) {
            case WAITING -> NoticeKind.WAITING;
            case DUPLICATE_ABSORBED -> NoticeKind.DUPLICATE_ABSORBED;
            case IDEMPOTENCY_CONFLICT -> NoticeKind.IDEMPOTENCY_CONFLICT;
            case OTHER -> NoticeKind.OTHER;
        };
    }

    private static Notice.Kind domain(NoticeKind kind) {
        return switch (kind) {
            case WAITING -> Notice.Kind.WAITING;
            case DUPLICATE_ABSORBED -> Notice.Kind.DUPLICATE_ABSORBED;
            case IDEMPOTENCY_CONFLICT -> Notice.Kind.IDEMPOTENCY_CONFLICT;
            case OTHER -> Notice.Kind.OTHER;
        };
    }
}
