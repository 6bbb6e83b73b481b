package io.seatline.local.template;

import io.seatline.local.template.ResolvedTemplate.Mapping;
import java.util.OptionalInt;

/** What a function reads: an SQS queue or a DynamoDB stream. */
final class EventSourceMappingType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::EventSourceMapping";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "FunctionName",
                        "EventSourceArn",
                        "Enabled",
                        "BatchSize",
                        "BisectBatchOnFunctionError",
                        "DestinationConfig.OnFailure.Destination",
                        "FilterCriteria.Filters.Pattern",
                        "FunctionResponseTypes",
                        "MaximumRetryAttempts",
                        "ParallelizationFactor",
                        "ScalingConfig.MaximumConcurrency",
                        "StartingPosition")
                .without("MaximumBatchingWindowInSeconds", "a batch is delivered as soon as it has one record")
                .without(
                        "MaximumRecordAgeInSeconds", "the engine dates records by the machine's clock, not the cloud's")
                .without("Tags", "they are for the bill");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        String source = resource.required("EventSourceArn");
        boolean stream = source.contains(":dynamodb:");
        if (stream && !resource.required("StartingPosition").equals("TRIM_HORIZON")) {
            throw resource.refuse(
                    "StartingPosition", "only TRIM_HORIZON runs locally: what is older must not be lost.");
        }
        if (resource.integer("ParallelizationFactor").orElse(1) != 1) {
            throw resource.refuse("ParallelizationFactor", "only 1 runs locally.");
        }
        OptionalInt retries = resource.integer("MaximumRetryAttempts");
        cloud.add(new Mapping(
                resource.id(),
                FunctionType.arn(resource.required("FunctionName")),
                source,
                resource.flag("Enabled", true),
                resource.integer("BatchSize").orElse(stream ? 100 : 10),
                // It only bounds, and one machine does not scale further than Lambda begins.
                Math.min(
                        resource.integer("ScalingConfig.MaximumConcurrency").orElse(Mapping.DEFAULT_CONCURRENCY),
                        Mapping.DEFAULT_CONCURRENCY),
                resource.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                resource.list("FilterCriteria.Filters").stream()
                        .map(filter -> filter.path("Pattern").asText())
                        .toList(),
                resource.flag("BisectBatchOnFunctionError", false),
                // -1, the default, retries until the record expires.
                retries.isPresent() && retries.getAsInt() >= 0 ? retries : OptionalInt.empty(),
                resource.text("DestinationConfig.OnFailure.Destination")));
    }
}
