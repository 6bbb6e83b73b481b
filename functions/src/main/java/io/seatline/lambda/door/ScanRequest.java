package io.seatline.lambda.door;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.domain.Policies;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.ReserveRequest;
import io.seatline.lambda.json.JsonFields;
import io.seatline.usecase.ticket.Scan;
import io.seatline.usecase.ticket.ScanBuilder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code POST /door/admissions}. Invalid input is a 400 that names the field. */
final class ScanRequest {
    private static final String SCAN = "scan_id";
    private static final String SHOW = "show_id";
    private static final String TOKEN = "token";
    private static final String CODE = "code";
    private static final String AT = "at";

    /** Some five times as long as a token of ten seats; a QR code of something else may have 4,296 characters. */
    private static final int MAX_TOKEN_LENGTH = 1_000;

    /** As long as the claims of a show are kept. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private ScanRequest() {}

    static Scan read(APIGatewayV2HTTPEvent event, Instant now) {
        JsonFields body = Http.fields(event).only(SCAN, SHOW, TOKEN, CODE, ReserveRequest.SEATS, AT);
        ShowId show = body.required(
                SHOW,
                body.parsed(SHOW, "a show id such as \"sh7f3k\"", valid(ShowId::isValid))
                        .map(ShowId::new));
        return ScanBuilder.builder()
                .id(body.required(
                        SCAN,
                        body.parsed(SCAN, "1-64 characters of A-Za-z0-9_-", valid(ScanId::isValid))
                                .map(ScanId::new)))
                .door(Http.staff(event))
                .show(show)
                .proof(proof(body))
                .seats(
                        body.names().contains(ReserveRequest.SEATS)
                                ? Optional.of(ReserveRequest.seats(body, show, Policies.MAX_SEATS))
                                : Optional.empty())
                .at(at(body, now))
                .build();
    }

    private static Function<String, Optional<String>> valid(Predicate<String> form) {
        return text -> Optional.of(text).filter(form);
    }

    private static Scan.Proof proof(JsonFields body) {
        Optional<String> token = body.parsed(TOKEN, "the text of a QR code", Optional::of);
        Optional<String> code = body.parsed(CODE, "a typed code", Optional::of);
        if (token.isPresent() == code.isPresent()) {
            throw body.invalid(token.isPresent() ? CODE : TOKEN, "give either token or code");
        }
        return token.filter(text -> text.length() <= MAX_TOKEN_LENGTH)
                .<Scan.Proof>map(Scan.Token::new)
                .or(() -> code.flatMap(TicketCode::parse).map(Scan.Code::new))
                .orElseGet(Scan.Unreadable::new);
    }

    private static Optional<Instant> at(JsonFields body, Instant now) {
        Optional<Instant> at = body.parsed(AT, "a time such as \"2026-11-22T19:05:00+07:00\"", ScanRequest::time);
        at.filter(now.plus(Policies.CLOCK_SKEW)::isBefore).ifPresent(_ -> {
            throw body.invalid(AT, "must not be in the future: set the clock of the door");
        });
        at.filter(now.minus(OLDEST)::isAfter).ifPresent(_ -> {
            throw body.invalid(AT, "must be within the last seven days: set the clock of the door");
        });
        return at;
    }

    /** The tables store whole milliseconds. */
    private static Optional<Instant> time(String text) {
        try {
            return RFC_3339.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
