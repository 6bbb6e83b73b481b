package io.seatline.local.template;

/** What answers a route: a function. */
final class IntegrationType implements ResourceType {

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Integration";
    }

    @Override
    public Properties properties() {
        return Properties.honours("IntegrationType", "IntegrationUri", "PayloadFormatVersion")
                .without("ApiId", "there is one API")
                .without("Description", "it is for people")
                .without("IntegrationMethod", "a function is always called by POST")
                .without("TimeoutInMillis", "the function's own timeout ends it");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("IntegrationType").equals("AWS_PROXY")) {
            throw resource.refuse("IntegrationType", "only AWS_PROXY runs locally.");
        }
        if (!resource.required("PayloadFormatVersion").equals("2.0")) {
            throw resource.refuse("PayloadFormatVersion", "only 2.0 runs locally.");
        }
        cloud.addIntegration(resource.id(), functionArn(resource.required("IntegrationUri")));
    }

    /** The ARN may come wrapped as {@code arn:...:lambda:path/2015-03-31/functions/<arn>/invocations}. */
    private static String functionArn(String uri) {
        int start = uri.indexOf("/functions/");
        return start < 0 ? uri : uri.substring(start + "/functions/".length(), uri.length() - "/invocations".length());
    }
}
