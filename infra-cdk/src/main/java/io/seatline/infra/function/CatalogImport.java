package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.BATCH_GET;
import static io.seatline.infra.function.DataPermissions.DELETE;
import static io.seatline.infra.function.DataPermissions.GET;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.QUERY;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.s3.Bucket;

/** The function Import, which an operator invokes by hand. */
final class CatalogImport {
    private CatalogImport() {}

    static void in(FunctionContext context) {
        DataPermissions data = context.data();
        Bucket documents = context.resources().inputs().documents();
        SeatlineFunction function = context.add(new SeatlineFunction.Builder(
                        "Import", "Loads a catalog document, given inline or in the documents bucket")
                // Up to thousands of writes.
                .timeout(Duration.ofMinutes(5))
                .environment(context.environment().select("CATALOG_TABLE"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET, QUERY),
                        data.writeCatalog(DELETE, PUT, UPDATE),
                        Permissions.allow("ReadDocuments", List.of("s3:GetObject"), documents.arnForObjects("*")),
                        // Without this, S3 reports a missing object as access denied.
                        Permissions.allow("ListDocuments", List.of("s3:ListBucket"), documents.getBucketArn())));
        NagFindings.accept(
                function.withoutSnapshot(),
                "AwsSolutions-IAM5",
                "It reads any document that an operator uploads to the documents bucket.");
    }
}
