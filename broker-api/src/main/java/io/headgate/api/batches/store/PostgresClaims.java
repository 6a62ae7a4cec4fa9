package io.headgate.api.batches.store;

import io.headgate.api.batches.run.Claim;
import io.headgate.api.batches.run.ClaimLostException;
import io.headgate.api.batches.run.Claims;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** {@link Claims} by Postgres' own clock, so that the processes' clocks need not agree. */
public final class PostgresClaims implements Claims {
    private static final String CLAIM = """
            UPDATE batches AS b SET claimed_by = ?, claimed_until = now() + ? * interval '1 millisecond'
            FROM (SELECT tenant, batch_id FROM batches
                  WHERE announced_at IS NULL AND next_step_at <= now() AND claimed_until <= now()
                  ORDER BY next_step_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due
            WHERE b.tenant = due.tenant AND b.batch_id = due.batch_id
            RETURNING\s""" + BatchRows.COLUMNS;
    private static final String HELD =
            " WHERE tenant = ? AND batch_id = ? AND claimed_by = ? AND claimed_until > now()";
    private static final String KEEP = "UPDATE batches SET claimed_until = now() + ? * interval '1 millisecond'" + HELD;
    private static final String RELEASE = """
            UPDATE batches SET claimed_until = '-infinity', next_step_at = now() + ? * interval '1 millisecond'""" + HELD;

    private final Sql sql;

    public PostgresClaims(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    @Override
    public Optional<Claim> claim(Duration lease) {
        String token = UUID.randomUUID().toString();
        return sql.query(CLAIM, rows -> new Claim(BatchRows.read(rows), token), token, lease.toMillis()).stream()
                .findFirst();
    }

    @Override
    public void keep(Claim claim, Duration lease) {
        if (write(KEEP, claim, lease) == 0) {
            throw new ClaimLostException(claim.batch().id());
        }
    }

    @Override
    public void release(Claim claim, Duration pause) {
        write(RELEASE, claim, pause);
    }

    private int write(String statement, Claim claim, Duration time) {
        return sql.update(
                statement,
                time.toMillis(),
                claim.batch().tenant().value(),
                claim.batch().id().value(),
                claim.token());
    }
}
