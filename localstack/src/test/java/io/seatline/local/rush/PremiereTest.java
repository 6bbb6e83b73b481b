package io.seatline.local.rush;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PremiereTest {

    @Test
    void a_premiere_whose_transactions_meet_one_another_keeps_every_promise() throws InterruptedException {
        Parameters parameters = new Parameters();
        new CommandLine(parameters)
                .parseArgs("--shows=1", "--seats=40", "--customers=80", "--rate=40", "--hold=2", "--transaction-ms=20");

        Report.OfPremiere found = new Rush(
                        parameters,
                        new Progress(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8)))
                .premiere();

        assertEquals(List.of(), found.audit().breaches());
        assertTrue(found.audit().paid() > 0, found::toString);
        assertTrue(found.conflicts() > 0, found::toString);
        long answered500 = found.requests().stream()
                .mapToLong(measured -> measured.answers().getOrDefault(500, 0L))
                .sum();
        assertEquals(0, answered500, found::toString);
    }
}
