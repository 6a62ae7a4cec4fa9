package io.headgate.deploy.acceptance.checker.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is judged, read once.
 *
 * @param books null when nobody said where they are
 * @param calls the providers' account of all calls; null when nobody said who keeps it
 */
public record Evidence(
        Log log, @Nullable Books books, @Nullable List<UpstreamCall> calls, Standing standing, Strays strays) {}
