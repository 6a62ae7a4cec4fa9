package io.headgate.deploy.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Postgres' programs for this platform, unpacked once per machine and user from the archive on the class path.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {

    /** Holds the number of files unpacked, so that a directory a cleaner has been through is not taken for whole. */
    private static final String COMPLETE = ".complete";

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Unpacks the programs where that was not done yet. */
    static synchronized PostgresBinaries unpacked() {
        String resource = "/postgres-" + system() + "-" + processor() + ".txz";
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (archive == null) {
                throw new ServerException("no Postgres for this platform: " + resource
                        + " is not on the class path; there are linux and darwin, x86_64 and arm_64");
            }
            byte[] bytes = archive.readAllBytes();
            String name = "headgate-postgres-" + System.getProperty("user.name") + "-" + digest(bytes);
            Path home = Path.of(System.getProperty("java.io.tmpdir"), name);
            if (!isComplete(home)) {
                unpack(bytes, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new ServerException("could not unpack " + resource, e);
        }
    }

    private static void unpack(byte[] bytes, Path home) throws IOException {
        Path unpacking = Files.createTempDirectory(home.getParent(), "headgate-postgres-unpacking-");
        try {
            // Open to others, because root runs these as somebody else.
            Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(bytes, unpacking);
            Files.writeString(unpacking.resolve(COMPLETE), String.valueOf(count(unpacking)));
            if (Files.exists(home) && !isComplete(home)) {
                ServerDirectory.delete(home);
            }
            Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            ServerDirectory.delete(unpacking);
            // Another JVM may have been quicker.
            if (!isComplete(home)) {
                throw e;
            }
        }
    }

    private static void extract(byte[] bytes, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry " + entry.getName() + " leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    boolean program =
                            (entry.getMode() & 0100) != 0 || entry.getName().contains("bin/");
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static boolean isComplete(Path home) throws IOException {
        Path marker = home.resolve(COMPLETE);
        return Files.exists(marker) && isOurs(home) && Files.readString(marker).equals(String.valueOf(count(home)));
    }

    /** Whether this user unpacked it: in a shared directory anyone could have put programs under that name. */
    private static boolean isOurs(Path home) throws IOException {
        Path probe = Files.createTempFile(home.getParent(), "headgate-", ".owner");
        try {
            return Files.getOwner(probe).equals(Files.getOwner(home));
        } finally {
            Files.delete(probe);
        }
    }

    private static long count(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            return tree.filter(path -> !path.endsWith(COMPLETE)).count();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }
}
