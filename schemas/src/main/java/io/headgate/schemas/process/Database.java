package io.headgate.schemas.process;

/**
 * How a process reaches its Postgres.
 *
 * @param url {@code jdbc:postgresql://…}
 */
public record Database(String url, String user, String password) {
    /** Without the password, and without the URL's parameters, of which it may be one. */
    @Override
    public String toString() {
        return "Database[%s, user=%s]".formatted(url.replaceFirst("\\?.*", ""), user);
    }
}
