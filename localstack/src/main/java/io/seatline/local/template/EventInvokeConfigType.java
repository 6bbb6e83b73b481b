package io.seatline.local.template;

import io.seatline.local.template.ResolvedTemplate.AsyncConfig;

/** How asynchronous invocations of a function are retried, and where they end. */
final class EventInvokeConfigType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::EventInvokeConfig";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "FunctionName",
                        "MaximumRetryAttempts",
                        "MaximumEventAgeInSeconds",
                        "DestinationConfig.OnFailure.Destination")
                .without("Qualifier", "there is one version of everything");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        cloud.add(new AsyncConfig(
                FunctionType.arn(resource.required("FunctionName")),
                resource.integer("MaximumRetryAttempts").orElse(AsyncConfig.DEFAULT_RETRIES),
                resource.integer("MaximumEventAgeInSeconds").orElse(AsyncConfig.DEFAULT_AGE_SECONDS),
                resource.text("DestinationConfig.OnFailure.Destination")));
    }
}
