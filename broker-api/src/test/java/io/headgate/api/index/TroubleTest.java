package io.headgate.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private static final String ROW =
            "Batch entry 0 INSERT INTO requests … VALUES ('acme', 'a completion') was aborted";

    @Test
    void rowsAreNotQuoted_whenABatchFails() {
        assertThat(Trouble.of(new BatchUpdateException(ROW, "57P01", new int[0])))
                .contains("57P01")
                .doesNotContain("completion");
        assertThat(Trouble.of(new SQLException(ROW, "57P01"))).contains("57P01").doesNotContain("completion");
    }

    @Test
    void theReasonIsTold_whenNobodyAnswers() {
        assertThat(Trouble.of(new SQLException("Connection to db:5432 refused.", "08001")))
                .contains("db:5432 refused");
    }
}
