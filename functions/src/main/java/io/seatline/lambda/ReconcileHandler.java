package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.JsonFields;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.restore.ReconcileTables;
import io.seatline.usecase.restore.ReconcileTables.Finding;
import io.seatline.usecase.restore.ReconcileTables.Mode;
import io.seatline.usecase.restore.ReconcileTables.Position;
import io.seatline.usecase.restore.ReconcileTables.Result;
import io.seatline.usecase.restore.TableScan.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles restored tables: {@code {"mode":"dry_run"}} reports, {@code {"mode":"repair"}} repairs. Returns {@code
 * {"status":"done","counts":{..},"findings":[..]}}, or {@code {"status":"unfinished","next":"..", ..}}: a call with {@code
 * "from":"<next>"} continues. Every finding is logged; the answer has the first {@value #SHOWN}.
 */
public final class ReconcileHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileHandler.class);
    private static final int SHOWN = 500;

    /** The remaining time in which a page of a table is not started any more. */
    private static final int MIN_MILLIS_FOR_PAGE = 20_000;

    private final ReconcileTables reconcile;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ReconcileHandler() {
        this(LambdaPlatform.primed());
    }

    public ReconcileHandler(Wiring wiring) {
        reconcile = wiring.reconcileTables();
        invocation = wiring.invocation();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        Map<String, Object> answer = invocation.run(context, () -> answer(event, context));
        output.write(Http.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> answer(byte[] event, Context context) {
        try {
            JsonFields fields = JsonFields.parse(event).only("mode", "from");
            Mode mode = fields.required("mode", fields.parsed("mode", "dry_run or repair", ReconcileHandler::mode));
            Position from = fields.parsed("from", "the \"next\" of an answer", ReconcileHandler::position)
                    .orElse(Position.START);
            return view(reconcile.run(from, mode, () -> context.getRemainingTimeInMillis() < MIN_MILLIS_FOR_PAGE));
        } catch (InvalidField invalid) {
            return Map.of("status", "rejected", "field", invalid.field(), "message", invalid.problem());
        }
    }

    private static Optional<Mode> mode(String text) {
        return Stream.of(Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<Position> position(String text) {
        return Stream.of(Source.values())
                .filter(source -> text.startsWith(source + ":"))
                .findFirst()
                .map(source -> new Position(
                        source,
                        Optional.of(text.substring(source.name().length() + 1)).filter(p -> !p.isEmpty())));
    }

    private static Map<String, Object> view(Result result) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Finding finding : result.findings()) {
            LOG.info("{} {}: {}: {}", finding.outcome(), finding.kind(), finding.item(), finding.detail());
            counts.merge(finding.kind() + " " + finding.outcome().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", result.next().isPresent() ? "unfinished" : "done");
        result.next()
                .ifPresent(next ->
                        view.put("next", next.source() + ":" + next.page().orElse("")));
        view.put("counts", counts);
        view.put("findings", result.findings().stream().limit(SHOWN).toList());
        return view;
    }
}
