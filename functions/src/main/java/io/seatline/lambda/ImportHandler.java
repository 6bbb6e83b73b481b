package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.lambda.http.Http;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Imports a catalog document: {@code {"document":{...}}}, or the object that {@code {"bucket":"..","key":".."}} names.
 * Returns {@code {"status":"imported","counts":{...}}}, or {@code
 * {"status":"rejected","problems":[{"path","message"}]}}, in which case nothing has changed.
 */
public final class ImportHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ImportHandler.class);

    /** Rejects duplicate names: Jackson would otherwise keep the last value and hide the mistake. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
            return importCatalog.run(document(JSON.readTree(event)));
        } catch (Refused refused) {
            return rejected(refused.getMessage());
        } catch (JsonProcessingException e) {
            return rejected("is not JSON: " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the event, although it is in memory", e);
        }
    }

    private JsonNode document(JsonNode event) throws IOException {
        if (event.has("document")) {
            return event.get("document");
        }
        String bucket = event.path("bucket").asText("");
        String key = event.path("key").asText("");
        if (bucket.isEmpty() || key.isEmpty()) {
            throw new Refused("give {\"document\":{...}} or {\"bucket\":\"...\",\"key\":\"...\"}");
        }
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key).build();
        try {
            return JSON.readTree(s3.get().getObjectAsBytes(request).asByteArray());
        } catch (NoSuchKeyException _) {
            throw new Refused("there is no object " + key + " in bucket " + bucket);
        }
    }

    private static Result rejected(String why) {
        return new Result.Rejected(List.of(new CatalogProblem("$", why)));
    }

    private static Map<String, Object> view(Result result) {
        Map<String, Object> view = new LinkedHashMap<>();
        switch (result) {
            case Result.Imported(var counts) -> {
                view.put("status", "imported");
                view.put("counts", counts);
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

        Refused(String why) {
            super(why, null, false, false);
        }
    }
}
