package io.headgate.schemas.message;

/** The format a client asked in, and therefore is answered in. */
public enum ReplyFormat {
    AVRO,
    JSON
}
