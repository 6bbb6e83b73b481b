package io.seatline.local.rush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PremiereTest {

    @Test
    void premiere_with_conflicting_transactions_has_no_breach() throws InterruptedException {
        RushOptions options = RushOptionsTest.parsed(
                "--shows=1", "--seats=40", "--customers=80", "--rate=40", "--hold=2", "--transaction-ms=20");
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

        Premiere.Result found = new Premiere(options, silent).run();

        assertEquals(List.of(), found.audit().breaches());
        assertTrue(found.audit().paid() > 0, found::toString);
        assertTrue(found.conflicts() > 0, found::toString);
        assertEquals(
                0,
                found.requests().stream().mapToLong(result -> result.count(500)).sum(),
                found::toString);
    }
}
