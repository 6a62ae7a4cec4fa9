package io.headgate.api.files;

import java.time.Duration;

/**
 * How much may be uploaded.
 *
 * @param maxFileBytes of one file, at least 1
 * @param maxTenantBytes of all files that a tenant has, what its batches wrote included, at least 1
 */
public record UploadLimits(long maxFileBytes, long maxTenantBytes) {
    /** OpenAI's for a batch's input: 200 MB. */
    public static final long FILE_BYTES = 200L * 1024 * 1024;

    /** 10 GiB. */
    public static final long TENANT_BYTES = 10L * 1024 * 1024 * 1024;

    static final Duration SHORTEST_LIFE = Duration.ofHours(1);
    static final Duration LONGEST_LIFE = Duration.ofDays(30);

    public UploadLimits {
        if (maxFileBytes < 1 || maxTenantBytes < 1) {
            throw new IllegalArgumentException("limits of uploads: seen %d and %d bytes, allowed 1 or more"
                    .formatted(maxFileBytes, maxTenantBytes));
        }
    }
}
