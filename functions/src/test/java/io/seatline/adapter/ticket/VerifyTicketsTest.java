package io.seatline.adapter.ticket;

import static io.seatline.adapter.ticket.TicketFixture.CURRENT;
import static io.seatline.adapter.ticket.TicketFixture.PREVIOUS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.TicketTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of {@code verify-tickets.md} as they are printed there. */
class VerifyTicketsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Ticket TICKET = new Ticket(
            new ShowId("h18t2611231540"),
            new BookingId("bkq7v5kpd4c3xjz2m6ya4nwtrbfe"),
            List.of(new SeatNumber("Đ12"), new SeatNumber("12-3")),
            24);

    @TempDir
    private Path directory;

    private record Result(int status, String output) {}

    @Test
    void python_program_reads_genuine_tickets_and_refuses_others() throws Exception {
        assumeRuns(
                "python3 with cryptography and cbor2 is not installed", "python3", "-c", "import cbor2, cryptography");
        assertVerifies("python", "python3", "verify.py");
    }

    @Test
    void javascript_program_reads_genuine_tickets_and_refuses_others() throws Exception {
        assumeRuns(
                "Node 20 or later is not installed",
                "node",
                "-e",
                "if (parseInt(process.versions.node) < 20) process.exit(1)");
        assertVerifies("js", "node", "verify.mjs");
    }

    private void assertVerifies(String language, String command, String file) throws Exception {
        TicketTokens tokens = TicketFixture.tokens(CURRENT, PREVIOUS);
        Files.writeString(directory.resolve(file), program(language));
        Files.writeString(directory.resolve("ticket-keys.json"), tokens.publicKeys());
        String token = tokens.sign(TICKET);
        String expected = """
                {"show":"h18t2611231540","booking":"bkq7v5kpd4c3xjz2m6ya4nwtrbfe","seats":["Đ12","12-3"],"epoch":24}""";

        for (String genuine : List.of(token, TicketFixture.tokens(PREVIOUS, "").sign(TICKET))) {
            Result result = run(command, file, genuine);
            assertEquals(0, result.status, result.output);
            assertEquals(JSON.readTree(expected), JSON.readTree(result.output));
        }
        String stranger = "a text that is not one of Seatline's";
        for (String forged : List.of(
                changed(token, 60),
                changed(token, token.length() - 10),
                TicketFixture.tokens(stranger, "").sign(TICKET),
                "HC1:NOT A TICKET",
                token.substring(3))) {
            assertNotEquals(0, run(command, file, forged).status, forged);
        }
    }

    private static String changed(String token, int at) {
        return token.substring(0, at) + (token.charAt(at) == '0' ? '1' : '0') + token.substring(at + 1);
    }

    private static String program(String language) throws IOException {
        String page = Files.readString(Path.of("docs/verify-tickets.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(block.find(), language);
        return block.group(1);
    }

    private void assumeRuns(String reason, String... command) throws Exception {
        boolean runs;
        try {
            runs = run(command).status == 0;
        } catch (IOException absent) {
            runs = false;
        }
        assumeTrue(runs, reason);
    }

    private Result run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Stream.of(command).toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), Files.readString(output));
    }
}
