package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.StrictJson;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.catalog.CatalogProblem;
import io.seatline.usecase.catalog.ImportCatalog;
import io.seatline.usecase.catalog.ImportCatalog.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Imports a catalog document: {@code {"document":{...}}}, or the object that {@code {"bucket":"..","key":".."}} names.
 * Returns {@code {"status":"imported","counts":{...}}}; or {@code
 * {"status":"rejected","problems":[{"path","message"}]}}, in which case nothing has changed; or {@code
 * {"status":"unfinished","shows_loaded":..,"shows":..}}, in which case a repeat loads the others.
 */
public final class ImportHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImportHandler.class);

    /** Leaves a minute of the function's timeout for the work after the shows. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final ImportCatalog importCatalog;
    private final Supplier<S3Client> s3;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ImportHandler() {
        this(LambdaPlatform.primed());
    }

    public ImportHandler(Wiring wiring) {
        this(
                wiring.importCatalog((done, all) -> LOG.info("{} of {} shows loaded", done, all)),
                wiring.s3(),
                wiring.invocation());
    }

    ImportHandler(ImportCatalog importCatalog, Supplier<S3Client> s3, Invocation invocation) {
        this.importCatalog = importCatalog;
        this.s3 = s3;
        this.invocation = invocation;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        Result result = invocation.run(context, () -> load(event));
        output.write(Http.write(view(result)).getBytes(StandardCharsets.UTF_8));
    }

    private Result load(byte[] event) {
        try {
            return importCatalog.run(document(parse(event, "document")), LIMIT);
        } catch (Refused refused) {
            return new Result.Rejected(List.of(refused.problem));
        }
    }

    private JsonNode document(JsonNode event) {
        Set<String> names = event.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
        if (names.equals(Set.of("document"))) {
            return event.get("document");
        }
        if (!names.equals(Set.of("bucket", "key"))
                || !event.valueStream()
                        .allMatch(
                                value -> value.isTextual() && !value.textValue().isEmpty())) {
            throw new Refused("$", "give {\"document\":{...}} or {\"bucket\":\"...\",\"key\":\"...\"}");
        }
        String bucket = event.get("bucket").textValue();
        String key = event.get("key").textValue();
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key).build();
        try {
            return parse(s3.get().getObjectAsBytes(request).asByteArray(), "");
        } catch (NoSuchKeyException _) {
            throw new Refused("$", "there is no object " + key + " in bucket " + bucket);
        }
    }

    /** Parses JSON; a problem's path starts after the field that holds the document. */
    private static JsonNode parse(byte[] json, String holder) {
        try {
            return StrictJson.parse(json);
        } catch (InvalidField invalid) {
            boolean whole =
                    invalid.field().equals(StrictJson.BODY) || invalid.field().equals(holder);
            String path = invalid.field().startsWith(holder + ".")
                    ? invalid.field().substring(holder.length() + 1)
                    : invalid.field();
            throw new Refused(whole ? "$" : path, invalid.problem());
        }
    }

    private static Map<String, Object> view(Result result) {
        Map<String, Object> view = new LinkedHashMap<>();
        switch (result) {
            case Result.Imported(var counts) -> {
                view.put("status", "imported");
                view.put("counts", counts);
            }
            case Result.Unfinished(int shows, int all) -> {
                view.put("status", "unfinished");
                view.put("shows_loaded", shows);
                view.put("shows", all);
            }
            case Result.Rejected(var problems) -> {
                view.put("status", "rejected");
                view.put("problems", problems);
            }
        }
        return view;
    }

    /** The event has no readable document. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient CatalogProblem problem;

        Refused(String path, String why) {
            super(why, null, false, false);
            problem = new CatalogProblem(path, why);
        }
    }
}
