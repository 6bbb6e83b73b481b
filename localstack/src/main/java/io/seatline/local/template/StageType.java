package io.seatline.local.template;

/** The stage of an HTTP API; only the one that adds nothing to the path. */
final class StageType implements ResourceType {

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Stage";
    }

    @Override
    public Properties properties() {
        return Properties.honours("StageName")
                .without("AccessLogSettings", "the front logs by itself")
                .without("ApiId", "there is one API")
                .without("AutoDeploy", "what the template says is served")
                .without("DefaultRouteSettings", "it throttles and measures, which nothing here does")
                .without("Description", "it is for people")
                .without("Tags", "they are for the bill");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("StageName").equals("$default")) {
            throw resource.refuse("StageName", "only $default runs locally.");
        }
    }
}
