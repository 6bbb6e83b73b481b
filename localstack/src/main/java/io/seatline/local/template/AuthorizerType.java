package io.seatline.local.template;

/** A JWT authorizer of the HTTP API. */
final class AuthorizerType implements ResourceType {

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Authorizer";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "AuthorizerType", "IdentitySource", "JwtConfiguration.Audience", "JwtConfiguration.Issuer")
                .without("ApiId", "there is one API")
                .without("Name", "it is for people");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("AuthorizerType").equals("JWT")) {
            throw resource.refuse("AuthorizerType", "only JWT runs locally.");
        }
        if (!resource.texts("IdentitySource").equals(java.util.List.of("$request.header.Authorization"))) {
            throw resource.refuse("IdentitySource", "only $request.header.Authorization runs locally.");
        }
        cloud.addAuthorizer(
                resource.id(),
                new JwtAuthorizer(
                        issuer(resource.required("JwtConfiguration.Issuer"), cloud.place()),
                        resource.texts("JwtConfiguration.Audience")));
    }

    /** The CDK builds the issuer from the pool's id; both are the development issuer here. */
    private static String issuer(String issuer, Place place) {
        return issuer.endsWith("/" + UserPoolType.ID) ? place.issuer() : issuer;
    }
}
